const order = Object.freeze([3, 1, 2]);
const sorted = order.sort();
console.log(sorted);
