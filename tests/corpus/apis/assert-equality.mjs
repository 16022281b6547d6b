import assert from "node:assert";
const t = (f) => { try { f(); console.log("ok"); } catch (e) { console.log(JSON.stringify(e.message), e.code, e.name, e.operator, e.generatedMessage, e instanceof assert.AssertionError); } };
t(() => assert.equal(1, "1")); t(() => assert.equal(1, 2)); t(() => assert.equal(NaN, NaN)); t(() => assert.notEqual(1, 1)); t(() => assert.notEqual(1, "1")); t(() => assert.notEqual(1, 2));
t(() => assert.strictEqual(1, 1)); t(() => assert.strictEqual(1, "1")); t(() => assert.strictEqual(0, -0)); t(() => assert.strictEqual("a", "b", "said")); t(() => assert.strictEqual(1, 2, new TypeError("own")));
t(() => assert.notStrictEqual(1, 1)); t(() => assert.notStrictEqual("long text here", "long text here")); t(() => assert.deepEqual([1, 2], ["1", 2])); t(() => assert.deepEqual({ a: 1 }, { a: 2 })); t(() => assert.notDeepEqual({ a: 1 }, { a: 1 }));
t(() => assert.deepStrictEqual({ a: [1] }, { a: [1] })); t(() => assert.notDeepStrictEqual([1], [1])); t(() => assert.notDeepStrictEqual({ a: 1 }, { a: "1" })); t(() => assert.strictEqual(null, undefined)); t(() => assert.equal(null, undefined)); t(() => assert.strictEqual(1));
