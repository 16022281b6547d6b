import { AsyncLocalStorage } from "node:async_hooks";
const a = new AsyncLocalStorage(),
  b = new AsyncLocalStorage(),
  log = (n) => console.log(n, a.getStore(), b.getStore());
a.run(1, () => {
  log("a");
  b.run(2, () => {
    log("a b");
    a.run(3, () => {
      log("a again");
      setTimeout(log, 1, "timer in both");
    });
    log("a back");
  });
  log("b back");
});
log("none");
a.run(1, () => {
  b.enterWith("entered");
  log("entered");
});
log("b stays");
b.disable();
log("b off");
b.run(5, () => log("b on"));
log("end");
a.run(undefined, () => log("undefined"));
a.run(1, () => a.run(1, () => log("same")));
