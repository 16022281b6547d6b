import assert, { AssertionError, strict } from "node:assert";
import * as ns from "node:assert";
const t = (f) => { try { f(); console.log("ok"); } catch (e) { console.log(e.name, e.code, JSON.stringify(e.message), e.operator, e.generatedMessage, e.actual, e.expected); } };
t(() => assert(true)); t(() => assert(1, "m")); t(() => assert(0, "zero")); t(() => assert.ok("", new RangeError("mine"))); t(() => assert.ok()); t(() => assert.fail()); t(() => assert.fail("reason")); t(() => assert.fail(new TypeError("t")));
t(() => assert.match("abc", /b/)); t(() => assert.match("abc", /x/)); t(() => assert.match(1, /x/)); t(() => assert.match("a", "a")); t(() => assert.doesNotMatch("abc", /x/)); t(() => assert.doesNotMatch("abc", /b/)); t(() => assert.match("a", /b/, "custom"));
console.log(strict === assert.strict, strict.equal === assert.strictEqual, strict.strict === strict, typeof ns.default, ns.ok === assert.ok);
const e = new AssertionError({ actual: 1, expected: 2, operator: "strictEqual" });
console.log(e.message, e.toString(), e.generatedMessage, Object.keys(e));
t(() => new AssertionError("x")); t(() => strict.equal(1, "1")); t(() => strict.deepEqual([1], ["1"]));
