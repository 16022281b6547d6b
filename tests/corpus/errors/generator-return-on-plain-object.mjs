const broken = {
  [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: () => 1 }),
};
const [a] = broken;
console.log(a);
