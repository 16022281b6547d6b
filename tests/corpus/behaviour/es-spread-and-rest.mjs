const sum = (...n) => n.reduce((a, b) => a + b, 0);
console.log(sum(...[1, 2], ...new Set([3, 3]), ..."12".split("").map(Number)));
console.log(JSON.stringify({ ...{ a: 1, b: 2 }, b: 3, ...null, ...undefined, ..."hi", ...[7] }));
console.log([..."a😀b"].length, [...new Map([["k", "v"]])].join(), ((a, ...r) => r.length)(1, 2, 3));
