const keys = { toString() { throw new RangeError("no key"); } };
const { [keys]: value } = { a: 1 };
console.log(value);
