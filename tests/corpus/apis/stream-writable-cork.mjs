// `cork`, `writev`, encodings, object mode.
import { Writable } from "node:stream";
const log = console.log;
const show = (chunks) => chunks.map(({ chunk, encoding }) => `${chunk}/${encoding}`).join(" ");
const corked = new Writable({
  write(chunk, encoding, callback) {
    log("write", String(chunk));
    callback();
  },
  writev(chunks, callback) {
    log("writev", show(chunks), chunks.allBuffers);
    callback();
  },
});
corked.on("finish", () => log("finish"));
corked.cork();
corked.cork();
for (const text of ["a", "b", "c"]) corked.write(text, () => log("written", text));
log(corked.writableCorked, corked.writableLength, corked.writableBuffer?.length);
corked.uncork();
log("still corked", corked.writableCorked);
corked.uncork();
log("uncorked", corked.writableCorked, corked.writableLength);
corked.write("d");
corked.cork();
corked.write("e");
corked.end("f");
await new Promise((resolve) => corked.on("close", resolve));

const strings = new Writable({
  decodeStrings: false,
  write(chunk, encoding, callback) {
    log(typeof chunk, chunk.toString(), encoding);
    callback();
  },
});
strings.write("plain");
strings.write("6869", "hex");
strings.setDefaultEncoding("latin1");
strings.write("é");
strings.write(Buffer.from("bytes"));
strings.write(new Uint8Array([65, 66]));
strings.end();
const decoding = new Writable({
  write(chunk, encoding, callback) {
    log(chunk, encoding);
    callback();
  },
});
decoding.write("6869", "hex");
decoding.write("aGk=", "base64");
decoding.write(new DataView(new Uint8Array([1, 2, 3]).buffer, 1));
const objects = new Writable({
  objectMode: true,
  highWaterMark: 2,
  write(chunk, encoding, callback) {
    log(chunk, encoding);
    setImmediate(callback);
  },
});
log(
  objects.write({ a: 1 }),
  objects.write([1]),
  objects.write(0),
  objects.writableLength,
  objects.writableObjectMode,
);
objects.write(undefined);
objects.end();
await new Promise((resolve) => objects.on("finish", resolve));
const tries = [
  () => decoding.write(null),
  () => decoding.write(5),
  () => decoding.write({}),
  () => decoding.write("x", "nope"),
  () => decoding.setDefaultEncoding("nope"),
  () => objects.write(null),
  () => new Writable({ highWaterMark: NaN }),
  () => new Writable({ defaultEncoding: "wrong" }),
];
for (const attempt of tries) {
  try {
    log(attempt());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
const empty = new Writable();
empty.on("error", (error) => log(error.code, error.message));
try {
  empty.write("x");
} catch (error) {
  log("thrown", error.code);
}
const piped = new Writable({ write() {} });
piped.on("error", (error) => log(error.code, error.message));
piped.pipe(process.stdout);
const twice = new Writable({ write: (_c, _e, callback) => (callback(), callback()) });
twice.on("error", (error) => log(error.code, error.message));
twice.write("x");
