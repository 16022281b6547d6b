const { a, ...rest } = { a: 1, b: 2, [Symbol.for("s")]: 3, get c() { return 4; } };
console.log(Object.keys(rest).join(), rest.c, rest[Symbol.for("s")]);
