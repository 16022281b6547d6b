import { pbkdf2, pbkdf2Sync } from "node:crypto";
import { promisify } from "node:util";
for (const hash of ["sha1", "sha256", "sha512", "md5", "sha3-256"])
  console.log(hash, pbkdf2Sync("password", "salt", 3, 40, hash).toString("hex"));
console.log(pbkdf2Sync(Buffer.from([1]), new Uint8Array([2]), 1, 0, "sha1"));
console.log((await promisify(pbkdf2)("p", "s", 2, 20, "sha256")).toString("base64"));
pbkdf2("p", "s", 1, 8, "SHA512", (e, k) => console.log(e, k));
const t = (...a) => {
  try {
    pbkdf2Sync(...a);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t("p", "s", 0, 1, "sha1");
t("p", "s", 1, -1, "sha1");
t("p", "s", 1.5, 1, "sha1");
t("p", "s", 1, 1, "nope");
t("p", "s", 1, 1);
t(5, "s", 1, 1, "sha1");
t("p", null, 1, 1, "sha1");
t("p", "s", "1", 1, "sha1");
