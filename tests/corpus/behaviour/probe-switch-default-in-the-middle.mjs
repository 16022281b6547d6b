const seen = [];
for (const x of [0, 1, 2]) switch (x) { case 0: seen.push("0"); break; default: seen.push("d"); break; case 2: seen.push("2"); }
console.log(seen.join());
