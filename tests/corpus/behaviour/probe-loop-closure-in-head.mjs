const fs = [];
for (let i = 0, get = () => i; i < 3; fs.push(() => i), i++) fs.push(get);
console.log(fs.map((f) => f()).join());
