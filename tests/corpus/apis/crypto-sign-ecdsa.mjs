import { createSign, createVerify, generateKeyPairSync, sign, verify } from "node:crypto";
for (const namedCurve of ["P-256", "prime256v1", "secp384r1", "P-521", "secp256k1"]) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  const a = sign("sha256", Buffer.from("data"), privateKey),
    b = sign("sha256", Buffer.from("data"), { key: privateKey, dsaEncoding: "ieee-p1363" });
  console.log(
    namedCurve,
    publicKey.asymmetricKeyDetails,
    b.length,
    verify("sha256", Buffer.from("data"), publicKey, a),
    verify("sha256", Buffer.from("data"), { key: publicKey, dsaEncoding: "ieee-p1363" }, b),
    verify("sha256", Buffer.from("data"), publicKey, b),
    verify("sha1", Buffer.from("data"), publicKey, a),
  );
  console.log(
    createVerify("sha512").update("q").verify(publicKey, createSign("sha512").update("q").sign(privateKey)),
  );
}
