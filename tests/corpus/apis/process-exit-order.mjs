process.on("beforeExit", (c) => console.log("beforeExit", c));
process.on("exit", (c) => {
  console.log("exit", c, process.exitCode);
  setTimeout(() => console.log("never"));
  process.nextTick(() => console.log("never"));
});
setTimeout(() => {
  console.log("timer");
  process.exitCode = 3;
}, 5);
process.nextTick(console.log, "tick");
Promise.resolve().then(() => console.log("micro"));
console.log("main");
