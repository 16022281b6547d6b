function* numbers() {
  yield 1;
  throw new RangeError("no more");
}
for (const n of numbers()) {
  console.log(n);
}
