function fail(text) {
  throw new Error(text);
}
const call = (0, eval)("(f, x) => f(x)");
call(
  fail,
  "from eval",
);
