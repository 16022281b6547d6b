// tee: both branches get everything, and the source is cancelled when both are.
const log = console.log;
const all = async (stream) => {
  const out = [];
  for await (const chunk of stream) out.push(chunk);
  return out;
};
const [a, b] = ReadableStream.from([1, 2, 3]).tee();
log(await all(a), await all(b));
const object = { shared: true };
const [c, d] = ReadableStream.from([object]).tee();
log((await c.getReader().read()).value === (await d.getReader().read()).value);
let pulls = 0;
const source = new ReadableStream(
  {
    pull(controller) {
      controller.enqueue(++pulls);
    },
    cancel: (reason) => log("cancelled", reason),
  },
  { highWaterMark: 0 },
);
const [e, f] = source.tee();
const reader = e.getReader();
log((await reader.read()).value, (await reader.read()).value, pulls);
const one = reader.cancel("one");
log(await Promise.race([one, "still waiting"]));
log((await f.getReader({}).read()).value, source.locked);
const [g, h] = new ReadableStream({ cancel: (reason) => log("cancelled", reason) }).tee();
g.cancel("first");
await h.cancel("second");
const [i, j] = new ReadableStream({ start: (it) => it.error(new Error("broken")) }).tee();
log(
  await i
    .getReader()
    .read()
    .catch((error) => error.message),
  await j.getReader().closed.catch((error) => error.message),
);
const bytes = () =>
  new ReadableStream({
    type: "bytes",
    start(controller) {
      controller.enqueue(new Uint8Array([1, 2, 3, 4]));
      controller.close();
    },
  });
const [k, l] = bytes().tee();
const left = (await k.getReader().read()).value;
left[0] = 99;
const into = await l.getReader({ mode: "byob" }).read(new Uint8Array(2));
log(left, into.value);
const [m, n] = bytes().tee();
log(
  (await all(m)).map((it) => it.length),
  (await all(n)).map((it) => it.length),
);
let controller;
const [o, p] = new ReadableStream({ type: "bytes", start: (it) => void (controller = it) }).tee();
const byob = o.getReader({ mode: "byob" }).read(new Uint8Array(8));
const plain = p.getReader().read();
await new Promise(setImmediate);
controller.enqueue(new Uint8Array([7, 8]));
log((await byob).value, (await plain).value);
