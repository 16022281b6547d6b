import { AsyncLocalStorage } from "node:async_hooks";
import fs from "node:fs";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore());
als.run("nextTick", () => process.nextTick(log, "tick"));
als.run("micro", () => queueMicrotask(() => log("micro")));
await new Promise((r) =>
  als.run("timeout", () =>
    setTimeout(() => {
      log("timeout");
      r();
    }, 5),
  ),
);
await new Promise((r) =>
  als.run("interval", () => {
    let n = 0;
    const i = setInterval(() => {
      log("interval");
      if (++n === 2) {
        clearInterval(i);
        r();
      }
    }, 1);
  }),
);
await new Promise((r) =>
  als.run("fs", () =>
    fs.stat(".", () => {
      log("fs");
      r();
    }),
  ),
);
await als.run("fsp", async () => {
  await fs.promises.readFile(new URL(import.meta.url));
  log("promise of fs");
});
log("none");
