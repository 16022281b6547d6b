const ids = ["a1", "b2", 33];
const upper = ids.map((id) => id.toUpperCase());
console.log(upper);
