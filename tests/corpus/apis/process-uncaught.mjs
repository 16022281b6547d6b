process.on("uncaughtException", (e, origin) => console.log("caught", e.message, origin));
process.on("exit", (c) => console.log("exit", c));
setTimeout(() => {
  throw new Error("timer");
}, 1);
setTimeout(() => console.log("goes on"), 5);
process.nextTick(() => {
  throw new Error("tick");
});
process.nextTick(() => console.log("next tick"));
queueMicrotask(() => {
  throw new Error("micro");
});
Promise.reject(new Error("rejected"));
