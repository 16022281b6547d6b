function check(x) {
  const text = String(x);
  throw new TypeError("not a function");
}
check(1);
