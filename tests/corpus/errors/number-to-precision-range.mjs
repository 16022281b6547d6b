const values = [1.5, 2.5];
const text = values
  .map((v, i) => v.toPrecision(i ? 0 : 3))
  .join();
console.log(text);
