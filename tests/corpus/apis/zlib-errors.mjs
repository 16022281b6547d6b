// What is wrong with bytes, and with arguments.
import zlib from "node:zlib";
const log = console.log;
const attempt = (name, body) => {
  try {
    log(name, String(body()));
  } catch (error) {
    log(name, error.name, error.code, error.errno, error.message);
  }
};
const text = "hello hello hello";
const gz = zlib.gzipSync(text),
  zz = zlib.deflateSync(text),
  br = zlib.brotliCompressSync(text);
const flipped = (bytes, at) => {
  const copy = Buffer.from(bytes);
  copy[copy.length + at] ^= 1;
  return copy;
};
attempt("garbage gzip", () => zlib.gunzipSync("garbage"));
attempt("garbage deflate", () => zlib.inflateSync("garbage"));
attempt("garbage raw", () => zlib.inflateRawSync(Buffer.from([255, 255])));
attempt("garbage brotli", () => zlib.brotliDecompressSync("nope"));
for (const name of ["gunzipSync", "inflateSync", "inflateRawSync", "unzipSync", "brotliDecompressSync"])
  attempt(`empty ${name}`, () => zlib[name](""));
attempt("cut gzip", () => zlib.gunzipSync(gz.subarray(0, 14)));
attempt("cut trailer", () => zlib.gunzipSync(gz.subarray(0, -2)));
attempt("cut deflate", () => zlib.inflateSync(zz.subarray(0, -1)));
attempt("cut brotli", () => zlib.brotliDecompressSync(br.subarray(0, -2)));
attempt("checksum", () => zlib.gunzipSync(flipped(gz, -5)));
attempt("length", () => zlib.gunzipSync(flipped(gz, -1)));
attempt("adler", () => zlib.inflateSync(flipped(zz, -1)));
attempt("two members", () => zlib.gunzipSync(Buffer.concat([gz, zlib.gzipSync(" again")])));
attempt("zeros after", () => zlib.gunzipSync(Buffer.concat([gz, Buffer.alloc(20)])));
attempt("garbage after", () => zlib.gunzipSync(Buffer.concat([gz, Buffer.from("more")])));
attempt("garbage after deflate", () => zlib.inflateSync(Buffer.concat([zz, Buffer.from("more")])));
attempt("too large", () => zlib.gunzipSync(gz, { maxOutputLength: 5 }));
attempt("unfinished is fine", () =>
  zlib.inflateSync(zz.subarray(0, -4), { finishFlush: zlib.constants.Z_SYNC_FLUSH }),
);
for (const bad of [5, null, undefined, {}, [], true]) attempt("input", () => zlib.gzipSync(bad));
for (const options of [
  { level: 10 },
  { level: "9" },
  { level: NaN },
  { windowBits: 3 },
  { windowBits: 16 },
  { memLevel: 0 },
  { strategy: 5 },
  { chunkSize: 1 },
  { chunkSize: Infinity },
  { flush: 9 },
  { finishFlush: -1 },
  { dictionary: 5 },
  { maxOutputLength: 0 },
])
  attempt(JSON.stringify(options), () => zlib.gzipSync("x", options).length > 0);
attempt("param", () => zlib.brotliCompressSync("x", { params: { 99: 1 } }));
attempt("param value", () => zlib.brotliCompressSync("x", { params: { 1: "5" } }));
attempt("no callback", () => zlib.gzip("x"));
attempt("callback", () => zlib.gzip("x", {}, 5));
