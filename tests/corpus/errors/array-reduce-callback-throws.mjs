const paths = [["a", "b"], ["a", "b", "c", "d"]];
const tree = { a: { b: {} } };
const values = paths.map((path) =>
  path.reduce(
    (node, key) => node[key],
    tree,
  )
);
console.log(values);
