// Writing: callbacks, `drain`, `finish`, and the order of all that.
import { Writable } from "node:stream";
const log = console.log;
const run = (name, options, use) =>
  new Promise((resolve) => {
    const stream = new Writable(options);
    for (const event of ["drain", "finish", "prefinish", "close", "error"])
      stream.on(event, (value) => log(name, event, value?.message ?? ""));
    stream.on("close", resolve);
    use(stream);
  });
await run(
  "sync",
  { highWaterMark: 4, write: (chunk, _, callback) => (log("write", String(chunk)), callback()) },
  (it) => {
    log(
      it.write("ab", () => log("ab done")),
      it.writableLength,
      it.writableNeedDrain,
    );
    log(
      it.write("cdef", () => log("cdef done")),
      it.writableNeedDrain,
    );
    process.nextTick(() => log("tick"));
    Promise.resolve().then(() => log("microtask"));
    setImmediate(() => it.end("last", "utf8", () => log("end callback")));
  },
);
await run(
  "async",
  {
    highWaterMark: 3,
    write(chunk, encoding, callback) {
      log("write", String(chunk), encoding);
      setImmediate(callback);
    },
    final(callback) {
      log("final");
      setImmediate(callback);
    },
  },
  (it) => {
    for (const chunk of ["a", "b", "cc", "d"]) log(it.write(chunk), it.writableLength);
    it.end();
    log(it.writableEnded, it.writableFinished, it.writable, it.writableLength);
  },
);
await run("error", { write: (_c, _e, callback) => setImmediate(callback, new Error("disk full")) }, (it) => {
  it.write("a", (error) => log("a", error.message));
  it.write("b", (error) => log("b", error.message));
  it.end((error) => log("end", error?.message));
});
await run("sync error", { write: (_c, _e, callback) => callback(new Error("at once")) }, (it) => {
  log(it.write("a", (error) => log("a", error.message)));
  log(
    it.write("b", (error) => log("b", error.message)),
    it.errored?.message,
  );
});
await run(
  "final error",
  { write: (_c, _e, callback) => callback(), final: (callback) => callback(new Error("no end")) },
  (it) => {
    it.end("x", (error) => log("end", error?.message));
  },
);
await run("after end", { write: (_c, _e, callback) => callback() }, (it) => {
  it.end("x");
  it.write("late", (error) => log("late", error.code));
});
await run("end twice", { write: (_c, _e, callback) => callback() }, (it) => {
  it.end("x", () => log("first"));
  it.end((error) => log("second", error?.code));
  it.on("finish", () => it.end((error) => log("third", error?.code)));
});
await run("destroyed", { write: (_c, _e, callback) => setImmediate(callback) }, (it) => {
  it.write("a", (error) => log("a", error?.code));
  it.write("b", (error) => log("b", error?.code));
  it.end((error) => log("end", error?.code));
  it.destroy();
  log(it.destroyed, it.writable, it.writableAborted);
  log(it.write("c", (error) => log("c", error?.code)));
});
