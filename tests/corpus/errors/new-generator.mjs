function* Ids() {
  yield 1;
}
const ids = new Ids();
ids.next();
