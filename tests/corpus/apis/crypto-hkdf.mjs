import { hkdf, hkdfSync } from "node:crypto";
const hex = (b) => Buffer.from(b).toString("hex");
console.log(
  hex(
    hkdfSync(
      "sha256",
      Buffer.alloc(22, 11),
      Buffer.from("000102030405060708090a0b0c", "hex"),
      Buffer.from("f0f1f2f3f4f5f6f7f8f9", "hex"),
      42,
    ),
  ),
);
console.log(
  hex(hkdfSync("sha1", "key", "", "", 10)),
  hkdfSync("sha512", "k", "s", "i", 5) instanceof ArrayBuffer,
);
const t = (...a) => {
  try {
    hkdfSync(...a);
    console.log("fine");
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t("nope", "k", "s", "i", 1);
t("sha1", "k", "s", "i", 5101);
t("sha1", "k", "s", "i", -1);
t("sha1", 5, "s", "i", 1);
t("sha1", "k", "s", "i".repeat(1025), 1);
t(5, "k", "s", "i", 1);
hkdf("sha256", "k", "s", "i", 8, (e, k) => console.log(e, hex(k)));
