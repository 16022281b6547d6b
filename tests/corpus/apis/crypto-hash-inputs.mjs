import { createHash } from "node:crypto";
const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
const hash = (x) => createHash("sha256").update(x).digest("base64");
console.log(
  hash(bytes),
  hash(Buffer.from(bytes)),
  hash(new DataView(bytes.buffer)),
  hash(new Uint16Array(bytes.buffer)),
  hash(new Float64Array(bytes.buffer)),
  hash(bytes.subarray(2, 5)),
);
for (const x of [undefined, null, 5, {}, [], true, Symbol("s"), bytes.buffer])
  try {
    console.log(hash(x));
  } catch (e) {
    console.log(e.code, e.message);
  }
