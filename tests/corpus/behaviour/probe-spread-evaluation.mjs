const seen = [];
const it = (name) => ({ *[Symbol.iterator]() { seen.push(name); yield name; } });
const list = [...it("a"), (seen.push("x"), "x"), ...it("b")];
Math.max(...it("c"), ...(seen.push("y"), []));
console.log(list.join(), seen.join());
