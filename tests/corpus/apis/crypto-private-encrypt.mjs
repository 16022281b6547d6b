// What a private key hides and its public key opens.
import { constants, createPublicKey, generateKeyPairSync, privateEncrypt, publicDecrypt, publicEncrypt } from "node:crypto";

const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
const pem = privateKey.export({ type: "pkcs1", format: "pem" });
for (const text of ["", "a", "a longer text", "x".repeat(117)]) {
  const hidden = privateEncrypt(privateKey, Buffer.from(text));
  console.log(hidden.length, publicDecrypt(publicKey, hidden).toString() === text, publicDecrypt(pem, hidden).length);
  console.log(privateEncrypt(pem, Buffer.from(text)).equals(hidden));
}
show(() => privateEncrypt(privateKey, Buffer.alloc(118)));
show(() => publicDecrypt(publicKey, publicEncrypt(publicKey, Buffer.from("the other way"))).length > 0);
show(() => publicDecrypt(publicKey, Buffer.alloc(128)));
show(() => publicDecrypt(publicKey, Buffer.alloc(129)));
show(() => privateEncrypt(publicKey, Buffer.from("a")));
const raw = { padding: constants.RSA_NO_PADDING };
const block = Buffer.alloc(128, 7);
const hidden = privateEncrypt({ key: privateKey, ...raw }, block);
console.log(hidden.length, publicDecrypt({ key: publicKey, ...raw }, hidden).equals(block));
const padded = publicDecrypt({ key: publicKey, ...raw }, privateEncrypt(privateKey, Buffer.from("end")));
console.log(padded.subarray(0, 4), padded.subarray(-5));
show(() => publicDecrypt(createPublicKey(privateKey), privateEncrypt(privateKey, Buffer.from("derived"))).toString());
