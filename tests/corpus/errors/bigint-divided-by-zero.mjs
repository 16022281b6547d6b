const one = 1n;
const zero = 0n;
console.log(
  one / zero,
);
