const seen = [];
async function* f() { try { yield 1; yield 2; } finally { await null; seen.push("closed"); } }
for await (const x of f()) { seen.push(x); break; }
console.log(seen.join());
