const a = [1, , 3];
a[5] = 6;
const seen = [];
a.forEach((v, i) => seen.push(i));
console.log(a.length, seen.join(), Object.keys(a).join(), a.map((x) => x * 2).hasOwnProperty(1), a.indexOf(undefined), a.includes(undefined), a.findIndex((x) => x === undefined), JSON.stringify(a), a.flat().length);
