// ChaCha20-Poly1305: the standard's example, in pieces, tags of other lengths, and what it refuses.
import { createCipheriv, createDecipheriv, getCipherInfo, getCiphers } from "node:crypto";
const NAME = "chacha20-poly1305";
const key = Buffer.from("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "hex");
const iv = Buffer.from("070000004041424344454647", "hex");
const aad = Buffer.from("50515253c0c1c2c3c4c5c6c7", "hex");
const text = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
const tried = (name, work) => {
  try {
    console.log(name, "=>", work());
  } catch (error) {
    console.log(name, "!!", error.name, error.code, error.message);
  }
};
function seal(sizes, options) {
  const cipher = createCipheriv(NAME, key, iv, options).setAAD(aad, { plaintextLength: text.length });
  let at = 0;
  const parts = sizes.map((size) => cipher.update(text.slice(at, (at += size))));
  const sealed = Buffer.concat([...parts, cipher.update(text.slice(at)), cipher.final()]);
  return [sealed, cipher.getAuthTag()];
}
const [sealed, tag] = seal([]);
console.log(sealed.toString("hex"), tag.toString("hex"));
for (const sizes of [[1], [16], [7, 63], [64, 1, 15]]) {
  const [other, otherTag] = seal(sizes);
  console.log(sizes, other.equals(sealed), otherTag.equals(tag));
}
const open = (bytes, given, options, said = aad) => {
  const cipher = createDecipheriv(NAME, key, iv, options);
  cipher.setAAD(said);
  if (given) cipher.setAuthTag(given);
  return cipher.update(bytes.subarray(0, 50), null, "utf8") + cipher.update(bytes.subarray(50), null, "utf8") + cipher.final("utf8");
};
const changed = Buffer.from(sealed);
changed[70] ^= 1;
tried("opened", () => open(sealed, tag) === text);
tried("changed", () => open(changed, tag));
tried("said otherwise", () => open(sealed, tag, undefined, key));
tried("no tag", () => open(sealed));
tried("another tag", () => open(sealed, Buffer.alloc(16)));
for (const length of [0, 8, 17]) tried(`tag of ${length}`, () => open(sealed, Buffer.alloc(length)));
for (const authTagLength of [1, 8, 16]) {
  const [, short] = seal([], { authTagLength });
  tried(`short ${authTagLength}`, () => `${short.equals(tag.subarray(0, authTagLength))} ${open(sealed, short, { authTagLength }) === text}`);
}
for (const authTagLength of [0, 17, "8"]) tried(`length ${authTagLength}`, () => seal([], { authTagLength }));
for (const length of [0, 8, 11, 13, 16]) tried(`iv of ${length}`, () => createCipheriv(NAME, key, Buffer.alloc(length)));
tried("short key", () => createCipheriv(NAME, key.subarray(1), iv));
tried("no iv", () => createCipheriv(NAME, key, null));
tried("too early", () => createCipheriv(NAME, key, iv).getAuthTag());
const empty = createCipheriv(NAME, key, iv);
console.log(empty.final().length, empty.getAuthTag().toString("hex"));
const long = createCipheriv(NAME, key, iv);
console.log(long.update(Buffer.alloc(1000, 5)).toString("base64").slice(-20), long.final().length, long.getAuthTag().toString("hex"));
for (const asked of [[NAME], ["ChaCha20-Poly1305"], [1018], [NAME, { ivLength: 12 }], [NAME, { ivLength: 8 }], [NAME, { keyLength: 16 }]])
  console.log(JSON.stringify(asked), getCipherInfo(...asked));
console.log(getCiphers().includes(NAME));
