// `stream/promises`: pipeline with a signal, with `end: false`; finished.
import { PassThrough, Readable, Writable } from "node:stream";
import * as promises from "node:stream/promises";
import stream from "node:stream";
const { finished, pipeline } = promises;
const log = console.log;
log(stream.promises.pipeline === pipeline, Object.keys(promises).sort().join());
const attempt = async (promise) => {
  try {
    log("value", await promise);
  } catch (error) {
    log(error.name, error.code, error.message, error.cause?.name);
  }
};
const parts = [];
const sink = () =>
  new Writable({ objectMode: true, write: (it, _, callback) => (parts.push(String(it)), callback()) });
await attempt(pipeline(Readable.from(["a", "b"]), sink()));
log(parts);
await attempt(
  pipeline(
    [1, 2],
    async function* (it) {
      for await (const n of it) yield n + 1;
    },
    async (it) => (await Array.fromAsync?.(it)) ?? 0,
  ).then(() => "done"),
);
const controller = new AbortController();
const endless = new Readable({ read() {} });
setImmediate(() => controller.abort());
await attempt(pipeline(endless, new PassThrough(), { signal: controller.signal }));
log(endless.destroyed);
await attempt(pipeline([1], sink(), { signal: AbortSignal.abort() }));
await attempt(pipeline([1], sink(), { signal: 5 }));
const open = sink();
await attempt(pipeline(Readable.from(["kept"]), open, { end: false }));
log(open.writableEnded, open.destroyed);
open.end();
await attempt(finished(open));
await attempt(finished(Readable.from([]).resume()));
const failing = new PassThrough();
failing.on("error", () => {});
setImmediate(() => failing.destroy(new Error("broken")));
await attempt(finished(failing));
const early = new PassThrough();
setImmediate(() => early.destroy());
await attempt(finished(early));
const readOnly = new PassThrough();
readOnly.resume();
setImmediate(() => readOnly.push(null));
await attempt(finished(readOnly, { writable: false }));
// The signal's timer keeps nothing alive.
const alive = setInterval(() => {}, 1000);
await attempt(finished(new PassThrough(), { signal: AbortSignal.timeout(5) }));
clearInterval(alive);
await attempt((async () => finished(5))());
await attempt((async () => finished(new PassThrough(), { cleanup: 1 }))());
const cleaned = new PassThrough();
const before = cleaned.listenerCount("error");
cleaned.end();
cleaned.resume();
await finished(cleaned, { cleanup: true });
log(before, cleaned.listenerCount("error"));
