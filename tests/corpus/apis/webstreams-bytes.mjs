// Byte streams: BYOB readers, requests, partial elements.
const log = console.log;
const attempt = async (name, body) => {
  try {
    log(name, await body());
  } catch (error) {
    log(name, error?.name, error?.code, error?.message);
  }
};
const stream = new ReadableStream({
  type: "bytes",
  pull(controller) {
    const request = controller.byobRequest;
    log("pull", request?.view.byteLength, controller.desiredSize);
    if (request === null) controller.enqueue(new Uint8Array([1, 2, 3]));
    else {
      request.view[0] = 42;
      request.respond(1);
      log("answered", request.view);
    }
  },
});
const reader = stream.getReader({ mode: "byob" });
const mine = new Uint8Array(4);
const { value, done } = await reader.read(mine);
log(value, done, value.buffer.byteLength, mine.byteLength, mine.buffer.detached ?? true);
reader.releaseLock();
const plain = stream.getReader();
log((await plain.read()).value);
plain.releaseLock();
let controller;
const fed = new ReadableStream(
  { type: "bytes", start: (it) => void (controller = it) },
  { highWaterMark: 16 },
);
controller.enqueue(new Uint8Array([1, 2, 3]));
controller.enqueue(new Uint8Array([4, 5]));
log(controller.desiredSize);
const byob = fed.getReader({ mode: "byob" });
log((await byob.read(new Uint8Array(2))).value, (await byob.read(new Uint16Array(2))).value);
const partial = byob.read(new Uint32Array(1));
controller.enqueue(new Uint8Array([6, 7]));
await new Promise(setImmediate);
controller.enqueue(new Uint8Array([8, 9, 10]));
log((await partial).value, controller.desiredSize);
log((await byob.read(new DataView(new ArrayBuffer(8), 2, 3))).value.byteOffset);
const last = byob.read(new Uint8Array(3));
controller.close();
controller.byobRequest.respond(0);
log(await last);
log(await byob.read(new Uint8Array(1)));
const allocating = new ReadableStream({
  type: "bytes",
  autoAllocateChunkSize: 6,
  pull(it) {
    const { view } = it.byobRequest;
    log("auto", view.byteLength);
    view.set([1, 2]);
    it.byobRequest.respond(2);
  },
});
log((await allocating.getReader().read()).value);
const view = new ReadableStream({
  type: "bytes",
  pull(it) {
    const { view } = it.byobRequest;
    const half = new Uint8Array(view.buffer, view.byteOffset, 2);
    half.fill(9);
    it.byobRequest.respondWithNewView(half);
  },
});
log((await view.getReader({ mode: "byob" }).read(new Uint8Array(5))).value);
const strict = () => new ReadableStream({ type: "bytes", start: (it) => void (controller = it) });
strict();
await attempt("not a view", () => controller.enqueue("text"));
await attempt("empty", () => controller.enqueue(new Uint8Array(0)));
await attempt("close", () => controller.close());
await attempt("close again", () => controller.close());
await attempt("after close", () => controller.enqueue(new Uint8Array(1)));
await attempt("no view", () => strict().getReader({ mode: "byob" }).read());
await attempt("empty view", () => strict().getReader({ mode: "byob" }).read(new Uint8Array(0)));
const failing = strict().getReader({ mode: "byob" });
controller.error(new Error("broken"));
await attempt("errored", () => failing.read(new Uint8Array(1)));
await attempt("desired", () => controller.desiredSize);
await attempt("illegal", () => new ReadableStreamBYOBRequest());
const released = strict().getReader({ mode: "byob" });
const pending = released.read(new Uint8Array(1));
released.releaseLock();
await attempt("released", () => pending);
log(stream, byob);
