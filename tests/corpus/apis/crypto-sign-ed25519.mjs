import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
const pem =
  "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
const key = createPrivateKey(pem),
  open = createPublicKey(key);
console.log(
  key.asymmetricKeyType,
  key.asymmetricKeyDetails,
  open.export({ format: "pem", type: "spki" }),
  key.export({ format: "pem", type: "pkcs8" }) === pem,
  key.export({ format: "jwk" }),
);
const s = sign(null, Buffer.from("hello"), key);
console.log(
  s.toString("hex"),
  verify(null, Buffer.from("hello"), open, s),
  verify(null, Buffer.from("hellO"), open, s),
  verify(undefined, Buffer.from("hello"), key, s),
);
for (const f of [
  () => sign("sha256", Buffer.from("a"), key),
  () => sign(null, "a"),
  () => sign(null, Buffer.from("a"), open),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code);
  }
