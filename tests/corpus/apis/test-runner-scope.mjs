// What is said inside a test belongs to it, also after it has waited.
import test, { after, afterEach, before, beforeEach, describe, it, suite } from "node:test";
import { write } from "./shared/report.mjs";
const steps = [];
process.on("exit", () => console.error === undefined || (process.stdout.write = write, steps.forEach((it) => console.log(it))));
test("outer", async (t) => {
  const inner = test("said at once", (u) => steps.push(u.fullName));
  await inner;
  await 1;
  await it("said after a while", (u) => steps.push(u.fullName));
  await new Promise((r) => setTimeout(r, 5));
  await test("said after a timer", async (u) => {
    steps.push(u.fullName);
    await t.test("of the outer one", (v) => steps.push(v.fullName));
  });
});
suite("a suite", () => {
  before(() => steps.push("before"));
  after(() => steps.push("after"));
  beforeEach((t) => steps.push(`beforeEach ${t.name}`));
  afterEach((t) => steps.push(`afterEach ${t.name}`));
  it("has one", (t) => steps.push(t.fullName));
  describe("in it", () => {
    beforeEach((t) => steps.push(`inner beforeEach ${t.name}`));
    afterEach((t) => steps.push(`inner afterEach ${t.name}`));
    it("another", async (t) => {
      t.beforeEach(() => steps.push("own beforeEach"));
      t.after(() => steps.push("own after"));
      await t.test("deeper", (u) => steps.push(u.fullName));
    });
  });
});
suite("waits", async () => {
  await 1;
  it("is said later", () => steps.push("later"));
});
console.log("the module ends");
