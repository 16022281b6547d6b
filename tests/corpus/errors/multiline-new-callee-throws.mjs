class Range {
  constructor(from, to) {
    if (from > to) throw new RangeError("empty range");
    Object.assign(this, { from, to });
  }
}
const ranges = [
  new Range(1, 2),
  new Range(
    Number("5"),
    Number("3"),
  ),
];
console.log(ranges);
