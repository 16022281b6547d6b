const cache = { a: 1 };
const load = (key) => cache[key] ??= fetchValue(key);
console.log(load("a"));
console.log(load("b"));
