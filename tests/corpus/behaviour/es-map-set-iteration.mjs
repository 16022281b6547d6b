const m = new Map([["a", 1], ["b", 2]]);
const seen = [];
for (const [k] of m) { seen.push(k); if (k === "a") { m.delete("b"); m.set("c", 3); } if (k === "c" && m.size < 3) m.set("d", 4); }
const s = new Set([NaN, NaN, 0, -0]);
console.log(seen.join(), s.size, [...m.keys()].join(), [...m].flat().join(), Object.is([...s][1], 0), m.set("x", 1) === m);
