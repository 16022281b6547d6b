import { once, EventEmitter } from "node:events";
const e = new EventEmitter();
setTimeout(() => e.emit("ready", 1, 2), 1);
console.log(await once(e, "ready"));
setTimeout(() => e.emit("error", new Error("bad")), 1);
await once(e, "never").catch((error) => console.log(error.message));
setTimeout(() => e.emit("error", new Error("wanted")), 1);
console.log((await once(e, "error"))[0].message, e.eventNames());
const ac = new AbortController();
setTimeout(() => ac.abort(), 1);
await once(e, "never", { signal: ac.signal }).catch((error) =>
  console.log(error.name, error.code, error.message),
);
await once(e, "x", { signal: AbortSignal.abort() }).catch((error) => console.log(error.name));
await once({}, "x").catch((error) => console.log(error.code));
const t = new EventTarget();
setTimeout(() => t.dispatchEvent(new Event("go")), 1);
const [event] = await once(t, "go");
console.log(event.type);
