// `read(n)`, `unshift`, `setEncoding` and what stays in the buffer.
import { Readable } from "node:stream";
const log = console.log;
const make = (options) => new Readable({ read() {}, ...options });
const one = make();
one.push("hello");
one.push(Buffer.from(" world"));
log(one.read(0), one.readableLength);
log(String(one.read(3)), String(one.read(4)), one.readableLength);
one.unshift("<<");
log(String(one.read(4)), one.read(100), one.readableLength);
one.push(null);
log(String(one.read(100)), one.read());

const text = make({ encoding: "utf8" });
const bytes = Buffer.from("žluťoučký €😀");
for (const byte of bytes) text.push(Buffer.from([byte]));
log(text.readableEncoding, text.readableLength, text.read(3), text.read());
text.push(null);

const switched = make();
switched.push(Buffer.from("€").subarray(0, 2));
switched.setEncoding("utf8");
log(switched.readableLength, switched.read());
switched.push(Buffer.from("€").subarray(2));
log(switched.read(), switched.readableEncoding);
const hex = make();
hex.setEncoding("hex");
hex.push(Buffer.from([1, 255, 16]));
log(hex.read());
const base64 = make({ encoding: "base64" });
base64.push("ab");
base64.push("cd");
base64.push(null);
log(base64.read());

const objects = make({ objectMode: true, highWaterMark: 2 });
log(objects.push({ a: 1 }), objects.push(0), objects.push(""), objects.push(false));
log(objects.read(), objects.read(5), objects.read(), objects.read(), objects.read());
objects.unshift("first");
objects.unshift("before");
log(
  objects.readableLength,
  objects.read(),
  objects.read(),
  objects.readableObjectMode,
  objects.readableHighWaterMark,
);

const small = make({ highWaterMark: 3 });
log(small.push("ab"), small.push("c"), small.push("d"), small.readableHighWaterMark);
log(String(small.read()), small.push(""), small.readableLength);
small.read(10);
log(small.readableHighWaterMark);
const strings = make({ defaultEncoding: "latin1" });
strings.push("é");
log(strings.read());
for (const bad of [5, true, {}, [], () => {}]) {
  const stream = make();
  stream.on("error", (error) => log(error.code, error.message));
  log(stream.push(bad));
}
const ended = make();
ended.on("error", (error) => log(error.code, error.message));
ended.push(null);
log(ended.push("late"));
const noRead = new Readable();
noRead.on("error", (error) => log(error.code, error.message));
noRead.read();
for (const options of [
  { highWaterMark: -1 },
  { highWaterMark: "x" },
  { encoding: "nope" },
  { defaultEncoding: "nope" },
]) {
  try {
    new Readable(options);
    log("made");
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
try {
  make().read(2 ** 31);
} catch (error) {
  log(error.code, error.message);
}
log(Readable({ read() {} }) instanceof Readable);
