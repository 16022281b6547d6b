import { createSign, createVerify, sign, verify } from "node:crypto";
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => createSign("nope"));
t(() => createSign(5));
t(() => createSign("sha256").update(5));
t(() => createSign("sha256").sign());
t(() => createSign("sha256").sign("no key"));
t(() => createVerify("sha256").verify("no key", "x"));
t(() => sign(5, Buffer.alloc(1), "k"));
t(() => sign("sha256", 5, "k"));
t(() => sign("sha256", Buffer.alloc(1)));
t(() => createVerify("sha256").verify());
