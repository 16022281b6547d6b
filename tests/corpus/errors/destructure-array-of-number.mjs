const pair = 12;
const [x, y] = pair;
console.log(x, y);
