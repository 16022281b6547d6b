const format = (n, digits = 2) => n.toFixed(digits);
console.log(format(1));
console.log(format(1, 101));
