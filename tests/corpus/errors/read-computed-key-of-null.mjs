const table = { a: null };
const key = "a";
const value = table[
  key
][
  "b"
];
console.log(value);
