for (let i = 0; i < 2; i++) {
  await import("./fails.mjs").then(() => console.log("fine"), (e) => console.log("reason", String(e)));
}
