const { a = b, b = 1 } = {};
console.log(a, b);
