const counts = { a: { x: 1 }, b: null };
const sizes = Object.values(counts)
  .map((it) => Object.keys(it).length);
console.log(sizes);
