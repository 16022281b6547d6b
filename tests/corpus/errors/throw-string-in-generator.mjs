// @line 4
function* feed() {
  yield 1;
  throw "empty";
}
for (const n of feed()) {
  console.log(n);
}
