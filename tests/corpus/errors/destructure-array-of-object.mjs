const entry = { 0: "a", 1: "b", length: 2 };
const [key, val] = entry;
console.log(key, val);
