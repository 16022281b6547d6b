const odd = { toString: () => [], valueOf: () => ({}) };
const lookup = { a: 1 };
console.log(lookup[odd]);
