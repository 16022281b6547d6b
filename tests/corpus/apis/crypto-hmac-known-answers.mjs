import { createHmac, createSecretKey } from "node:crypto";
for (const name of ["md5", "sha1", "sha256", "sha384", "sha512", "sha3-256", "ripemd160"])
  for (const key of ["", "key", "k".repeat(200), Buffer.from([0, 255, 1])])
    console.log(name, createHmac(name, key).update("message").digest("hex"));
console.log(
  createHmac("sha256", createSecretKey(Buffer.from("key")))
    .update("mess")
    .update("age")
    .digest("base64url"),
);
console.log(
  createHmac("sha256", new Uint8Array([1, 2]).buffer)
    .update("x")
    .digest("hex"),
);
