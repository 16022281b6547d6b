const log = (...parts) => parts.join(" ");
log(
  "sum",
  [1, 2].reduce((a, b) => a + b),
  [].reduce((a, b) => a + b),
);
