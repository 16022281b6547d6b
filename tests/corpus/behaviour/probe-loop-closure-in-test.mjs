const fs = [];
for (let i = 0; fs.push(() => i), i < 2; i++);
console.log(fs.map((f) => f()).join());
