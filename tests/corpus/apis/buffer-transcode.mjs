// One encoding of bytes to another, and characters that come in pieces.
import { Buffer, transcode, isAscii, isUtf8 } from "node:buffer";
import { StringDecoder } from "node:string_decoder";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const texts = ["plain", "é€", "😀x", "日本", ""];
const encodings = ["utf8", "ucs2", "latin1", "ascii", "utf-16le", "binary", "UTF-8"];
for (const text of texts) {
  for (const from of ["utf8", "utf16le"]) {
    for (const to of encodings) show(() => `${text} ${from} ${to} ${transcode(Buffer.from(text, from), from, to).toString("hex")}`);
  }
}
show(() => transcode(Buffer.from([0x41, 0xe9, 0xff]), "latin1", "utf8"));
show(() => transcode(new Uint8Array([0x41, 0xe9]), "latin1", "ucs2"));
show(() => transcode(Buffer.from("a"), "utf8", "hex"));
show(() => transcode(Buffer.from("a"), "base64", "utf8"));
show(() => transcode(Buffer.from("a"), "nope", "utf8"));
show(() => transcode("a", "utf8", "latin1"));
show(() => [isUtf8(Buffer.from([0xc3, 0xa9])), isUtf8(Buffer.from([0xc3])), isAscii(Buffer.from([0x7f])), isAscii(Buffer.from([0x80]))]);
for (const encoding of ["utf8", "utf16le", "base64", "hex", "latin1", "base64url"]) {
  const decoder = new StringDecoder(encoding);
  const out = [];
  for (const byte of Buffer.from("é€😀")) {
    out.push(decoder.write(Buffer.from([byte])), decoder.lastNeed, decoder.lastTotal);
  }
  console.log(encoding, JSON.stringify(out), JSON.stringify(decoder.end()), decoder.encoding);
}
const held = new StringDecoder("utf8");
held.write(Buffer.from([0xe2, 0x82]));
console.log(held.lastChar.subarray(0, 2), held.lastNeed, held.lastTotal, JSON.stringify(held.end()), held.lastNeed, held.lastTotal);
