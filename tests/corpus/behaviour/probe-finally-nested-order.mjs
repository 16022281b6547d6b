const seen = [];
(() => { try { try { seen.push(1); return; } finally { seen.push(2); } } finally { seen.push(3); } })();
console.log(seen.join());
