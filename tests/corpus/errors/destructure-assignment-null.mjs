let a, b;
function load(source) {
  ({ a, b } = source);
}
load({ a: 1, b: 2 });
load(null);
