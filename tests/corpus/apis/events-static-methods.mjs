import EventEmitter, {
  addAbortListener,
  getEventListeners,
  captureRejectionSymbol,
  errorMonitor,
} from "node:events";
console.log(
  EventEmitter.once.name,
  EventEmitter.on.name,
  EventEmitter.listenerCount(
    new EventEmitter().on("x", () => {}),
    "x",
  ),
  captureRejectionSymbol.toString(),
  errorMonitor.toString(),
  EventEmitter.captureRejections,
  EventEmitter.name,
  EventEmitter.length,
);
const ac = new AbortController();
addAbortListener(ac.signal, () => console.log("aborted"));
ac.abort();
try {
  addAbortListener(undefined, () => {});
} catch (e) {
  console.log(e.code);
}
try {
  getEventListeners({}, "x");
} catch (e) {
  console.log(e.code);
}
EventEmitter.defaultMaxListeners = 3;
console.log(new EventEmitter().getMaxListeners());
try {
  EventEmitter.defaultMaxListeners = -1;
} catch (e) {
  console.log(e.code, e.message);
}
console.log(
  Object.getOwnPropertyNames(EventEmitter.prototype)
    .filter((n) => !n.startsWith("_"))
    .sort()
    .join(),
);
