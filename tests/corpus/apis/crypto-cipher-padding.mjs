import { createCipheriv, createDecipheriv } from "node:crypto";
const key = Buffer.alloc(16),
  iv = Buffer.alloc(16);
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message, e.reason);
  }
};
t(() => {
  const c = createCipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
  return c.update(Buffer.alloc(32), undefined, "hex") + c.final("hex");
});
t(() => {
  const c = createCipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
  c.update(Buffer.alloc(5));
  return c.final();
});
t(() => {
  const d = createDecipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
  return d.update(Buffer.alloc(16), undefined, "hex") + d.final("hex");
});
t(() => {
  const d = createDecipheriv("aes-128-cbc", key, iv);
  d.update(Buffer.alloc(15));
  return d.final();
});
t(() => {
  const d = createDecipheriv("aes-128-ecb", key, null);
  d.update(Buffer.alloc(16, 3));
  return d.final();
});
t(() => {
  const c = createCipheriv("aes-128-cbc", key, iv);
  c.final();
  return c.final();
});
t(() => {
  const c = createCipheriv("aes-128-cbc", key, iv);
  c.final();
  return c.update("a");
});
t(() => {
  const c = createCipheriv("aes-128-cbc", key, iv);
  c.final();
  return c.setAutoPadding();
});
