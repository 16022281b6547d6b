const seen = [];
const iterable = { [Symbol.iterator]() { let i = 0; return { next() { seen.push("next"); return { value: i++, done: false }; }, return() { seen.push("return"); return {}; } }; } };
const [a, , b = 9] = iterable;
console.log(`${a} ${b} ${seen}`);
