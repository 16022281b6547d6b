import { format, formatWithOptions } from "node:util";
const cases = [
  ["%s", "a"],
  ["%s", 1],
  ["%s", -0],
  ["%s", 1n],
  ["%s", Symbol("x")],
  ["%s", { a: 1 }],
  ["%s", [1, [2, [3]]]],
  ["%s", null],
  ["%s", undefined],
  ["%s", class A {}],
  ["%d", "42"],
  ["%d", 1.5],
  ["%d", 5n],
  ["%d", {}],
  ["%d", ""],
  ["%i", "42.9"],
  ["%i", 1e21],
  ["%i", "x"],
  ["%f", "1.5x"],
  ["%f", {}],
  ["%j", { a: [1] }],
  ["%j", undefined],
  ["%o", { a: [1] }],
  ["%O", { a: { b: { c: { d: 1 } } } }],
  ["%c|", "css"],
  ["%%", 1],
  ["%s%s", "a"],
  ["%x", 1],
  ["a", "b", 1, { c: 2 }],
  [1, 2, "3"],
  ["%s", "a", "b"],
  ["100%", 1],
  ["%"],
  [],
  ["%s %d", "x", 1, "rest", { a: 1 }],
  ["%d%%", 5],
  ["%s", new Date(0)],
  ["%s", new Error("m").message],
  [
    "%s",
    {
      toString() {
        return "custom";
      },
    },
  ],
  [
    "%s",
    new (class B {
      toString() {
        return "B!";
      }
    })(),
  ],
  ["%s", Object.create(null)],
  ["%j", 1n === 1n],
  ["%s", new Map([[1, 2]])],
  [{}, "x"],
  ["%i", 3n],
  ["%d", Symbol.iterator],
];
for (const c of cases) console.log(JSON.stringify(format(...c)));
console.log(
  JSON.stringify(formatWithOptions({ colors: true }, "%s %O", "a", { b: 1 })),
  formatWithOptions({ compact: false }, { a: 1 }),
);
const circular = {};
circular.me = circular;
console.log(format("%j", circular));
