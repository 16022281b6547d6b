// Dictionaries, checksums, constants.
import zlib, { codes, constants, crc32 } from "node:zlib";
const log = console.log;
const dictionary = Buffer.from("the quick brown fox");
const text = "the quick brown fox jumps over the quick brown fox";
const packed = zlib.deflateSync(text, { dictionary });
log(packed.length < zlib.deflateSync(text).length, String(zlib.inflateSync(packed, { dictionary })));
for (const options of [{}, { dictionary: Buffer.from("another") }]) {
  try {
    zlib.inflateSync(packed, options);
  } catch (error) {
    log(error.code, error.errno, error.message);
  }
}
const raw = zlib.deflateRawSync(text, { dictionary });
log(String(zlib.inflateRawSync(raw, { dictionary: new Uint8Array(dictionary) })));
const stream = zlib.createInflate({ dictionary });
stream.end(packed);
log(String(Buffer.concat(await stream.toArray())));
log(
  crc32("hello"),
  crc32(""),
  crc32(Buffer.from("lo"), crc32("hel")),
  crc32(new Uint8Array([1, 2, 3])),
  crc32("žluť"),
  crc32("x", 0xffffffff),
);
for (const bad of [() => crc32(5), () => crc32(), () => crc32("x", "y"), () => crc32(new ArrayBuffer(1))]) {
  try {
    log(bad());
  } catch (error) {
    log(error.code, error.message);
  }
}
log(constants, codes);
log(Object.isFrozen(codes), Object.getPrototypeOf(constants));
log(Object.keys(zlib).sort().join(" "));
