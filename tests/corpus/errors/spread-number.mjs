const count = 3;
const list = [0, ...count];
console.log(list);
