function* f() { try { yield 1; } catch (error) { yield `caught ${error}`; } return "end"; }
const it = f();
it.next();
console.log([it.throw("x"), it.next()].map((r) => `${r.value}/${r.done}`).join());
