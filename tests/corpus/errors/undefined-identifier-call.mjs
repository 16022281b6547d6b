// @line 7
const values = [3, 1, 2];
console.log(
  values
    .slice()
    .sort(),
  sortBy(values, (v) => v),
);
