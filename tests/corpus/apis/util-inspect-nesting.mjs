import { inspect } from "node:util";
const m = new Map([["k", new Map([["j", new Set([1, [2, { x: { y: 1 } }]])]])]]);
console.log(inspect(m), inspect(m, { depth: 0 }), inspect(m, { depth: 5 }));
console.log(
  inspect([[], {}, [[]], [{}], { a: [] }, { a: {} }]),
  inspect({ f() {}, g: () => {}, h: class {}, async i() {}, *j() {} }),
);
console.log(
  inspect({ "a-b": 1, 1: 2, [Symbol("s")]: 3, "": 4, ünï: 5 }),
  inspect(["a", , "b", , ,]),
  inspect(Object.assign([1, 2], { x: 1, "-1": 2 })),
);
console.log(
  inspect(new Array(5)),
  inspect(Array.from({ length: 200 }, (_, i) => i)),
  inspect("x".repeat(200)),
  inspect(["y".repeat(100), "z"]),
);
console.log(inspect({ a: "it's", b: 'say "hi"', c: "`both' \"", d: "new\nline\ttab\\" }));
const c = { list: [] };
c.list.push(c, { c });
console.log(
  inspect(c),
  inspect(Object.create({ inherited: 1 })),
  inspect(Object.create({ constructor: undefined })),
);
