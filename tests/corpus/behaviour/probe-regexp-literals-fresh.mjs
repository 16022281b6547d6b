const list = [];
for (let i = 0; i < 2; i++) { const r = /a/g; r.lastIndex += 1; list.push(r); }
console.log(list[0] === list[1], list.map((r) => r.lastIndex).join());
