// CompressionStream and DecompressionStream.
import zlib from "node:zlib";
const log = console.log;
const bytesOf = async (stream) => {
  const parts = [];
  for await (const chunk of stream) parts.push(chunk);
  return Buffer.concat(parts);
};
const from = (...chunks) =>
  ReadableStream.from(chunks.map((it) => (typeof it === "string" ? new TextEncoder().encode(it) : it)));
for (const format of ["gzip", "deflate", "deflate-raw"]) {
  const packed = await bytesOf(from("hello ", "hello ", "hello").pipeThrough(new CompressionStream(format)));
  const back = await bytesOf(from(packed).pipeThrough(new DecompressionStream(format)));
  const node = { gzip: zlib.gunzipSync, deflate: zlib.inflateSync, "deflate-raw": zlib.inflateRawSync }[
    format
  ];
  log(format, String(back), String(node(packed)));
}
const large = await bytesOf(
  from("0123456789".repeat(10000))
    .pipeThrough(new CompressionStream("gzip"))
    .pipeThrough(new DecompressionStream("gzip")),
);
log(large.length);
for (const [name, chunk] of [
  ["garbage", "not gzip"],
  ["cut", zlib.gzipSync("some text").subarray(0, 15)],
]) {
  try {
    await bytesOf(from(chunk).pipeThrough(new DecompressionStream("gzip")));
    log(name, "fine");
  } catch (error) {
    log(name, error instanceof Error);
  }
}
for (const format of ["zip", undefined, "GZIP"]) {
  for (const Class of [CompressionStream, DecompressionStream]) {
    try {
      new Class(format);
    } catch (error) {
      log(Class.name, error.name, error.code, error.message);
    }
  }
}
log(
  new CompressionStream("gzip"),
  Object.keys(CompressionStream.prototype),
  String(new DecompressionStream("deflate")),
);
