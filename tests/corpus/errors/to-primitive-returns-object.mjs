const odd = {
  [Symbol.toPrimitive]: () => ({}),
};
const text = "value " + odd;
console.log(text);
