// The report as Node prints it, but for times and places.
import test, { describe, it } from "node:test";
import assert from "node:assert";
const write = process.stdout.write;
let all = "";
process.stdout.write = (chunk) => {
  all += chunk;
  return true;
};
process.on("exit", () => {
  let skipping = false;
  for (const line of all.split("\n")) {
    if (/^ *(duration_ms|location|# duration_ms)/.test(line)) continue;
    if (/^ *stack:/.test(line)) {
      skipping = true;
      continue;
    }
    if (/^ *\.\.\./.test(line)) skipping = false;
    if (!skipping) write.call(process.stdout, line + "\n");
  }
});
test("passes", () => {});
test("fails", () => assert.strictEqual(1, 2));
test("throws", () => {
  throw new TypeError("boom");
});
test("async", async () => {
  await 1;
});
test("callback", (t, done) => setImmediate(done));
test("callback fails", (t, done) => done(new Error("given")));
test("rejects", async () => {
  throw new Error("r");
});
test("skipped", { skip: true }, () => {});
test("with a reason", { skip: "why" }, () => {});
test("todo", { todo: true }, () => {
  throw new Error("x");
});
test.skip("skip");
test.todo("todo 2");
test("in it", (t) => t.skip("later"));
test("said", (t) => {
  t.diagnostic("a message");
  t.todo();
});
test("nested", async (t) => {
  await t.test("one", () => {});
  await t.test("two", () => {
    throw new Error("two");
  });
});
test("slow", { timeout: 10 }, () => new Promise((r) => setTimeout(r, 60)));
describe("suite", () => {
  it("a", () => {});
  it("b", () => {
    throw 5;
  });
  describe("inner", () => it("c", () => {}));
});
describe.skip("no suite", () => {
  it("x", () => {});
});
test("a # name \\ with\nmarks", () => {});
