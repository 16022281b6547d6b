const o = { __proto__: { inherited: 1 }, ["__proto__"]: "own" };
console.log(Object.keys(o).join(), Object.getPrototypeOf(o).inherited);
