import util from "node:util";
console.log(util.format("%s", null), util.format("%s %s", "only"), util.format("%%%s%%", "x"));
for (const v of [0, -0, 1.5, NaN, Infinity, 1e21, 5n, "str", true, null, undefined, Symbol("q")])
  console.log(
    util.format(
      "%s|%d|%i|%f|%o|%O",
      v,
      v === Symbol.iterator ? 0 : typeof v === "symbol" ? 1 : v,
      typeof v === "symbol" ? 1 : v,
      typeof v === "symbol" ? 1 : v,
      v,
      v,
    ),
  );
console.log(
  util.inspect(new Map([[{ a: 1 }, new Set([[1]])]]), { compact: false }),
  util.inspect({ a: { b: 1 } }, { compact: 1 }),
  util.inspect([1, [2, [3]]], { compact: 0 }),
);
