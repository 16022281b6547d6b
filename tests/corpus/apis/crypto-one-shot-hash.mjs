import * as crypto from "node:crypto";
console.log(
  crypto.hash("sha1", "abc"),
  crypto.hash("sha256", Buffer.from("abc"), "base64"),
  crypto.hash("md5", new Uint8Array([1]), "buffer"),
);
const t = (...a) => {
  try {
    console.log(crypto.hash(...a));
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(5, "x");
t("sha1");
t("sha1", {});
t("sha1", "x", 5);
t("nope", "x");
