function* f() { const a = yield 1; const b = yield a; return b; }
const it = f();
console.log([it.next("lost"), it.next("a"), it.next("b"), it.next()].map((r) => `${r.value}/${r.done}`).join());
