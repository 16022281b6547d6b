const pair = 5;
const [
  a,
  b,
] = pair;
console.log(a, b);
