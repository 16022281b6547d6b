function* inner() { try { const x = yield "a"; return `got ${x}`; } finally { console.log("inner closed"); } }
function* outer() { const r = yield* inner(); yield r; }
const it = outer();
console.log([it.next(), it.next("v"), it.next()].map((r) => r.value).join());
