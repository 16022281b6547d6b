function* f() { try { yield 1; } finally { yield 2; } }
const it = f();
it.next();
console.log([it.return("r"), it.next(), it.next()].map((r) => `${r.value}/${r.done}`).join());
