import { createSign, createVerify, generateKeyPairSync, sign, verify, constants } from "node:crypto";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
for (const hash of ["sha1", "sha256", "SHA512", "RSA-SHA384", "md5", "sha3-256"]) {
  const s = createSign(hash).update("some ").update("text").sign(privateKey);
  console.log(
    hash,
    s.length,
    createVerify(hash).update("some text").verify(publicKey, s),
    createVerify(hash).update("other").verify(publicKey, s),
    verify(hash, Buffer.from("some text"), publicKey, s),
  );
}
for (const saltLength of [constants.RSA_PSS_SALTLEN_DIGEST, constants.RSA_PSS_SALTLEN_MAX_SIGN, 10]) {
  const s = sign("sha256", Buffer.from("x"), {
    key: privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength,
  });
  const check = (saltLength) =>
    verify(
      "sha256",
      Buffer.from("x"),
      { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength },
      s,
    );
  console.log(
    saltLength,
    check(constants.RSA_PSS_SALTLEN_AUTO),
    check(saltLength),
    check(11),
    check(undefined),
  );
}
const s = sign("sha256", Buffer.from("x"), privateKey);
s[3] ^= 1;
console.log(verify("sha256", Buffer.from("x"), publicKey, s));
console.log(
  createSign("sha256").update("a").sign(privateKey, "hex") ===
    createSign("sha256").update("a").sign(privateKey, "hex"),
);
