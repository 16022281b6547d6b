import { createHash } from "node:crypto";
const h = () => createHash("sha1").update("encodings");
for (const e of [
  "hex",
  "base64",
  "base64url",
  "latin1",
  "binary",
  "utf8",
  "ucs2",
  "buffer",
  "HEX",
  "nope",
  undefined,
  null,
]) {
  const d = h().digest(e);
  console.log(e, typeof d, Buffer.isBuffer(d) ? d.toString("hex") : escape(d));
}
console.log(
  createHash("md5").update("ff00", "hex").digest("hex"),
  createHash("md5").update("/w==", "base64").digest("hex"),
  createHash("md5").update("é", "latin1").digest("hex"),
);
