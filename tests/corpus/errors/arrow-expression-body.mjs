const pluck = (key) => (item) =>
  item[key]
    .value;
const values = [{ a: { value: 1 } }, { b: 1 }].map(pluck("a"));
console.log(values);
