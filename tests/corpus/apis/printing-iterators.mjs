// What iterators of maps and sets have left, as it is printed.
const m = new Map([
  ["a", { x: 1 }],
  ["b", [1, 2]],
]);
const s = new Set(["p", "q", { z: { y: { x: 1 } } }]);
console.log(m.keys(), m.values(), m.entries(), m[Symbol.iterator]());
console.log(s.values(), s.entries(), s.keys());
console.log(new Map().keys(), new Set().entries(), new Map().entries());
const it = m.keys();
it.next();
console.log(it, [it], { it });
it.next();
console.log(it);
it.next();
console.log(it);
const big = new Set(Array.from({ length: 150 }, (_, i) => i));
console.log(big.values());
console.log(
  new Map(
    Array.from({ length: 30 }, (_, i) => ["key number " + i, { value: "value number " + i }]),
  ).entries(),
);
const d = new Set([1, 2, 3]);
const di = d.values();
di.next();
d.delete(2);
d.delete(1);
d.add(9);
console.log(di, [...di], di);
console.log({ a: { b: { c: m.keys() } } }, [[["x", [m.entries()]]]]);
console.log(
  "abc"[Symbol.iterator](),
  "abc".matchAll(/b/g),
  [1].keys(),
  (function* () {})(),
  (async function* () {})(),
);
console.log([1, 2].entries().next(), new Map([[NaN, -0]]).entries().next().value);
console.log(new WeakMap([[{}, 1]]), Object.assign(m.keys(), { extra: 1 }));
import util from "node:util";
console.log(util.inspect(s.keys(), { maxArrayLength: 1 }), util.types.isMapIterator(m.keys()));
console.table(m.entries());
console.table(s.values());
console.table(m.keys());
