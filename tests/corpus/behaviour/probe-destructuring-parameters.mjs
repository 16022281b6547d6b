function f({ a, b: [c, d = a] = [] } = { a: "A" }, ...[e, g]) { return [a, c, d, e, g].join("|"); }
console.log(f(), f({ a: 1, b: [2] }, 3, 4));
