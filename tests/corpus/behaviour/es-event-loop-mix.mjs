const log = [];
const done = new Promise((resolve) => {
  setTimeout(() => { log.push("t1"); queueMicrotask(() => log.push("m in t1")); }, 0);
  setTimeout(async () => { log.push("t2"); await null; log.push("t2 resumed"); resolve(); }, 0);
});
(async function* () { log.push("gen"); yield 1; })().next().then(() => log.push("gen next"));
Promise.resolve(1).finally(() => log.push("fin")).then(() => log.push("after fin"));
log.push("sync");
await done;
console.log(log.join(", "));
