// Compressing streams: chunks, flushing, ends, errors.
import zlib from "node:zlib";
import { Readable, Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
const log = console.log;
const events = (name, stream) =>
  new Promise((resolve) => {
    for (const event of ["end", "finish", "error", "close"])
      stream.on(event, (value) => {
        log(name, event, value?.code ?? "");
        if (event === "close") resolve();
      });
  });
const collected = [];
await pipeline(
  Readable.from(["some ", "text ", "to pack"]),
  zlib.createGzip(),
  zlib.createGunzip(),
  new Writable({ write: (chunk, _, callback) => (collected.push(String(chunk)), callback()) }),
);
log(collected.join(""));
const large = Buffer.alloc(100000, "0123456789");
const sizes = [];
for await (const chunk of Readable.from([zlib.deflateSync(large)]).pipe(zlib.createInflate()))
  sizes.push(chunk.length);
log(sizes);
const small = zlib.createInflate({ chunkSize: 1000 });
small.end(zlib.deflateSync(large.subarray(0, 3500)));
log((await small.toArray()).map((it) => it.length));
const gzip = zlib.createGzip();
const done = events("gzip", gzip);
const unpacked = gzip.pipe(zlib.createGunzip());
unpacked.setEncoding("utf8");
const parts = [];
const part = () => new Promise((resolve) => unpacked.once("data", (chunk) => resolve(parts.push(chunk))));
const first = part();
gzip.write("first");
await new Promise((resolve) => gzip.flush(() => resolve(log("flushed"))));
await first;
const last = part();
gzip.end("last");
await done;
await last;
log(parts);
log(gzip.bytesWritten, gzip.bytesRead, gzip._closed, gzip.destroyed);
const wrong = zlib.createGunzip();
const wrongDone = events("wrong", wrong);
wrong.write("no gzip at all", (error) => log("written", error?.code));
await wrongDone;
const cut = zlib.createGunzip();
const cutDone = events("cut", cut);
cut.resume();
cut.end(zlib.gzipSync("to be cut").subarray(0, 15));
await cutDone;
const closed = zlib.createDeflate();
const closedDone = events("closed", closed);
closed.close(() => log("close callback"));
await closedDone;
log(
  new zlib.Gzip() instanceof Transform,
  zlib.Gunzip() instanceof zlib.Gunzip,
  zlib.createUnzip().constructor.name,
);
const brotli = zlib.createBrotliCompress();
brotli.end("brotli stream");
const unbrotli = brotli.pipe(zlib.createBrotliDecompress());
log(String(Buffer.concat(await unbrotli.toArray())));
const bytewise = zlib.createUnzip();
const packed = zlib.gzipSync("byte by byte");
for (const byte of packed) bytewise.write(Buffer.from([byte]));
bytewise.end();
log(String(Buffer.concat(await bytewise.toArray())));
const reset = zlib.createDeflate();
reset.reset();
reset.end("after reset");
log(String(zlib.inflateSync(Buffer.concat(await reset.toArray()))));
