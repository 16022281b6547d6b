const stamp = 123n;
const seconds = +stamp / 1000;
console.log(seconds);
