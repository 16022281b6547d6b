function assertEqual(actual, expected, text = "values differ") {
  if (actual !== expected) {
    throw new Error(`${text}: ${actual} !== ${expected}`);
  }
}
const sum = (a, b) => a - b;
assertEqual(sum(0, 0), 0);
assertEqual(
  sum(1, 2),
  3,
  "sum",
);
