import EventEmitter, { getMaxListeners, setMaxListeners, getEventListeners, listenerCount } from "node:events";
const e = new EventEmitter();
console.log(e.getMaxListeners(), EventEmitter.defaultMaxListeners, getMaxListeners(e));
e.setMaxListeners(3);
console.log(e.getMaxListeners(), getMaxListeners(e));
setMaxListeners(5, e);
console.log(e.getMaxListeners());
for (const bad of [-1, NaN, "x", undefined]) try { e.setMaxListeners(bad); } catch (error) { console.log(error.code, error.message); }
e.on("a", () => {});
console.log(getEventListeners(e, "a").length, listenerCount(e, "a"));
const t = new EventTarget();
t.addEventListener("b", () => {});
console.log(getEventListeners(t, "b").length);
