// `destroy`, `autoDestroy`, `emitClose`: what is said, and when.
import { Duplex, PassThrough, Readable, Writable } from "node:stream";
const log = console.log;
const watch = (name, stream) => {
  for (const event of ["end", "finish", "error", "close"])
    stream.on(event, (value) => log(name, event, value?.message ?? ""));
};
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const custom = new Readable({
  read() {},
  destroy(error, callback) {
    log("_destroy", error?.message);
    setImmediate(callback, new Error("while destroying"));
  },
});
watch("custom", custom);
custom.destroy(new Error("first"));
custom.destroy(new Error("second"));
log(custom.destroyed, custom.closed, custom.errored?.message);
await settle();
log(custom.closed, custom.errored?.message);
const swallowed = new Writable({ write() {}, destroy: (_error, callback) => callback(null) });
watch("swallowed", swallowed);
swallowed.destroy(new Error("not told"));
await settle();
log(swallowed.errored?.message);
const thrown = new Writable({
  destroy() {
    throw new Error("from destroy");
  },
});
watch("thrown", thrown);
thrown.destroy();
await settle();
const quiet = new PassThrough({ emitClose: false });
watch("quiet", quiet);
quiet.end();
quiet.resume();
await settle();
log(quiet.destroyed, quiet.closed);
const manual = new Readable({
  autoDestroy: false,
  read() {
    this.push(null);
  },
});
watch("manual", manual);
manual.resume();
await settle();
log(manual.destroyed, manual.readableEnded);
const half = new Duplex({
  read() {
    this.push(null);
  },
  write: (_c, _e, callback) => callback(),
});
watch("half", half);
half.resume();
await settle();
log("half", half.destroyed, half.writable, half.readable);
half.end();
await settle();
const whole = new Duplex({
  allowHalfOpen: false,
  read() {
    this.push(null);
  },
  write: (_c, _e, callback) => callback(),
});
watch("whole", whole);
whole.resume();
await settle();
log("whole", whole.destroyed, whole.writableFinished);
const told = new Writable({ write() {} });
told.destroy(null, (error) => log("callback", error));
told.on("close", () => log("told close"));
await settle();
const onError = new Readable({
  read() {
    throw new Error("in read");
  },
});
watch("onError", onError);
onError.read();
await settle();
