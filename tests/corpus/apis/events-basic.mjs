import EventEmitter, { once, EventEmitter as Named } from "node:events";
console.log(EventEmitter === Named, EventEmitter.EventEmitter === EventEmitter, typeof once);
const e = new EventEmitter();
e.on("a", function (x, y) {
  console.log("a", x, y, this === e);
});
e.prependListener("a", () => console.log("first"));
e.once("a", (x) => console.log("once", x));
console.log(e.emit("a", 1, 2), e.emit("a", 3), e.emit("none"), e.listenerCount("a"), e.eventNames());
const f = () => console.log("f");
e.addListener("b", f).on("b", f);
console.log(
  e.listenerCount("b"),
  e.listenerCount("b", f),
  e.listeners("b").length,
  e.rawListeners("b")[0] === f,
);
e.off("b", f);
console.log(e.listenerCount("b"));
e.removeAllListeners("b");
console.log(e.listenerCount("b"), e.eventNames());
e.removeAllListeners();
console.log(e.eventNames(), e._eventsCount);
const s = Symbol("s");
e.on(s, () => console.log("symbol")).emit(s);
console.log(e.eventNames());
