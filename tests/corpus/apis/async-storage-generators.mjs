import { AsyncLocalStorage } from "node:async_hooks";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore());
async function* numbers() {
  log("start");
  yield 1;
  log("between");
  await 0;
  yield 2;
  log("end");
}
await als.run("consumer", async () => {
  for await (const n of numbers()) {
    log(`body ${n}`);
    await null;
  }
  log("done");
});
await als.run("values", async () => {
  for await (const n of [Promise.resolve(1), 2]) log(`value ${n}`);
});
const it = als.run("maker", () => numbers());
await als.run("first", () => it.next());
await als.run("second", () => it.next());
await it.return();
function* sync() {
  log("sync");
  yield;
  log("sync 2");
}
const s = als.run("x", sync);
s.next();
als.run("y", () => s.next());
