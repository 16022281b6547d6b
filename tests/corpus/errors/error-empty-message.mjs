function check(ok) {
  if (!ok) throw new Error();
}
check(1 > 2);
