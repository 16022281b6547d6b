import test, { after, afterEach, before, beforeEach, describe, it } from "node:test";
const lines = [],
  log = (x) => lines.push(x),
  write = process.stdout.write;
process.stdout.write = () => true;
process.on("exit", (c) => write.call(process.stdout, lines.join("\n") + `\n${c}\n`));
before(() => log("root before"));
after(() => log("root after"));
beforeEach((t) => log(`root beforeEach ${t.name}`));
afterEach((t) => log(`root afterEach ${t.name}`));
test("first", (t) => {
  log("first");
  t.after(() => log("t.after"));
  t.before(() => log("t.before"));
});
test("second", async (t) => {
  t.beforeEach(() => log("t.beforeEach"));
  t.afterEach(() => log("t.afterEach"));
  await t.test("s1", () => log("s1"));
  await t.test("s2", () => log("s2"));
});
describe("D", () => {
  log("describe");
  before(() => log("D before"));
  after(() => log("D after"));
  beforeEach(() => log("D beforeEach"));
  afterEach(() => log("D afterEach"));
  it("x", () => log("x"));
  describe("E", () => {
    before(() => log("E before"));
    it("y", async () => {
      await 0;
      log("y");
    });
  });
  it("z", () => {
    log("z");
    throw new Error("z");
  });
});
test("with async hooks", async (t) => {
  t.after(async () => {
    await 0;
    log("async after");
  });
});
log("said");
