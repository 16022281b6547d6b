import { AsyncLocalStorage } from "node:async_hooks";
import { Readable, Transform, pipeline } from "node:stream";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore());
await new Promise((done) =>
  als.run("reader", () => {
    const r = Readable.from(["a", "b"]);
    r.on("data", (d) => log(`data ${d}`));
    r.on("end", () => {
      log("end");
      done();
    });
  }),
);
await new Promise((done) =>
  als.run("pipe", () =>
    pipeline(
      Readable.from(["x"]),
      new Transform({
        transform(c, _, cb) {
          log("transform");
          cb(null, c);
        },
      }),
      async function* (s) {
        for await (const c of s) {
          log("generator");
          yield c;
        }
      },
      async (s) => {
        for await (const c of s) log("sink");
      },
      () => {
        log("done");
        done();
      },
    ),
  ),
);
log("none");
