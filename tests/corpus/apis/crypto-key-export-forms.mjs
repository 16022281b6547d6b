import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }),
  ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
for (const [pair, types] of [
  [rsa, ["pkcs1", "pkcs8"]],
  [ec, ["sec1", "pkcs8"]],
])
  for (const type of types) {
    const pem = pair.privateKey.export({ type, format: "pem" }),
      der = pair.privateKey.export({ type, format: "der" });
    console.log(
      pem.split("\n")[0],
      Buffer.isBuffer(der),
      createPrivateKey(pem).equals(pair.privateKey),
      createPrivateKey({ key: der, format: "der", type }).equals(pair.privateKey),
    );
  }
for (const [key, types] of [
  [rsa.publicKey, ["pkcs1", "spki"]],
  [ec.publicKey, ["spki"]],
])
  for (const type of types) {
    const pem = key.export({ type, format: "pem" });
    console.log(
      pem.split("\n")[0],
      createPublicKey(pem).equals(key),
      createPublicKey({ key: key.export({ type, format: "der" }), type, format: "der" }).equals(key),
    );
  }
for (const pair of [rsa, ec]) {
  const jwk = pair.privateKey.export({ format: "jwk" });
  console.log(
    Object.keys(jwk),
    jwk.kty,
    createPrivateKey({ key: jwk, format: "jwk" }).equals(pair.privateKey),
    createPublicKey({ key: pair.publicKey.export({ format: "jwk" }), format: "jwk" }).equals(pair.publicKey),
    createPublicKey(pair.privateKey).equals(pair.publicKey),
  );
}
