const seen = [];
for (const k in { b: 1, 2: 1, a: 1, 1: 1, __proto__: { z: 1 } }) seen.push(k);
console.log(seen.join());
