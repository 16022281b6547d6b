// Tests that run at the same time, and the order in which they are told.
import test, { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { write } from "./shared/report.mjs";
const steps = [];
const step = (name) => steps.push(name);
describe("together", { concurrency: true }, () => {
  it("long", async () => {
    step("long begins");
    await wait(40);
    step("long ends");
  });
  it("short", async () => {
    step("short begins");
    await wait(5);
    step("short ends");
  });
});
describe("one by one", () => {
  it("first", async () => {
    step("first begins");
    await wait(10);
    step("first ends");
  });
  it("second", async () => {
    step("second begins");
    step("second ends");
  });
});
test("within a test", { concurrency: 2 }, async (t) => {
  const all = ["a", "b", "c"].map((name) =>
    t.test(name, async () => {
      step(`${name} begins`);
      await wait(10);
      step(`${name} ends`);
    }),
  );
  await Promise.all(all);
});
for (const concurrency of ["two", -1, 0, 1.5, null]) {
  try {
    test("never", { concurrency }, () => {});
    step(`${concurrency} is taken`);
  } catch (error) {
    step(`${error.code}: ${error.message}`);
  }
}
process.on("exit", () => {
  process.stdout.write = write;
  for (const it of steps) console.log(it);
});
