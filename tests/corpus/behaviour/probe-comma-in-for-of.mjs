const seen = [];
for (const x of (seen.push("head"), [1, 2])) seen.push(x);
console.log(seen.join());
