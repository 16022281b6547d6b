import {
  createSecretKey,
  generateKeySync,
  generateKey,
  KeyObject,
  createPublicKey,
  createPrivateKey,
  generateKeyPairSync,
} from "node:crypto";
const k = createSecretKey("616263", "hex");
console.log(
  k.type,
  k.symmetricKeySize,
  k.asymmetricKeyType,
  k.export(),
  k.export({ format: "jwk" }),
  k instanceof KeyObject,
  k.equals(createSecretKey(Buffer.from("abc"))),
  Object.prototype.toString.call(k),
  k,
);
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => k.export({ format: "pem" }));
t(() => k.equals("x"));
t(() => createSecretKey(5));
t(() => createSecretKey("a", "nope"));
t(() => new KeyObject("nope"));
t(() => KeyObject.from(k));
t(() => generateKeySync("hmac", { length: 64 }).symmetricKeySize);
t(() => generateKeySync("aes", { length: 256 }).symmetricKeySize);
t(() => generateKeySync("aes", { length: 5 }));
t(() => generateKeySync("x", { length: 64 }));
t(() => generateKeySync("hmac", { length: 4 }));
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
t(() => createPublicKey(publicKey));
t(() => createPrivateKey(privateKey));
t(() => createPublicKey(privateKey).type);
t(() => publicKey.export());
t(() => privateKey.export({ format: "pem", type: "spki" }));
t(() => publicKey.export({ format: "x", type: "spki" }));
generateKey("hmac", { length: 128 }, (e, key) => console.log(e, key.type, key.symmetricKeySize));
