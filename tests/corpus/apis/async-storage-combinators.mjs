import { AsyncLocalStorage } from "node:async_hooks";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore());
const later = (ms, n) =>
  new Promise((r) =>
    setTimeout(() => {
      log(`fired ${n}`);
      r(n);
    }, ms),
  );
await als.run("all", async () => {
  const first = later(1, "b");
  console.log(await Promise.all([first.then(() => later(1, "a")), first, 5]));
  log("after all");
});
await als.run("race", async () => {
  console.log(await Promise.race([new Promise(() => {}), later(1, "quick")]));
  log("after race");
});
await als.run("any", async () => {
  console.log(await Promise.any([Promise.reject(0), later(1, "any")]));
  log("after any");
});
await als.run("settled", () => Promise.allSettled([1, Promise.reject(2)]).then(() => log("settled")));
await later(15, "last");
