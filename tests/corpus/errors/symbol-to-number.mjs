const weights = [1, Symbol("heavy"), 3];
const sum = weights.reduce((a, b) => a + b * 2, 0);
console.log(sum);
