// Readers: locks, releasing, errors of misuse.
const log = console.log;
let controller;
const make = (extra) => new ReadableStream({ start: (it) => void (controller = it), ...extra });
const attempt = async (name, body) => {
  try {
    log(name, await body());
  } catch (error) {
    log(name, error?.name, error?.code, error?.message);
  }
};
const stream = make();
const first = stream.getReader();
await attempt("second reader", () => stream.getReader());
await attempt("cancel while locked", () => stream.cancel());
await attempt("tee while locked", () => stream.tee());
const pending = first.read();
const closed = first.closed;
first.releaseLock();
await attempt("pending read", () => pending);
await attempt("closed", () => closed);
await attempt("closed again", () => first.closed);
await attempt("read after", () => first.read());
await attempt("cancel after", () => first.cancel());
await attempt("release again", () => first.releaseLock());
const second = stream.getReader();
controller.enqueue("kept");
await attempt("read", () => second.read());
controller.error("a reason");
await attempt("errored", () => second.read()).catch(() => {});
await attempt("bad mode", () => make().getReader({ mode: "fast" }));
await attempt("byob of values", () => make().getReader({ mode: "byob" }));
await attempt("options", () => make().getReader(7));
await attempt("constructor", () => new ReadableStreamDefaultReader({}));
await attempt("controller", () => new ReadableStreamDefaultController());
await attempt("wrong this", () => ReadableStream.prototype.getReader.call(5));
await attempt("wrong this", () => ReadableStreamDefaultReader.prototype.read.call({}));
await attempt("wrong closed", () => Reflect.get(ReadableStreamDefaultReader.prototype, "closed", {}));
for (const [name, source, strategy] of [
  ["pull", { pull: 5 }],
  ["cancel", { cancel: "x" }],
  ["type", { type: "chars" }],
  ["source", 5],
  ["null", null],
  ["mark", {}, { highWaterMark: -1 }],
  ["mark", {}, { highWaterMark: "many" }],
  ["size", {}, { size: 5 }],
  ["bytes with size", { type: "bytes" }, { size: () => 1 }],
  ["chunk size", { type: "bytes", autoAllocateChunkSize: 0 }],
  ["strategy", {}, 5],
])
  await attempt(name, () => new ReadableStream(source, strategy));
for (const size of [-1, NaN, Infinity, "x"]) {
  const sized = new ReadableStream({ start: (it) => void (controller = it) }, { size: () => size });
  await attempt(`size ${size}`, () => controller.enqueue("a"));
  await attempt("then", () => sized.getReader().read());
}
const thrown = new ReadableStream(
  { start: (it) => void (controller = it) },
  {
    size() {
      throw new Error("no size");
    },
  },
);
await attempt("size throws", () => controller.enqueue("a"));
await attempt("then", () => thrown.getReader().read());
log(Object.keys(ReadableStream.prototype), ReadableStream.name, ReadableStream.length, String(stream));
log(stream, controller);
log([new ByteLengthQueuingStrategy({ highWaterMark: 3 }), new CountQueuingStrategy({ highWaterMark: 2 })]);
log(
  new ByteLengthQueuingStrategy({ highWaterMark: 3 }).size(new Uint8Array(5)),
  new CountQueuingStrategy({ highWaterMark: 2 }).size("x"),
);
await attempt("init", () => new CountQueuingStrategy());
await attempt("init", () => new ByteLengthQueuingStrategy({}));
