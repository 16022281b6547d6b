// The context of an await is that of the await, whatever settles it.
import { AsyncLocalStorage } from "node:async_hooks";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore());
let open;
const gate = new Promise((r) => (open = r));
async function wait(n) {
  log(`${n} before`);
  await gate;
  log(`${n} after`);
  await null;
  log(`${n} later`);
  return n;
}
als.run("a", wait, 1);
als.run("b", () => wait(2));
als.run("c", () => wait(3).then(log));
als.run("opener", open);
log("outside");
await als.run("d", async () => {
  await 1;
  log("inner");
});
log("top");
