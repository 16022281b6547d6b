// WritableStream: the sink's methods, ready, closing, aborting.
const log = console.log;
const attempt = async (name, promise) => {
  try {
    log(name, await promise);
  } catch (error) {
    log(name, error?.name, error?.code, error?.message ?? error);
  }
};
const stream = new WritableStream(
  {
    start(controller) {
      log("start", controller.signal.aborted);
    },
    async write(chunk) {
      log("write", chunk);
      await null;
      log("written", chunk);
    },
    close: () => log("close"),
    abort: (reason) => log("abort", reason),
  },
  { highWaterMark: 2 },
);
const writer = stream.getWriter();
log(writer.desiredSize, stream.locked);
const all = [writer.write("a"), writer.write("b"), writer.write("c")];
log(writer.desiredSize);
let ready = false;
writer.ready.then(() => (ready = true));
await all[0];
log(ready, writer.desiredSize);
await Promise.all(all);
log(ready, writer.desiredSize);
await writer.close();
await writer.closed;
log("closed", writer.desiredSize);
await attempt("close again", writer.close());
const aborted = new WritableStream({
  abort: (reason) => log("abort", reason),
  write: () => new Promise(() => {}),
});
const other = aborted.getWriter();
other.closed.catch((error) => log("closed", error));
await attempt("aborted", other.abort("reason"));
await attempt("write", other.write("x"));
log(other.desiredSize);
const failing = new WritableStream({
  write(chunk) {
    if (chunk === "bad") throw new Error("bad chunk");
  },
});
const third = failing.getWriter();
await attempt("good", third.write("good"));
await attempt("bad", third.write("bad"));
await attempt("after", third.write("more"));
await attempt("ready", third.ready);
await attempt("close", third.close());
let controller;
const errored = new WritableStream({ start: (it) => void (controller = it), close: () => log("never") });
const fourth = errored.getWriter();
controller.error(new Error("from the sink"));
await attempt("closed", fourth.closed);
const signaled = new WritableStream({
  start: (it) => it.signal.addEventListener("abort", () => log("signal", it.signal.reason)),
  write: () => new Promise((resolve) => setTimeout(resolve, 5)),
  abort: (reason) => log("abort later", reason),
});
const fifth = signaled.getWriter();
const writing = fifth.write("slow");
const aborting = fifth.abort("stop");
log("asked");
await attempt("writing", writing);
await attempt("aborting", aborting);
const noClose = new WritableStream({ close: () => Promise.reject(new Error("cannot close")) });
await attempt("close", noClose.close());
await attempt("close again", noClose.close());
const locked = new WritableStream();
const holder = locked.getWriter();
for (const misuse of ["getWriter", "close", "abort"]) {
  try {
    await locked[misuse]();
  } catch (error) {
    log(misuse, error.code, error.message);
  }
}
holder.releaseLock();
await attempt("released", holder.write(1));
await attempt("released closed", holder.closed);
await attempt("released ready", holder.ready);
log(locked.locked, locked, new WritableStream().getWriter());
for (const sink of [{ type: "bytes" }, { write: 5 }, { abort: {} }, 5]) {
  try {
    log(new WritableStream(sink));
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
log(Object.keys(WritableStream.prototype), WritableStream.length);
