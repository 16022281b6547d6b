// Every hash by its usual name, of nothing and of a short text.
import { createHash } from "node:crypto";
for (const name of "md5 sha1 sha224 sha256 sha384 sha512 sha512-224 sha512-256 sha3-224 sha3-256 sha3-384 sha3-512 ripemd160 shake128 shake256".split(
  " ",
))
  for (const text of ["", "abc", "ü€😀"]) console.log(name, createHash(name).update(text).digest("hex"));
