// A text in pieces has the hash of the whole, whatever the pieces.
import { createHash } from "node:crypto";
const text = Array.from({ length: 300 }, (_, i) => String.fromCharCode(33 + (i % 90))).join("");
for (const name of ["md5", "sha1", "sha512", "sha3-256", "ripemd160"]) {
  const whole = createHash(name).update(text).digest("hex");
  const same = [1, 3, 63, 64, 65, 127, 128, 200].map((size) => {
    const h = createHash(name);
    for (let i = 0; i < text.length; i += size) h.update(text.slice(i, i + size));
    return h.digest("hex") === whole;
  });
  console.log(name, whole, same.every(Boolean));
}
