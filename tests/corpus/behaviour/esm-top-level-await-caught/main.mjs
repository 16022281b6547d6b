try {
  await import("./fails.mjs");
} catch (e) {
  console.log("caught", e.message);
}
console.log("after");
