import { AsyncLocalStorage } from "node:async_hooks";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore());
await als.run(1, async () => {
  try {
    await Promise.reject(new Error("x"));
  } catch {
    log("catch");
  } finally {
    log("finally");
  }
  await Promise.reject(0)
    .catch(() => log("catch callback"))
    .finally(() => log("finally callback"));
  try {
    await als.run(2, async () => {
      await 0;
      throw new Error("y");
    });
  } catch {
    log("after inner");
  }
});
const failing = als.run(3, () => new Promise((_, reject) => setTimeout(reject, 1, new Error("z"))));
await als.run(4, () => failing.catch(() => log("the catcher's")));
log("end");
