const sum = (list) =>
  list
    .filter((n) => n > 10)
    .reduce((a, b) => a + b);
console.log(sum([11, 12]));
console.log(sum([1, 2]));
