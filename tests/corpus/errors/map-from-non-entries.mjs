const index = new Map([
  ["a", 1],
  "b",
]);
console.log(index);
