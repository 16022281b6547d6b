// `pipe`, `unpipe`, and backpressure.
import { PassThrough, Readable, Writable } from "node:stream";
const log = console.log;
const slow = (name, ms, highWaterMark = 2) => {
  const stream = new Writable({
    highWaterMark,
    objectMode: true,
    write(chunk, _, callback) {
      log(name, chunk);
      setTimeout(callback, ms);
    },
  });
  for (const event of ["pipe", "unpipe", "finish", "close"])
    stream.on(event, (source) => log(name, event, source instanceof Readable));
  return stream;
};
const first = slow("first", 2);
const source = Readable.from([1, 2, 3, 4, 5]);
log(source.pipe(first) === first);
await new Promise((resolve) => first.on("close", resolve));

const two = [slow("a", 1), slow("b", 9)];
const shared = Readable.from(["x", "y", "z"]);
for (const it of two) shared.pipe(it);
await Promise.all(two.map((it) => new Promise((resolve) => it.on("close", resolve))));

const open = slow("open", 0);
const short = Readable.from(["only"]);
short.pipe(open, { end: false });
short.on("end", () => log("short end", open.writableEnded));
await new Promise((resolve) => short.on("close", resolve));
open.end("more");
await new Promise((resolve) => open.on("close", resolve));

const target = new PassThrough();
const stopped = new Readable({ read() {} });
stopped.pipe(target);
stopped.push("1");
await new Promise(setImmediate);
stopped.unpipe(target);
log(String(target.read()), stopped.readableFlowing, target.writableEnded);
stopped.push("2");
await new Promise(setImmediate);
log(target.read(), String(stopped.read()));
stopped.pipe(target);
stopped.unpipe();
log(stopped.readableFlowing);

// An error of the target ends the pipe, not the source.
const broken = new Writable({ write: (_c, _e, callback) => callback(new Error("broken")) });
const feeding = new Readable({ read() {} });
broken.on("error", (error) => log("error", error.message));
broken.on("unpipe", () => log("unpiped"));
feeding.pipe(broken);
feeding.push("x");
await new Promise((resolve) => broken.on("close", resolve));
log(feeding.destroyed, feeding.readableFlowing);
// An error of the source leaves the target open.
const failing = new Readable({ read() {} });
const left = new PassThrough();
failing.on("error", (error) => log("source", error.message));
failing.pipe(left);
failing.destroy(new Error("gone"));
await new Promise((resolve) => failing.on("close", resolve));
log(left.destroyed, left.writableEnded);
// Chains, and a source that has ended already.
const chain = Readable.from(["p", "q"])
  .pipe(new PassThrough({ objectMode: true }))
  .pipe(new PassThrough({ objectMode: true }));
log(await chain.toArray());
const done = Readable.from([]);
done.resume();
await new Promise((resolve) => done.on("end", resolve));
const late = new PassThrough();
done.pipe(late);
late.resume();
await new Promise((resolve) => late.on("end", resolve));
log("late end");
