// Every way to call it.
import test, { it, describe, suite, skip, todo, only } from "node:test";
import * as whole from "node:test";
import "./shared/report.mjs";
console.log(Object.keys(whole).sort().join(" "));
console.log(test === whole.test, it === test, suite === describe, test.it === it, test.length, typeof whole.run);
console.log(Object.keys(test).sort().join(" "));
test();
test(undefined);
test(null);
test("");
test(5, () => {});
test(function named() {});
test(() => {});
test({ name: "by options" }, () => {});
test({ skip: true }, function left() {});
test("a name", null, () => {});
test("no function", { todo: "some day" });
test("a number", 5);
test("an object", {}, {});
it("it", () => {});
skip("skipped", () => {});
todo("to do", () => {});
only("only", () => {});
test("only as an option", { only: true }, () => {});
describe("empty");
describe(function suited() {
  it();
});
describe("throws", () => {
  it("is said", () => {});
  throw new Error("while it was said");
});
describe.only("only", () => it("in it", () => {}));
suite.todo("to do", () => it("in it", () => {}));
test("thrown values", async (t) => {
  for (const value of [undefined, null, 0, "text", { code: "ABC", message: "like an error" }, [1, 2], Symbol("s")])
    await t.test(String(typeof value), () => {
      throw value;
    });
});
const made = test("a promise", () => 5);
console.log(made instanceof Promise);
made.then((value) => console.log("resolved", value));
