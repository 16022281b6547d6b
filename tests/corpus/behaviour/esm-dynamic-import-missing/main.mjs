try {
  await import("./nowhere.mjs");
} catch (e) {
  console.log(e instanceof Error);
}
import("./nowhere.mjs").catch(() => console.log("again"));
