const run = (x) => { const seen = []; switch (x) { case 1: seen.push(1); case 2: seen.push(2); break; default: seen.push("d"); case 3: seen.push(3); } return seen.join(""); };
console.log([1, 2, 3, 4].map(run).join());
