const totals = [{ n: 1 }, undefined].reduce(
  (sum, row) => sum + row.n,
  0,
);
console.log(totals);
