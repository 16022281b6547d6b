import { createHmac, generateKeyPairSync } from "node:crypto";
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => createHmac("nope", "k"));
t(() => createHmac(5, "k"));
t(() => createHmac("sha1", 5));
t(() => createHmac("sha1", null));
t(() => createHmac("sha1", "k").update());
t(() => {
  const h = createHmac("sha1", "k");
  h.digest();
  return h.digest("hex") === "";
});
t(() => {
  const h = createHmac("sha1", "k");
  h.digest();
  h.update("x");
});
t(() => createHmac("sha1", generateKeyPairSync("ed25519").privateKey));
