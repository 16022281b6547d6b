const fs = [];
for (let i = 0; i < 3; i++) { fs.push(() => i); i += 0; }
for (const k in { a: 1, b: 2 }) fs.push(() => k);
for (const v of [7]) fs.push(() => v);
var gs = [];
for (var j = 0; j < 2; j++) gs.push(() => j);
for (let i = 0, get = () => i; i < 2; i++) gs.push(get);
console.log(fs.map((f) => f()).join(), gs.map((f) => f()).join());
