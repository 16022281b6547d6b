import crypto, { webcrypto, subtle, getRandomValues } from "node:crypto";
import * as named from "node:crypto";
console.log(
  webcrypto === globalThis.crypto,
  subtle === webcrypto.subtle,
  typeof getRandomValues,
  webcrypto.constructor.name,
  Object.prototype.toString.call(subtle),
);
for (const n of [
  "createHash",
  "createHmac",
  "randomUUID",
  "scryptSync",
  "KeyObject",
  "Hash",
  "Hmac",
  "Sign",
  "Verify",
  "ECDH",
  "constants",
  "timingSafeEqual",
])
  console.log(n, typeof crypto[n], crypto[n] === named[n]);
console.log(
  crypto.getHashes().includes("sha256"),
  crypto.getCiphers().includes("aes-256-gcm"),
  crypto.getFips(),
  crypto.constants.RSA_PKCS1_PSS_PADDING,
);
console.log(
  crypto.createHash("md5") instanceof crypto.Hash,
  crypto.createHmac("md5", "k") instanceof crypto.Hmac,
);
