// Every format there and back, all at once; the other way round it is refused.
import zlib from "node:zlib";
const log = console.log;
const inputs = {
  empty: "",
  text: "hello hello hello",
  unicode: "žluťoučký €😀",
  bytes: Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * i) % 251)),
  large: "abc".repeat(50000),
};
const pairs = [
  ["gzipSync", "gunzipSync"],
  ["deflateSync", "inflateSync"],
  ["deflateRawSync", "inflateRawSync"],
  ["brotliCompressSync", "brotliDecompressSync"],
  ["gzipSync", "unzipSync"],
  ["deflateSync", "unzipSync"],
];
for (const [there, back] of pairs)
  for (const [name, input] of Object.entries(inputs)) {
    const packed = zlib[there](input);
    const same = zlib[back](packed).equals(Buffer.from(input));
    log(there, back, name, same, Buffer.isBuffer(packed), packed.length <= Buffer.byteLength(input) + 40);
  }
const packed = {
  gzip: zlib.gzipSync("x"),
  deflate: zlib.deflateSync("x"),
  raw: zlib.deflateRawSync("x"),
  brotli: zlib.brotliCompressSync("x"),
};
for (const [name, bytes] of Object.entries(packed))
  for (const back of ["gunzipSync", "inflateSync", "unzipSync"]) {
    try {
      log(name, back, String(zlib[back](bytes)));
    } catch (error) {
      log(name, back, error.code, error.errno, error.message);
    }
  }
for (const input of [
  new Uint8Array([1, 2]),
  new Uint16Array([1, 2]),
  new DataView(new ArrayBuffer(3)),
  new ArrayBuffer(2),
])
  log(zlib.inflateSync(zlib.deflateSync(input)));
for (const level of [-1, 0, 1, 6, 9])
  log(level, String(zlib.inflateSync(zlib.deflateSync("level by level", { level }))));
for (const windowBits of [9, 12, 15])
  log(windowBits, zlib.inflateSync(zlib.deflateSync("w".repeat(70000), { windowBits })).length);
for (const quality of [0, 5, 11])
  log(
    quality,
    zlib.brotliDecompressSync(
      zlib.brotliCompressSync("q".repeat(999), {
        params: { [zlib.constants.BROTLI_PARAM_QUALITY]: quality },
      }),
    ).length,
  );
log(
  zlib.gzipSync("hello").subarray(0, 3),
  zlib.deflateSync("hello").subarray(0, 2),
  zlib.deflateSync("", { level: 9 }),
);
