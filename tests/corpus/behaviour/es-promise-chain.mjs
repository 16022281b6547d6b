const log = [];
await Promise.reject(new Error("a"))
  .then(() => log.push("never"))
  .catch((e) => { log.push(e.message); return "recovered"; })
  .finally((...args) => { log.push("finally" + args.length); return "ignored"; })
  .then((v) => { log.push(v); throw "again"; })
  .then(null, (e) => log.push("second " + e));
await new Promise((r) => r(Promise.resolve("adopted"))).then((v) => log.push(v));
const twice = new Promise((r, j) => { r(1); r(2); j(3); throw 4; });
log.push(await twice);
console.log(log.join(", "));
