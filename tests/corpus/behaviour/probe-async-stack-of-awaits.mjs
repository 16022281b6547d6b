const seen = [];
async function a(n) { if (n === 0) return "end"; const r = await a(n - 1); seen.push(n); return r; }
console.log(await a(5), seen.join());
