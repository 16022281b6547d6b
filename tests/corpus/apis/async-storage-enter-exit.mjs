import { AsyncLocalStorage } from "node:async_hooks";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore());
async function f() {
  als.enterWith("in f");
  log("f");
  await 0;
  log("f later");
}
als.run("outer", () => {
  f();
  log("after f");
  als.exit(() => {
    log("exit");
    setTimeout(log, 2, "timer of exit");
    als.run("within", () => log("within exit"));
  });
  log("after exit");
});
log("end");
console.log(
  als.run("r", (x, y) => x + y, 2, 3),
  als.exit((x) => x, 4),
);
try {
  als.run("t", () => {
    throw new Error("thrown");
  });
} catch (e) {
  log(e.message);
}
