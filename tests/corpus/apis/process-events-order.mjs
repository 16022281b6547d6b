process.on("uncaughtException", (e, origin) => console.log("uncaught", e.message, origin));
process.on("unhandledRejection", (e, p) => console.log("rejection", e.message, p instanceof Promise));
process.on("warning", (w) => console.log("warning", w.name, w.message, w.code));
process.on("exit", (c) => console.log("exit", c));
process.on("uncaughtExceptionMonitor", (e) => console.log("monitor", e.message));
Promise.reject(new Error("late"));
process.emitWarning("careful", { type: "Own", code: "C1", detail: "more" });
process.emitWarning(new Error("as error"));
setTimeout(() => {
  throw new Error("in a timer");
}, 1);
queueMicrotask(() => {
  throw new Error("in a microtask");
});
console.log("main");
