import { AsyncLocalStorage } from "node:async_hooks";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore());
class Own extends Promise {}
await als.run(1, async () => {
  await {
    then(r) {
      log("then");
      r();
    },
  };
  log("after thenable");
  await new Own((r) => setTimeout(r, 1));
  log("after own");
  await new Own((r) => r()).then(() => log("own then"));
  const lazy = {
    then(r) {
      setTimeout(() => {
        log("lazy");
        r(1);
      }, 1);
    },
  };
  await lazy;
  log("after lazy");
  await Promise.resolve(lazy).then(() => log("resolved lazy"));
  log(Promise.resolve(1).constructor === Promise);
});
console.log(
  Object.prototype.toString.call(Promise.resolve()),
  new Own(() => {}) instanceof Own,
  Promise.resolve().constructor.name,
);
