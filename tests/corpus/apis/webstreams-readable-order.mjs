// ReadableStream: when start, pull and cancel are called, and what reads get.
const log = console.log;
let count = 0;
const stream = new ReadableStream(
  {
    start(controller) {
      log("start", controller.desiredSize, controller.constructor.name);
      controller.enqueue("first");
    },
    pull(controller) {
      log("pull", controller.desiredSize);
      controller.enqueue(++count);
      if (count === 4) controller.close();
    },
    cancel(reason) {
      log("cancel", reason);
    },
  },
  { highWaterMark: 2 },
);
log("made", stream.locked);
await null;
log("after a tick");
const reader = stream.getReader();
log(stream.locked);
log(await reader.read());
log(await Promise.all([reader.read(), reader.read(), reader.read(), reader.read()]));
log(await reader.read());
await reader.closed;
log("closed");
reader.releaseLock();
log(stream.locked);
const canceled = new ReadableStream({
  pull: () => log("pulled"),
  cancel(reason) {
    log("cancel", reason);
    return "ignored";
  },
});
log(await canceled.cancel("enough"));
log(await canceled.getReader().read());
log(await canceled.cancel("again").catch((error) => error.code));
const failing = new ReadableStream({
  pull() {
    throw new Error("pull failed");
  },
});
const failed = failing.getReader();
log(await failed.read().catch((error) => error.message), await failed.closed.catch((error) => error.message));
log(await failing.cancel().catch((error) => error.message));
const rejected = new ReadableStream({ start: () => Promise.reject(new Error("start failed")) });
log(
  await rejected
    .getReader()
    .read()
    .catch((error) => error.message),
);
let controller;
const errored = new ReadableStream({ start: (it) => void (controller = it) });
controller.enqueue("lost");
controller.error(new Error("errored"));
log(
  controller.desiredSize,
  await errored
    .getReader()
    .read()
    .catch((error) => error.message),
);
const draining = new ReadableStream({ start: (it) => void (controller = it) });
controller.enqueue("a");
controller.close();
log(controller.desiredSize, (await draining.getReader().read()).value, controller.desiredSize);
for (const attempt of [() => controller.enqueue(1), () => controller.close(), () => controller.error("x")]) {
  try {
    log(attempt());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
const bad = new ReadableStream({ cancel: () => Promise.reject(new Error("cannot cancel")) });
log(await bad.cancel().catch((error) => error.message));
const slow = new ReadableStream(
  {
    async pull(it) {
      log("slow pull");
      await null;
      it.enqueue("x");
    },
  },
  { highWaterMark: 0 },
);
await new Promise(setImmediate);
const slowReader = slow.getReader();
log(await Promise.all([slowReader.read(), slowReader.read()]));
