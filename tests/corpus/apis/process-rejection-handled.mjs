// Rejections that are handled too late, and what `process` says of them.
const log = console.log;
process.on("unhandledRejection", (reason, promise) => log("unhandled", reason.message, promise === late || promise === never));
process.on("rejectionHandled", (promise) => log("handled", promise === late));
process.on("uncaughtExceptionMonitor", () => log("never: it is handled"));
const late = Promise.reject(new Error("late"));
const never = Promise.reject(new Error("never"));
const soon = Promise.reject(new Error("soon"));
soon.catch(() => log("soon was caught"));
Promise.resolve().then(() => log("a microtask"));
process.nextTick(() => log("a tick"));
setTimeout(() => {
  log("timer");
  late.catch((error) => log("caught", error.message));
  process.nextTick(() => log("tick after"));
}, 2);
setTimeout(() => log("end", process.listenerCount("rejectionHandled")), 6);
