const seen = [];
const note = (x) => { seen.push(x); return x; };
const { a = note("a"), b = note("b"), c: { d = note("d") } = note({}) } = { a: 1 };
console.log(seen.map((x) => typeof x === "string" ? x : "object").join());
