function* take(source, n) {
  let i = 0;
  for (const value of source) {
    if (i++ >= n) return;
    yield value;
  }
}
const list = [...take(undefined, 2)];
console.log(list);
