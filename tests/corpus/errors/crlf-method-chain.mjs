const list = [1, 2]
  .map((n) => n * 2)
  .filter((n) => n > 2)
  .sum();
console.log(list);
