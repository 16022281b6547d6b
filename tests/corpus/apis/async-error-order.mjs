import { once, EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { readFile } from "node:fs/promises";
const alive = setTimeout(() => {}, 2000);
const results = await Promise.allSettled([
  sleep(2, "a"),
  readFile("/no/such/file"),
  once(new EventEmitter(), "x", { signal: AbortSignal.timeout(5) }),
  Promise.race([sleep(1, "fast"), sleep(500, "slow", { ref: false })]),
]);
clearTimeout(alive);
for (const r of results) console.log(r.status, r.value ?? r.reason.code ?? r.reason.name);
const e = new EventEmitter();
queueMicrotask(() => e.emit("now", 1));
console.log(await once(e, "now"));
const ac = new AbortController();
const p = sleep(1000, 0, { signal: ac.signal });
ac.abort(new Error("mine"));
try {
  await p;
} catch (x) {
  console.log(x.name, x.cause.message);
}
