// Leaving an outer loop closes the inner iterators, inner first.
const seen = [];
function* list(name) { try { yield 1; yield 2; } finally { seen.push(`closed ${name}`); } }
outer: for (const a of list("a")) for (const b of list("b")) { seen.push(`${a}${b}`); break outer; }
console.log(seen.join());
