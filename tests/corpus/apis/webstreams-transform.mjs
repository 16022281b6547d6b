// TransformStream: backpressure, flushing, errors, terminate.
const log = console.log;
const collect = async (readable) => {
  const out = [];
  for await (const chunk of readable) out.push(chunk);
  return out;
};
const attempt = async (name, promise) => {
  try {
    log(name, await promise);
  } catch (error) {
    log(name, error?.name, error?.code, error?.message ?? error);
  }
};
const upper = new TransformStream({
  start(controller) {
    log("start", controller.desiredSize);
    controller.enqueue("begin");
  },
  transform(chunk, controller) {
    log("transform", chunk);
    controller.enqueue(chunk.toUpperCase());
    controller.enqueue("+");
  },
  flush(controller) {
    log("flush");
    controller.enqueue("end");
  },
});
const writer = upper.writable.getWriter();
writer.write("a").then(() => log("a written"));
writer.write("b").then(() => log("b written"));
writer.close().then(() => log("closed"));
await new Promise(setImmediate);
log("nobody read yet");
log(await collect(upper.readable));
const identity = new TransformStream();
const into = identity.writable.getWriter();
into.write({ any: "thing" });
into.close();
log(await collect(identity.readable));
const failing = new TransformStream({
  transform() {
    throw new Error("transform failed");
  },
});
const failed = failing.writable.getWriter();
const reading = failing.readable.getReader().read();
await attempt("write", failed.write("x"));
await attempt("read", reading);
await attempt("closed", failed.closed);
let controller;
const ended = new TransformStream({ start: (it) => void (controller = it) });
controller.enqueue("last");
controller.terminate();
await attempt("terminated", ended.writable.getWriter().write("x"));
await attempt("rest", collect(ended.readable));
try {
  controller.enqueue("late");
} catch (error) {
  log(error.code, error.message);
}
const broken = new TransformStream({ start: (it) => void (controller = it) });
controller.error(new Error("broken"));
await attempt("read", broken.readable.getReader().read());
await attempt("write", broken.writable.getWriter().write(1));
const canceled = new TransformStream({ cancel: (reason) => log("cancel", reason) });
await attempt("cancel", canceled.readable.cancel("not wanted"));
await attempt("write", canceled.writable.getWriter().write(1));
const aborted = new TransformStream();
await attempt("abort", aborted.writable.abort("stop"));
await attempt("read", aborted.readable.getReader().read());
const noFlush = new TransformStream({ flush: () => Promise.reject(new Error("no flush")) });
const closing = noFlush.writable.close();
await attempt("read", noFlush.readable.getReader().read());
await attempt("close", closing);
const wide = new TransformStream({}, { highWaterMark: 3 }, new CountQueuingStrategy({ highWaterMark: 2 }));
const wideWriter = wide.writable.getWriter();
log(wideWriter.desiredSize);
await Promise.all([wideWriter.write(1), wideWriter.write(2)]);
log(wideWriter.desiredSize);
for (const bad of [{ readableType: "x" }, { writableType: 1 }, { transform: 5 }, { flush: 1 }, 5]) {
  try {
    new TransformStream(bad);
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
log(upper, Object.keys(TransformStream.prototype));
