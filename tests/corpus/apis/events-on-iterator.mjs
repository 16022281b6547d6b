import { on, EventEmitter } from "node:events";
const e = new EventEmitter();
setTimeout(() => { e.emit("n", 1); e.emit("n", 2, "x"); }, 1);
setTimeout(() => e.emit("n", 3), 5);
for await (const values of on(e, "n")) { console.log(values); if (values[0] === 3) break; }
console.log(e.listenerCount("n"), e.listenerCount("error"));
setTimeout(() => e.emit("error", new Error("stop")), 2);
try { for await (const v of on(e, "n")) console.log(v); } catch (error) { console.log(error.message); }
const ac = new AbortController();
setTimeout(() => ac.abort(), 2);
try { for await (const v of on(e, "n", { signal: ac.signal })) console.log(v); } catch (error) { console.log(error.name, error.code); }
setTimeout(() => { e.emit("n", 9); e.emit("close"); }, 2);
for await (const v of on(e, "n", { close: ["close"] })) console.log(v);
console.log("done", e.eventNames());
