import { KeyObject, createHmac, sign, verify } from "node:crypto";
const k = await crypto.subtle.importKey(
  "raw",
  new Uint8Array([1, 2]),
  { name: "HMAC", hash: "SHA-1" },
  true,
  ["sign"],
);
console.log(
  KeyObject.from(k).export(),
  createHmac("sha1", KeyObject.from(k)).update("x").digest("hex"),
  Buffer.from(await crypto.subtle.sign("HMAC", k, Buffer.from("x"))).toString("hex"),
);
const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
  "sign",
  "verify",
]);
const a = KeyObject.from(pair.privateKey),
  b = KeyObject.from(pair.publicKey);
console.log(
  a.type,
  b.asymmetricKeyDetails,
  verify("sha256", Buffer.from("m"), b, sign("sha256", Buffer.from("m"), a)),
);
