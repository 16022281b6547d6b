import test from "node:test";
const write = process.stdout.write;
process.stdout.write = () => true;
process.on("exit", (c) => write.call(process.stdout, `exit ${c}\n`));
test("passes", () => {});
test("todo fails", { todo: true }, () => {
  throw 1;
});
test("fails later", async () => {
  await new Promise((r) => setTimeout(r, 5));
  throw new Error("x");
});
