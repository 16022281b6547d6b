function range(from = to, to = 10) {
  return [from, to];
}
console.log(range(1));
console.log(range());
