// Private keys under a passphrase: written, read again, and what is wrong about them.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";

const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message, error.library, error.reason);
  }
};
const pair = (options, type = "ec") =>
  generateKeyPairSync(type, {
    namedCurve: "P-256",
    modulusLength: 1024,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem", ...options },
  });
for (const cipher of ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "AES-256-CBC"]) {
  for (const type of ["ec", "rsa", "ed25519"]) {
    const { publicKey, privateKey } = pair({ cipher, passphrase: "top secret" }, type);
    const key = createPrivateKey({ key: privateKey, passphrase: "top secret" });
    console.log(cipher, type, privateKey.split("\n")[0], privateKey.trimEnd().split("\n").at(-1), key.asymmetricKeyType);
    const hash = type === "ed25519" ? null : "sha256";
    console.log(verify(hash, Buffer.from("text"), publicKey, sign(hash, Buffer.from("text"), { key: privateKey, passphrase: "top secret" })));
    console.log(createPublicKey({ key: privateKey, passphrase: "top secret" }).export({ type: "spki", format: "pem" }) === publicKey);
  }
}
const { privateKey } = pair({ cipher: "aes-256-cbc", passphrase: Buffer.from("bytes") });
show(() => createPrivateKey({ key: privateKey, passphrase: "bytes" }).type);
show(() => createPrivateKey({ key: Buffer.from(privateKey), passphrase: Buffer.from("bytes") }).type);
show(() => createPrivateKey(privateKey));
show(() => createPrivateKey({ key: privateKey }));
show(() => createPrivateKey({ key: privateKey, passphrase: 5 }));
show(() => createPublicKey(privateKey));
show(() => sign("sha256", Buffer.from("text"), privateKey));
show(() => pair({ cipher: "aes-256-cbc" }));
show(() => pair({ passphrase: "x" }));
show(() => pair({ cipher: 5, passphrase: "x" }));
show(() => pair({ cipher: "no-such-cipher", passphrase: "x" }));
show(() => pair({ cipher: "aes-256-cbc", passphrase: 5 }));
show(() => pair({ cipher: "aes-256-cbc", passphrase: "" }).privateKey.length);
const der = pair({ format: "der", cipher: "aes-256-cbc", passphrase: "x" }).privateKey;
show(() => createPrivateKey({ key: der, format: "der", type: "pkcs8", passphrase: "x" }).asymmetricKeyDetails);
const open = createPrivateKey({ key: pair({}).privateKey, passphrase: "for nothing" });
show(() => open.type);
const sealed = open.export({ type: "pkcs8", format: "pem", cipher: "aes-128-cbc", passphrase: "p" });
show(() => createPrivateKey({ key: sealed, passphrase: "p" }).equals(open));
show(() => open.export({ format: "jwk", passphrase: "p" }));
// What OpenSSL has written.
const known = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjHJqH73g7asgICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEARYEENy3REEgHl3ZnBI469D7qkoEQEjc
AAETDU8ON6B125Rdsul/SIhpVKOpCNVG+X0F4UIrdE3+xYULjGeunuZJVfGVSHPk
x1ks/WPEnUHfoFR72Vs=
-----END ENCRYPTED PRIVATE KEY-----
`;
show(() => createPrivateKey({ key: known, passphrase: "from openssl" }).export({ type: "pkcs8", format: "pem" }));
// Of a key that is made anew a wrong passphrase fits once in a while.
show(() => createPrivateKey({ key: known, passphrase: "wrong" }));
show(() => createPrivateKey({ key: known, passphrase: "" }));
