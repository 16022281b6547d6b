import assert from "node:assert";
const t = (f) => {
  try {
    f();
    console.log("ok");
  } catch (e) {
    console.log(e.message);
  }
  console.log("==");
};
const big = (n, change) => Array.from({ length: n }, (_, i) => (change === i ? -1 : i));
t(() => assert.deepStrictEqual({ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 3] } }));
t(() => assert.deepStrictEqual(big(12), big(12, 6)));
t(() => assert.deepStrictEqual(big(30), big(30, 29)));
t(() => assert.deepStrictEqual(big(30), big(30, 0)));
t(() => assert.deepStrictEqual(big(8), big(9)));
t(() => assert.deepStrictEqual(new Map([["a", { x: 1 }]]), new Map([["a", { x: 2 }]])));
t(() => assert.deepStrictEqual(new Set([1, 2]), new Set([1, 3])));
t(() => assert.strictEqual("one\ntwo\nthree", "one\n2\nthree"));
t(() => assert.strictEqual("the quick brown fox", "the quick braun fox"));
t(() => assert.deepStrictEqual([{ a: 1 }, { b: 2 }], [{ a: 1 }, { b: 3 }]));
t(() => assert.deepStrictEqual({ b: 1, a: 2 }, { a: 2, b: 2 }));
t(() => assert.strictEqual({}, {}));
t(() => assert.strictEqual([1, 2], [1, 2], undefined));
t(() => assert.deepStrictEqual(null, { a: 1 }));
t(() => assert.deepStrictEqual([], [1]));
t(() => assert.strictEqual(1n, 2n));
t(() => assert.deepStrictEqual(new Date(0), new Date(1)));
t(() => assert.deepStrictEqual(/a/, /b/));
t(() => assert.notDeepStrictEqual({ a: { b: 1 } }, { a: { b: 1 } }));
t(() =>
  assert.strictEqual(
    () => {},
    () => {},
  ),
);
t(() => assert.deepStrictEqual({ a: 1 }, { a: 2 }, "with a message"));
t(() => assert.deepStrictEqual(Object.create(null), {}));
t(() =>
  assert.deepStrictEqual(
    new (class A {
      x = 1;
    })(),
    { x: 1 },
  ),
);
