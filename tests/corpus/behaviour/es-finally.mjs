const log = [];
const f = () => { try { return log.push("try"); } finally { log.push("finally"); } };
const g = () => { try { throw 1; } catch { return "catch"; } finally { return "finally wins"; } };
const h = () => { for (const x of [1, 2, 3]) { try { if (x === 1) continue; if (x === 2) break; } finally { log.push("x" + x); } } return "end"; };
const k = () => { l: try { return 1; } finally { break l; } return 2; };
console.log(f(), g(), h(), k(), log.join());
