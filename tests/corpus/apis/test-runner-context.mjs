import test from "node:test";
const lines = [],
  write = process.stdout.write;
process.stdout.write = () => true;
process.on("exit", () => write.call(process.stdout, lines.map((l) => JSON.stringify(l)).join("\n") + "\n"));
test("outer", async (t) => {
  lines.push([
    t.name,
    t.fullName,
    t.signal instanceof AbortSignal,
    t.signal.aborted,
    typeof t.mock.fn,
    typeof t.diagnostic,
  ]);
  const r = await t.test("inner", (t) => {
    lines.push([t.name, t.fullName]);
    return 5;
  });
  lines.push([r]);
});
test(function named(t) {
  lines.push([t.name]);
});
test((t) => lines.push([t.name]));
test({ name: "ignored" }, (t) => lines.push([t.name]));
lines.push([test("promise", () => {}) instanceof Promise]);
test(
  "times out",
  { timeout: 5 },
  (t) =>
    new Promise((r) =>
      t.signal.addEventListener("abort", () => {
        lines.push(["aborted", t.signal.aborted]);
        r();
      }),
    ),
);
