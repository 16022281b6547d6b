import { createCipheriv, createDecipheriv } from "node:crypto";
const key = Buffer.alloc(16, 4);
for (const size of [1, 8, 12, 16, 60]) {
  const iv = Buffer.alloc(size, 5),
    c = createCipheriv("aes-128-gcm", key, iv);
  c.setAAD(Buffer.from("said beside"));
  const out = Buffer.concat([c.update("hidden"), c.final()]);
  console.log(size, out.toString("hex"), c.getAuthTag().toString("hex"));
}
const iv = Buffer.alloc(12),
  c = createCipheriv("aes-128-gcm", key, iv);
c.update("x");
c.final();
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
const d = () => createDecipheriv("aes-128-gcm", key, iv);
t(() => {
  const it = d();
  it.setAuthTag(Buffer.alloc(16));
  it.update("00", "hex");
  return it.final();
});
t(() => d().final());
t(() => d().setAuthTag(Buffer.alloc(3)));
t(() => createCipheriv("aes-128-gcm", key, iv).getAuthTag());
t(() => {
  const it = d();
  it.setAuthTag(Buffer.alloc(16));
  it.setAuthTag(Buffer.alloc(16));
});
t(() => {
  const it = createCipheriv("aes-128-gcm", key, iv, { authTagLength: 4 });
  it.final();
  return it.getAuthTag().length;
});
