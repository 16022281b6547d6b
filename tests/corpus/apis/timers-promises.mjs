import { setTimeout as sleep, setImmediate as soon, setInterval as every, scheduler } from "node:timers/promises";
import timers from "node:timers";
console.log(await sleep(2, "v"), await sleep(1), await soon("i"));
const ac = new AbortController(); setTimeout(() => ac.abort("why"), 1);
await sleep(1000, null, { signal: ac.signal }).catch((e) => console.log(e.name, e.code, e.message, e.cause));
await sleep(1, null, { signal: AbortSignal.abort() }).catch((e) => console.log(e.name));
let n = 0; for await (const v of every(1, "tick")) { console.log(v); if (++n === 3) break; }
await scheduler.wait(1); await scheduler.yield(); console.log("scheduled");
for (const bad of [["x"], [1, 1, 5], [1, 1, { signal: 5 }], [1, 1, { ref: 1 }]]) await sleep(...bad).catch((e) => console.log(e.code, e.message));
console.log(timers.setTimeout === setTimeout, timers.promises.setTimeout === sleep, Object.keys(timers).sort().filter((k) => !k.startsWith("_") && k !== "active" && k !== "enroll" && k !== "unenroll").join());
const order = []; setImmediate(() => order.push("immediate")); process.nextTick(() => order.push("tick")); Promise.resolve().then(() => order.push("micro")); await sleep(150); console.log(order);
