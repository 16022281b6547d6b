import { createPrivateKey, createPublicKey } from "node:crypto";
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => createPrivateKey("nope"));
t(() => createPublicKey(""));
t(() => createPrivateKey(5));
t(() => createPrivateKey({}));
t(() => createPrivateKey({ key: Buffer.alloc(3), format: "der" }));
t(() => createPublicKey({ key: "a", format: "x" }));
t(() => createPublicKey({ key: { kty: "x" }, format: "jwk" }));
t(() => createPublicKey({ key: 5, format: "jwk" }));
t(() => createPublicKey({ key: { kty: "EC", crv: "P-256", x: "a", y: "b" }, format: "jwk" }));
t(() => createPublicKey({ key: { kty: "EC", crv: "nope" }, format: "jwk" }));
t(() => createPublicKey({ key: { kty: "OKP", crv: "nope" }, format: "jwk" }));
