// Errors as events of the global object, before `process` hears of them. Node has none: see the .out beside it.
const log = console.log;
const next = (work) => new Promise((resolve) => setTimeout(() => (setTimeout(resolve, 5), work()), 1));
const listener = (event) => {
  log("listener", event.constructor.name, event.type, event.message, event.error?.message, event.lineno > 0, event.cancelable);
  log(event.filename.endsWith("global-error-events.mjs"), event.target === event.currentTarget, event.isTrusted);
  if (event.error?.message !== "goes on") event.preventDefault();
};
addEventListener("error", listener);
process.on("uncaughtException", (error, origin) => log("process", error?.message ?? error, origin));
await next(() => {
  throw new Error("prevented");
});
await next(() => {
  throw new TypeError("goes on");
});
await next(() => {
  throw "no error at all";
});
await next(() => reportError(new RangeError("reported")));
removeEventListener("error", listener);
await next(() => {
  throw new Error("nobody listens");
});

globalThis.onerror = (message, filename, line, column, error) => {
  log("onerror", message, typeof filename, line > 0, column > 0, error.message);
  return error.message === "handled";
};
log(typeof onerror, Object.getOwnPropertyDescriptor(globalThis, "onerror").get !== undefined);
await next(() => {
  throw new Error("handled");
});
await next(() => {
  throw new Error("not handled");
});
onerror = null;
log(onerror);
addEventListener("error", () => {
  throw new Error("thrown by a listener");
}, { once: true });
await next(() => {
  throw new Error("the first");
});

onunhandledrejection = (event) => {
  log("rejected", event.constructor.name, event.reason.message, event.promise instanceof Promise, event.cancelable);
  event.preventDefault();
};
addEventListener("rejectionhandled", (event) => log("handled later", event.type, event.promise === late, event.cancelable));
process.on("rejectionHandled", (promise) => log("process hears it too", promise === late));
let late;
await next(() => {
  late = Promise.reject(new Error("late"));
});
late.catch((error) => log("caught", error.message));
await next(() => {});
onunhandledrejection = null;
process.on("unhandledRejection", (reason) => log("process rejection", reason.message));
await next(() => Promise.reject(new Error("only for process")));

const custom = new ErrorEvent("error", { message: "m", filename: "f", lineno: 3, colno: 4, error: 5, cancelable: true });
log(custom.message, custom.filename, custom.lineno, custom.colno, custom.error, custom.type);
addEventListener("error", (event) => event.preventDefault(), { once: true });
log(dispatchEvent(custom), dispatchEvent(new Event("something else")));
log(new CloseEvent("close", { code: 4000, reason: "why", wasClean: true }).code, new CloseEvent("close").wasClean);
for (const wrong of [() => new ErrorEvent(), () => new CloseEvent(), () => new PromiseRejectionEvent("x"), () => addEventListener("x")]) {
  try {
    wrong();
  } catch (error) {
    log(error.name, error.code);
  }
}
log(Object.keys(globalThis).includes("onerror"), Object.keys(globalThis).includes("addEventListener"));
