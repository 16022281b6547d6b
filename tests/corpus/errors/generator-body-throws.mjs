function* walk(node) {
  yield node.value;
  yield* walk(node.next);
}
const list = { value: 1, next: { value: 2, next: null } };
console.log([...walk(list)]);
