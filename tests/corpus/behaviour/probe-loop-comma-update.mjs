const seen = [];
for (let i = 0, j = 3; i < j; i++, j--) seen.push(`${i}${j}`);
console.log(seen.join());
