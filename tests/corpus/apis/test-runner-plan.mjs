// Planned assertions, and what a context knows.
import test, { describe, it } from "node:test";
import "./shared/report.mjs";
test("as planned", (t) => {
  t.plan(2);
  t.assert.ok(true);
  t.assert.strictEqual(1, 1);
});
test("too few", (t) => {
  t.plan(2);
  t.assert.ok(true);
});
test("too many", (t) => {
  t.plan(1);
  t.assert.ok(true);
  t.assert.ok(true);
});
test("twice", (t) => {
  t.plan(1);
  t.plan(1);
});
test("subtests count", async (t) => {
  t.plan(2);
  await t.test("one", () => {});
  await t.test("two", () => {});
});
test("by option", { plan: 1 }, (t) => t.assert.deepEqual([1], [1]));
test("by option, too few", { plan: 3 }, (t) => t.assert.deepEqual([1], [1]));
for (const count of ["1", -1, 1.5, undefined]) test(`plan ${count}`, (t) => t.plan(count));
test("what it has", (t) => {
  console.log(Object.keys(t.assert).sort().join(" "));
  console.log(Object.getOwnPropertyNames(Object.getPrototypeOf(t)).sort().join(" "));
  console.log(t.name, t.fullName, typeof t.signal, t.signal.aborted);
});
describe("of a suite", (s) => {
  console.log(s.name, s.fullName, typeof s.signal, Object.getOwnPropertyNames(Object.getPrototypeOf(s)).sort().join(" "));
  it("in it", (t) => console.log(t.fullName));
});
test("messages of all kinds", (t) => {
  t.diagnostic("text");
  t.diagnostic(5);
  t.skip("later\nor never");
});
test("empty", { skip: "" }, () => console.log("it runs"));
test("odd", { todo: "" }, () => console.log("it runs too"));
