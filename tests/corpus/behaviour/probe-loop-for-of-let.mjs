const fs = [];
for (let x of [1, 2]) { fs.push(() => x++); }
console.log([fs[0](), fs[0](), fs[1]()].join());
