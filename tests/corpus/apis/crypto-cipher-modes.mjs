import { createCipheriv, createDecipheriv } from "node:crypto";
const text = "The quick brown fox jumps over the lazy dog, twice.";
for (const bits of [128, 192, 256])
  for (const mode of ["cbc", "ctr", "ecb", "gcm"]) {
    const name = `aes-${bits}-${mode}`,
      key = Buffer.alloc(bits / 8, 7),
      iv = mode === "ecb" ? null : Buffer.alloc(mode === "gcm" ? 12 : 16, 9);
    const c = createCipheriv(name, key, iv);
    const out = c.update(text, "utf8", "hex") + c.final("hex");
    const d = createDecipheriv(name, key, iv);
    if (mode === "gcm") {
      console.log(c.getAuthTag().toString("hex"));
      d.setAuthTag(c.getAuthTag());
    }
    console.log(name, out, d.update(out, "hex", "utf8") + d.final("utf8") === text);
  }
