const list = [1, 2, 3];
const seen = [];
list.forEach((x, i) => { seen.push(x); if (i === 0) { list.push(4); delete list[1]; } });
console.log(seen.join(), list.length);
