const seen = [];
for (const [i, { v = "none" }] of [[1, { v: "x" }], [2, {}]]) seen.push(i + v);
for (const [c] in { ab: 1, cd: 2 }) seen.push(c);
console.log(seen.join());
