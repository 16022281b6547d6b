import { createCipheriv, createDecipheriv } from "node:crypto";
const key = "0123456789abcdef",
  iv = "fedcba9876543210";
const c = createCipheriv("aes-128-cbc", key, iv);
let out = c.update("Grüße, ", "utf8", "base64");
out += c.update("世界 and more than a block", "utf8", "base64");
out += c.final("base64");
console.log(out);
const d = createDecipheriv("aes-128-cbc", key, iv);
console.log(d.update(out, "base64", "utf8") + d.final("utf8"));
console.log(
  createCipheriv("aes-128-ctr", key, iv).update("abc", "latin1").toString("hex"),
  createCipheriv("aes-128-ctr", key, iv).update("616263", "hex", "latin1").length,
);
