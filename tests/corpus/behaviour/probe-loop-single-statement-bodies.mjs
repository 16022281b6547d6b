const seen = [];
for (let i = 0; i < 2; i++) if (i) seen.push("odd"); else seen.push("even");
for (const x of [1, 2]) for (const y of [3]) seen.push(x * y);
let n = 0;
while (n < 2) n++;
do n--; while (n > 0);
console.log(seen.join(), n);
