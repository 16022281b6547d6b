// The functions and properties that tell in which state a stream is.
import stream, {
  Duplex,
  PassThrough,
  Readable,
  Stream,
  Transform,
  Writable,
  addAbortSignal,
} from "node:stream";
import { EventEmitter } from "node:events";
const log = console.log;
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
log(Object.keys(stream).sort().join(" "));
log(
  stream === Stream,
  stream.Stream === stream,
  new Readable() instanceof Stream,
  new Writable() instanceof EventEmitter,
);
log(
  new Duplex() instanceof Writable,
  new Transform() instanceof Readable,
  new Readable() instanceof Writable,
  {} instanceof Writable,
);
const state = (it) =>
  [
    stream.isReadable(it),
    stream.isWritable(it),
    stream.isErrored(it),
    stream.isDisturbed(it),
    stream.isDestroyed(it),
  ].join();
const r = new Readable({ read() {} });
log(state(r));
r.push("x");
r.read();
log(state(r));
r.on("error", () => {});
r.destroy(new Error("x"));
log(state(r));
await settle();
log(state(r));
const w = new Writable({ write: (_c, _e, callback) => callback() });
log(state(w));
w.end("x");
log(state(w));
await settle();
log(state(w), w.writableFinished, w.destroyed);
log(state(new PassThrough()), state({}), state(null));
log(stream.getDefaultHighWaterMark(false), stream.getDefaultHighWaterMark(true));
const signal = new AbortController();
const abortable = addAbortSignal(signal.signal, new Readable({ read() {} }));
abortable.on("error", (error) => log(error.name, error.code, error.message, error.cause?.name));
abortable.on("close", () => log("close", abortable.destroyed));
signal.abort();
await settle();
const second = new AbortController();
const option = new Writable({ write() {}, signal: second.signal });
option.on("error", (error) => log(error.name, error.cause));
second.abort("my reason");
await settle();
for (const bad of [
  () => addAbortSignal(5, new PassThrough()),
  () => addAbortSignal(new AbortController().signal, {}),
]) {
  try {
    bad();
  } catch (error) {
    log(error.code, error.message);
  }
}
const destroyed = new PassThrough();
log(stream.destroy(destroyed));
destroyed.on("error", (error) => log("destroyed", error.name));
await settle();
// Deriving the old way.
function Old(options) {
  if (!(this instanceof Old)) return new Old(options);
  Readable.call(this, options);
}
Object.setPrototypeOf(Old.prototype, Readable.prototype);
Object.setPrototypeOf(Old, Readable);
Old.prototype._read = function () {
  this.push("old");
  this.push(null);
};
for await (const chunk of Old({ encoding: "utf8" })) log(chunk);
const legacy = new Stream();
const into = new PassThrough({ encoding: "utf8" });
legacy.pipe(into);
legacy.emit("data", "from an old stream");
legacy.emit("end");
log(into.read(), into.writableEnded);
const emitter = new EventEmitter();
emitter.pause = () => log("paused");
emitter.resume = () => log("resumed");
const wrapped = new Readable({ highWaterMark: 2 }).wrap(emitter);
emitter.emit("data", Buffer.from("abc"));
log(String(wrapped.read()));
emitter.emit("end");
wrapped.on("end", () => log("wrapped end"));
wrapped.resume();
