import { createHash } from "node:crypto";
for (const name of [
  "SHA256",
  "RSA-SHA256",
  "sha-256",
  "SHA2-256",
  "sha256WithRSAEncryption",
  "rmd160",
  "ripemd",
  "RSA-SHA512/224",
  "Sha1",
  "RSA-MD5",
  "RSA-SHA3-256",
])
  console.log(name, createHash(name).update("x").digest("hex").slice(0, 16));
for (const name of ["", "sha", "sha-0", "whirl pool"])
  try {
    createHash(name);
  } catch (e) {
    console.log(name, e.name, e.message, e.code);
  }
