import util, { inspect } from "node:util";
const o = {
  a: { b: { c: { d: { e: 1 } } } },
  list: Array.from({ length: 120 }, (_, i) => i),
  text: "x".repeat(50),
};
console.log(
  inspect(o, { depth: 0 }),
  inspect(o, { depth: 1 }),
  inspect(o, { depth: Infinity, maxArrayLength: 3 }),
);
console.log(
  inspect(o, { maxArrayLength: 0, maxStringLength: 5 }),
  inspect(o.a, { depth: null, compact: false }),
);
console.log(inspect(o.a, { depth: null, compact: true }), inspect(o.a, { depth: 5, breakLength: 20 }));
console.log(
  inspect({ b: 1, a: 2, c: { z: 1, y: 2 } }, { sorted: true }),
  inspect({ b: 1, a: 2 }, { sorted: (x, y) => (x < y ? 1 : -1) }),
);
console.log(
  inspect(
    {
      get a() {
        return 5;
      },
      set b(v) {},
      get c() {
        return { x: 1 };
      },
      set c(v) {},
    },
    { getters: true },
  ),
);
console.log(
  inspect(
    {
      get a() {
        return 5;
      },
    },
    { getters: "set" },
  ),
  inspect(
    {
      get a() {
        throw new Error("no");
      },
    },
    { getters: true },
  ),
);
console.log(
  inspect([1, 2], { showHidden: true }),
  inspect(new Proxy({ a: 1 }, { get() {} }), { showProxy: true }),
);
console.log(inspect("a\nb".repeat(30), { breakLength: 40 }));
console.log(
  inspect({ a: 1n, s: Symbol("x") }, false, 0),
  util.inspect([["x"]], false, 0),
  inspect([[["x"]]], { depth: -1 }),
);
