// `for await` over streams, and `Readable.from`.
import { PassThrough, Readable } from "node:stream";
const log = console.log;
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
for await (const chunk of Readable.from(["a", "b"])) log(chunk);
for await (const chunk of Readable.from("whole text")) log(chunk);
for await (const chunk of Readable.from(Buffer.from("bytes"))) log(chunk);
for await (const chunk of Readable.from("abc", { objectMode: false })) log(chunk);
async function* generate() {
  try {
    yield 1;
    yield Promise.resolve(2);
    yield 3;
  } finally {
    log("generator closed");
  }
}
const left = Readable.from(generate());
for await (const value of left) {
  log(value);
  if (value === 2) break;
}
log(left.destroyed);
await settle();
const kept = Readable.from([1, 2, 3]);
for await (const value of kept.iterator({ destroyOnReturn: false })) {
  log("kept", value);
  break;
}
log(kept.destroyed);
for await (const value of kept) log("rest", value);
const failing = Readable.from(
  (function* () {
    yield "ok";
    throw new Error("generator failed");
  })(),
);
try {
  for await (const value of failing) log(value);
} catch (error) {
  log(error.message, failing.destroyed);
}
const destroyed = new PassThrough();
destroyed.write("x");
setImmediate(() => destroyed.destroy(new Error("destroyed")));
try {
  for await (const chunk of destroyed) log(String(chunk));
} catch (error) {
  log(error.message);
}
const cut = new PassThrough();
cut.write("y");
setImmediate(() => cut.destroy());
try {
  for await (const chunk of cut) log(String(chunk));
} catch (error) {
  log(error.code, error.message);
}
const thrown = new PassThrough({ encoding: "utf8" });
thrown.end("text");
thrown.on("close", () => log("closed by throw"));
try {
  for await (const chunk of thrown) throw new Error(`mine: ${chunk}`);
} catch (error) {
  log(error.message);
}
await settle();
log(thrown.destroyed);
const nulls = Readable.from([1, null, 2]);
try {
  for await (const value of nulls) log(value);
} catch (error) {
  log(error.code);
}
for (const bad of [5, null, undefined, {}]) {
  try {
    Readable.from(bad);
  } catch (error) {
    log(error.code, error.message);
  }
}
const iterator = Readable.from([1, 2])[Symbol.asyncIterator]();
log(await iterator.next(), await iterator.return("early"), await iterator.next());
const throwing = Readable.from(generate());
throwing.on("error", (error) => log("error", error.message));
throwing.once("data", () => throwing.destroy(new Error("stop")));
await new Promise((resolve) => throwing.on("close", resolve));
const ended = Readable.from([1]);
await ended.toArray();
for await (const value of ended) log("never", value);
log("nothing left");
