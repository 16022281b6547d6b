// The functions with callbacks, and as promises.
import zlib from "node:zlib";
import { promisify } from "node:util";
const log = console.log;
const wait = (start) =>
  new Promise((resolve) =>
    start(
      (error, value) => (log(error?.code ?? error, value === undefined ? value : String(value)), resolve()),
    ),
  );
const pack = promisify(zlib.gzip);
const gz = await pack("promised");
await wait((callback) => zlib.gunzip(gz, callback));
await wait((callback) => zlib.unzip(gz, {}, callback));
await wait((callback) => zlib.inflate(Buffer.from("wrong"), callback));
await wait((callback) => zlib.gunzip(gz.subarray(0, 12), callback));
await wait((callback) => zlib.gunzip(gz, { maxOutputLength: 3 }, callback));
for (const [there, back] of [
  ["deflate", "inflate"],
  ["deflateRaw", "inflateRaw"],
  ["brotliCompress", "brotliDecompress"],
]) {
  const packed = await promisify(zlib[there])(`through ${there}`);
  log(String(await promisify(zlib[back])(packed)));
}
await promisify(zlib.brotliDecompress)("no brotli").catch((error) => log(error.code, error.message));
const order = [];
zlib.gzip("x", () => order.push("gzip"));
process.nextTick(() => order.push("tick"));
Promise.resolve().then(() => order.push("promise"));
order.push("sync");
await pack("y");
log(order.slice(0, 3));
