function* f() { outer: for (let i = 0; ; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 3) break outer; yield `${i}${j}`; } } }
console.log([...f()].join());
