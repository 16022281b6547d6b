const seen = [];
async function f() { try { await null; seen.push("try"); return "r"; } finally { await null; seen.push("finally"); } }
f().then((r) => seen.push(r));
setTimeout(() => console.log(seen.join()), 1);
