const o = { b: 1, 2: 1, a: 1, 1: 1, [Symbol("s")]: 1, "-1": 1, "01": 1 };
o.c = 1; delete o.b; o.b = 2;
console.log(Object.keys(o).join(), JSON.stringify(o), Reflect.ownKeys(o).length);
console.log(Object.entries({ x: 1, y: [2] }).flat(2).join(), JSON.stringify(Object.fromEntries([["q", 1]])), Object.is(-0, 0), Object.hasOwn({ z: 1 }, "z"));
