const mask = Symbol("mask");
console.log(1 | 2);
console.log(1 | mask);
