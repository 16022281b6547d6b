// `finished`, with callbacks.
import { Duplex, PassThrough, Readable, Writable, finished } from "node:stream";
const log = console.log;
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const tell = (name) => (error) => log(name, error?.code ?? error?.message);
const readable = Readable.from(["a"]);
finished(readable, tell("readable"));
readable.on("end", () => log("end"));
readable.on("close", () => log("close"));
readable.resume();
await settle();
finished(readable, tell("already over"));
await settle();
const writable = new Writable({ write: (_c, _e, callback) => callback() });
finished(writable, tell("writable"));
writable.on("finish", () => log("finish"));
writable.end("x");
await settle();
const broken = new Writable({ write: (_c, _e, callback) => callback(new Error("broken")) });
finished(broken, tell("broken"));
broken.write("x");
await settle();
finished(broken, tell("broken before"));
await settle();
const cut = new Readable({ read() {} });
finished(cut, tell("cut"));
cut.destroy();
await settle();
const forgotten = new PassThrough();
const forget = finished(forgotten, tell("never told"));
log(forgotten.listenerCount("close"));
forget();
log(forgotten.listenerCount("close"));
forgotten.destroy();
await settle();
const half = new PassThrough();
finished(half, { readable: false }, tell("written"));
finished(half, { writable: false }, tell("read"));
half.end("x");
await settle();
log("now read");
half.resume();
await settle();
const duplex = new Duplex({
  read() {
    this.push(null);
  },
  write: (_c, _e, callback) => callback(),
});
finished(duplex, tell("duplex"));
duplex.resume();
await settle();
duplex.end();
await settle();
const aborted = new PassThrough();
const controller = new AbortController();
finished(aborted, { signal: controller.signal }, tell("aborted"));
controller.abort();
await settle();
for (const bad of [
  () => finished(),
  () => finished(5, () => {}),
  () => finished(new PassThrough()),
  () => finished(new PassThrough(), { signal: 1 }, () => {}),
  () => finished(new PassThrough(), 5, () => {}),
]) {
  try {
    bad();
  } catch (error) {
    log(error.code, error.message);
  }
}
