async function* numbers() {
  yield missing;
}
const it = numbers();
it.next();
