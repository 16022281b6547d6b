const total = 5;
const items = [1, 2, 3];
const result = total
(items.length);
console.log(result);
