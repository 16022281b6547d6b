const match = /(x)-(y)/.exec("abc");
const first = match[1];
console.log(first);
