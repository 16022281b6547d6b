import { EventEmitter } from "node:events";
const e = new EventEmitter();
const order = [];
for (let i = 0; i < 4; i++) e.on("x", (...a) => order.push([i, ...a]));
console.log(
  e.on("y", () => order.push("y")) === e,
  e.listenerCount("x"),
  e.emit("x", 1, 2, 3),
  e.emit("x"),
  order,
  e.listenerCount("x"),
  e.eventNames(),
);
for (const bad of [null, 1, {}, "f"])
  try {
    e.on("x", bad);
  } catch (x) {
    console.log(x.name, x.code, x.message);
  }
const s = Symbol("k");
e.on(s, function () {
  console.log(this === e, arguments.length);
});
e.emit(s, 1, 2);
e.on("error", (x) => console.log("error", x.message));
console.log(e.emit("error", new Error("m")));
e.on("newListener", (n) => console.log("new", String(n)));
e.on("z", () => {});
console.log(
  e.rawListeners("z").length,
  e.listeners("x").map((f) => typeof f),
);
e.removeAllListeners("x");
console.log(e.listenerCount("x"));
const f = () => order.push("f");
e.on("r", f);
e.on("r", f);
e.off("r", f);
console.log(e.listenerCount("r"), e.listenerCount("r", f));
e.emit("r");
console.log(order.length);
