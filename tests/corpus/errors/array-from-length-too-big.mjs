const all = Array.from(
  { length: 2 ** 53 },
  (_, i) => i,
);
console.log(all);
