// What a test left behind and fails later.
import test from "node:test";
import "./shared/report.mjs";
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
test("throws in a timer", async () => {
  setTimeout(() => {
    throw new TypeError("in a timer");
  }, 2);
  await wait(30);
});
test("rejects on the side", async () => {
  Promise.reject(new Error("on the side"));
  await wait(10);
});
test("rejects with no error", async () => {
  Promise.reject(7);
  await wait(10);
});
test("leaves something behind", () => {
  setTimeout(() => {
    throw new Error("left behind");
  }, 5);
});
test("goes on", async () => {
  await wait(30);
});
test("says one too late", async (t) => {
  setTimeout(() => t.test("too late", () => {}), 5);
});
test("waits for it", () => wait(30));
let aborted = false;
process.on("exit", () => write.call(process.stdout, `aborted: ${aborted}\n`));
test("aborts", async (t) => {
  t.signal.addEventListener("abort", () => (aborted = true));
  setTimeout(() => {
    throw new RangeError("stops it");
  }, 2);
  await new Promise(() => {});
});
