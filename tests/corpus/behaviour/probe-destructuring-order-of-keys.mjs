const seen = [];
const key = (k) => { seen.push(`key ${k}`); return k; };
const source = { get x() { seen.push("get x"); return undefined; }, get y() { seen.push("get y"); return 2; } };
const { [key("x")]: x = seen.push("default x"), [key("y")]: y = seen.push("default y") } = source;
console.log(seen.join());
