import assert from "node:assert";
const a = new Map([
    ["a", 1],
    ["b", { c: 2 }],
  ]),
  b = new Map([
    ["a", 1],
    ["b", { c: 3 }],
  ]);
for (const name of [
  "equal",
  "notEqual",
  "deepEqual",
  "notDeepEqual",
  "strictEqual",
  "notStrictEqual",
  "deepStrictEqual",
  "notDeepStrictEqual",
])
  for (const [x, y] of [
    [a, b],
    [b, a],
    [a, a],
  ])
    try {
      assert[name](x, y);
      console.log(name, "ok");
    } catch (e) {
      console.log(name, e.code, e.operator, e.generatedMessage, e.actual === x, e.expected === y);
      if (!e.message.includes("    at ")) console.log(e.message);
    }
