async function* f() { yield 1; yield Promise.resolve(2); return 3; }
const it = f();
const all = await Promise.all([it.next(), it.next(), it.next(), it.next()]);
console.log(all.map((r) => `${r.value}/${r.done}`).join());
