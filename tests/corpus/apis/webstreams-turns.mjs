// In which turn a stream calls its program and settles what it promised: starts and answers that are promises cost turns.
async function turns(name, make) {
  const log = [];
  let turn = 0;
  make((what) => log.push(`${what}@${turn}`));
  for (; turn < 30; turn++) await null;
  console.log(name, log.join(" "));
}
const STARTS = {
  nothing: () => undefined,
  promise: () => Promise.resolve(),
  async: async () => {},
  thenable: () => ({ then: (done) => done() }),
};
for (const [kind, start] of Object.entries(STARTS)) {
  await turns(`sink ${kind}`, (at) => {
    const writer = new WritableStream({ start, write: () => at("write"), close: () => at("close") }).getWriter();
    writer.write(1);
    writer.close().then(() => at("closed"));
  });
  for (const type of [undefined, "bytes"])
    await turns(`source ${kind} ${type}`, (at) => {
      const pull = (controller) => {
        at("pull");
        controller.enqueue(Uint8Array.of(1));
        controller.close();
      };
      new ReadableStream({ type, start, pull }).getReader().read().then(() => at("read"));
    });
  await turns(`transformer ${kind}`, (at) => {
    const transform = (chunk, controller) => {
      at("transform");
      controller.enqueue(chunk);
    };
    const { readable, writable } = new TransformStream({ start, transform, flush: () => at("flush") });
    const writer = writable.getWriter();
    writer.write(1).then(() => at("written"));
    writer.close().then(() => at("closed"));
    readable.getReader().read().then(() => at("read"));
  });
}
const told = (promise, at, name) => promise.then(() => at(name), (error) => at(`${name} failed: ${error?.message ?? error}`));
const answers = { sync: (work) => work, async: (work) => async (...args) => work(...args) };
for (const [kind, as] of Object.entries(answers)) {
  await turns(`sink ${kind}`, (at) => {
    const writer = new WritableStream({ write: as(() => at("write")), close: as(() => at("close")) }).getWriter();
    for (const name of ["first", "second"]) told(writer.write(name), at, name);
    told(writer.close(), at, "closed");
  });
  await turns(`abort ${kind}`, (at) => {
    const writer = new WritableStream({ abort: as(() => at("abort")) }).getWriter();
    told(writer.abort("why"), at, "aborted");
    told(writer.closed, at, "closed");
  });
  await turns(`pipe ${kind}`, (at) => {
    let count = 0;
    const pull = as((controller) => {
      at("pull");
      if (count < 3) controller.enqueue(count++);
      else controller.close();
    });
    told(new ReadableStream({ pull }).pipeTo(new WritableStream({ write: as(() => at("write")), close: as(() => at("close")) })), at, "done");
  });
  for (const wait of [0, 1, 3])
    await turns(`cancel ${kind} after ${wait}`, async (at) => {
      let controller;
      const { readable, writable } = new TransformStream({
        start: (it) => void (controller = it),
        cancel: as(() => controller.error(new Error("from cancel"))),
        flush: () => at("flush"),
      });
      for (let i = 0; i < wait; i++) await null;
      told(readable.cancel("why"), at, "cancelled");
      const writer = writable.getWriter();
      told(writer.close(), at, "close");
      told(writer.closed, at, "closed");
    });
}
const idle = new ReadableStream().values();
idle.return("unused");
console.log((await idle.next()).done);
const kept = new ReadableStream();
kept.values({ preventCancel: true }).return();
console.log(kept.locked, kept.getReader().constructor.name);
