// The order of jobs: microtasks, ticks, timers and immediates, async functions and thenables.
const log = [];
const note = (text) => log.push(text);
setTimeout(() => note('timeout 0'), 0);
process.nextTick(() => note('tick'));
queueMicrotask(() => note('microtask'));
Promise.resolve().then(() => note('then 1')).then(() => note('then 2'));
(async () => { note('async start'); await null; note('after await'); await { then(resolve) { note('thenable'); resolve(); } }; note('after thenable'); })();
new Promise((resolve) => { note('executor'); resolve(); note('after resolve'); }).finally(() => note('finally'));
note('sync end');
await new Promise((resolve) => setTimeout(() => setImmediate(resolve), 20));
console.log(log.join('\n'));
const order = [];
const slow = (name, ms) => new Promise((resolve) => setTimeout(() => { order.push(name); resolve(name); }, ms));
console.log(await Promise.all([slow("c", 90), slow("a", 1), slow("b", 45)]), order);
console.log(await Promise.race([slow("x", 60), slow("y", 1)]));
console.log((await Promise.allSettled([Promise.reject(new Error("no")), 1, slow("z", 1)])).map((it) => it.reason?.message ?? it.value));
const { promise, resolve } = Promise.withResolvers?.() ?? (() => { let resolve; return { promise: new Promise((r) => { resolve = r; }), resolve }; })();
setTimeout(resolve, 1, 'resolved');
console.log(await promise);
async function failing() { try { await Promise.reject(new TypeError('inside')); } finally { order.push('cleanup'); } }
await failing().catch((error) => console.log(error.name, error.message, order.at(-1)));
const results = await Promise.all([1, 2, 3].map(async (n) => { await slow(n, (4 - n) * 20); return n * n; }));
console.log(results);
let n = 0;
await new Promise((done) => { const timer = setInterval(() => { if (++n === 3) { clearInterval(timer); done(); } }, 1); });
console.log('ticks', n);
