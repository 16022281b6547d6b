function* gen() {
  const got = yield 1;
  return got.length;
}
const it = gen();
it.next();
it.next();
