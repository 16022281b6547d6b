// Duplex, Transform and PassThrough: both sides, flushing, errors.
import { Duplex, PassThrough, Transform, duplexPair } from "node:stream";
const log = console.log;
const upper = new Transform({
  transform(chunk, encoding, callback) {
    this.push(`[${String(chunk).toUpperCase()}]`);
    callback(null, "+");
  },
  flush(callback) {
    log("flush");
    callback(null, "END");
  },
});
upper.setEncoding("utf8");
upper.on("data", (chunk) => log("data", chunk));
for (const event of ["prefinish", "finish", "end", "close"]) upper.on(event, () => log(event));
upper.write("a");
upper.write("b", () => log("b written"));
upper.end();
await new Promise((resolve) => upper.on("close", resolve));
log(upper instanceof Duplex, upper.readableEnded, upper.writableFinished, upper.allowHalfOpen);

class Doubling extends Transform {
  constructor() {
    super({ objectMode: true });
  }
  _transform(value, _, callback) {
    setImmediate(callback, null, value * 2);
  }
  _final(callback) {
    log("final");
    callback();
  }
  _flush(callback) {
    this.push("flushed");
    callback();
  }
}
const doubling = new Doubling();
for (const value of [1, 2, 3]) doubling.write(value);
doubling.end();
for await (const value of doubling) log(value);

const failing = new Transform({
  transform(chunk, _, callback) {
    callback(String(chunk) === "bad" ? new Error("bad chunk") : null, chunk);
  },
});
failing.on("data", (chunk) => log(String(chunk)));
failing.on("error", (error) => log("error", error.message));
failing.on("close", () => log("closed", failing.destroyed));
failing.write("good");
failing.write("bad", (error) => log("callback", error?.message));
failing.write("never", (error) => log("callback", error?.message));
await new Promise((resolve) => failing.on("close", resolve));

const through = new PassThrough({ highWaterMark: 2 });
log(through.write("abc"), through.writableNeedDrain, through.readableLength, through.writableLength);
log(through.write("d"), through.readableLength, through.writableLength);
through.on("drain", () => log("drain"));
log(String(through.read()), String(through.read()));
await new Promise(setImmediate);
const mixed = new Transform({
  writableObjectMode: true,
  readableHighWaterMark: 1,
  transform: (value, _, callback) => callback(null, JSON.stringify(value)),
});
log(
  mixed.writableObjectMode,
  mixed.readableObjectMode,
  mixed.readableHighWaterMark,
  mixed.writableHighWaterMark,
);
mixed.write({ a: 1 });
mixed.write([2]);
await new Promise(setImmediate);
log(String(mixed.read()), mixed.readableLength);
const bare = new Transform();
bare.on("error", (error) => log(error.code, error.message));
try {
  bare.write("x");
} catch (error) {
  log("thrown", error.code);
}
const one = new Duplex({
  readable: false,
  write: (chunk, _, callback) => (log("one", String(chunk)), callback()),
});
log(one.readable, one.writable, one.readableEnded);
one.end("x");
const other = new Duplex({
  writable: false,
  read() {
    this.push(null);
  },
});
log(other.readable, other.writable, other.writableFinished);
const [left, right] = duplexPair();
right.on("data", (chunk) => (log("right", String(chunk)), right.end(`re: ${chunk}`)));
left.on("data", (chunk) => log("left", String(chunk)));
left.on("end", () => log("left end"));
left.write("hello");
