import { constants, generateKeyPairSync, privateDecrypt, publicEncrypt } from "node:crypto";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
const data = Buffer.from("a secret");
console.log(privateDecrypt(privateKey, publicEncrypt(publicKey, data)).toString());
console.log(
  privateDecrypt(
    { key: privateKey, oaepHash: "sha256" },
    publicEncrypt({ key: publicKey, oaepHash: "sha256" }, data),
  ).toString(),
);
console.log(
  privateDecrypt(
    { key: privateKey, oaepLabel: Buffer.from("l") },
    publicEncrypt({ key: publicKey, oaepLabel: Buffer.from("l") }, data),
  ).toString(),
);
console.log(
  publicEncrypt(privateKey, data).length,
  publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, data).length,
);
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.code, e.message);
  }
};
t(() => publicEncrypt(publicKey, Buffer.alloc(200)));
t(() => privateDecrypt(privateKey, Buffer.alloc(128, 1)));
t(() => privateDecrypt(publicKey, Buffer.alloc(128)));
t(() =>
  privateDecrypt(
    { key: privateKey, oaepLabel: Buffer.from("m") },
    publicEncrypt({ key: publicKey, oaepLabel: Buffer.from("l") }, data),
  ),
);
