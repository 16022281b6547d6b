// ReadableStream.from and async iteration.
const log = console.log;
for await (const chunk of ReadableStream.from(["a", "b"])) log(chunk);
for await (const chunk of ReadableStream.from(new Set([1, 2]))) log(chunk);
async function* generate() {
  try {
    yield 1;
    yield 2;
    yield 3;
  } finally {
    log("closed");
  }
}
const stream = ReadableStream.from(generate());
for await (const chunk of stream) {
  log(chunk, stream.locked);
  if (chunk === 2) break;
}
log(stream.locked);
const kept = ReadableStream.from([1, 2, 3]);
for await (const chunk of kept.values({ preventCancel: true })) {
  log(chunk);
  break;
}
log(kept.locked);
for await (const chunk of kept) log("rest", chunk);
const iterator = ReadableStream.from(["x", "y", "z"]).values();
log(await Promise.all([iterator.next(), iterator.next()]));
log(await iterator.return("done"), await iterator.next());
log(typeof iterator.throw, iterator[Symbol.asyncIterator]() === iterator);
const canceled = new ReadableStream({
  start: (it) => it.enqueue(1),
  cancel: (reason) => log("cancel", reason),
});
for await (const chunk of canceled) break;
try {
  for await (const chunk of new ReadableStream({
    start: (it) => (it.enqueue("ok"), it.error(new Error("lost"))),
  }))
    log(chunk);
} catch (error) {
  log(error.message);
}
try {
  for await (const chunk of ReadableStream.from(
    (function* () {
      yield "one";
      throw new Error("in generator");
    })(),
  ))
    log(chunk);
} catch (error) {
  log(error.message);
}
for await (const chunk of ReadableStream.from([Promise.resolve("awaited")])) log(chunk);
for (const bad of [5, {}, undefined]) {
  try {
    ReadableStream.from(bad);
  } catch (error) {
    log(error.name, error.code);
  }
}
try {
  ReadableStream.from([1]).values(5);
} catch (error) {
  log(error.code, error.message);
}
log(ReadableStream.prototype[Symbol.asyncIterator] === ReadableStream.prototype.values);
