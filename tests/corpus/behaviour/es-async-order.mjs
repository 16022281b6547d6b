const log = [];
const f = async (name, v) => { log.push(name + 1); const r = await v; log.push(name + 2 + r); };
const thenable = { then(ok) { log.push("then called"); ok("T"); } };
const all = [f("a", 1), f("b", Promise.resolve(2)), f("c", thenable)];
Promise.resolve().then(() => log.push("p1")).then(() => log.push("p2")).then(() => log.push("p3"));
log.push("sync");
await Promise.all(all);
await null;
console.log(log.join(" "));
