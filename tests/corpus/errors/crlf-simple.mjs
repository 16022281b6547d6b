const a = 1;
const b = undefined;

console.log(a, b.c);
