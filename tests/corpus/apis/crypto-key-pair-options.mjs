import { generateKeyPair, generateKeyPairSync } from "node:crypto";
import { promisify } from "node:util";
const t = (f) => {
  try {
    const r = f();
    console.log(typeof r.publicKey, typeof r.privateKey);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => generateKeyPairSync("nope"));
t(() => generateKeyPairSync("rsa"));
t(() => generateKeyPairSync("rsa", {}));
t(() => generateKeyPairSync("ec", {}));
t(() => generateKeyPairSync("ec", { namedCurve: "x" }));
t(() => generateKeyPairSync(5));
t(() => generateKeyPairSync("rsa", { modulusLength: "x" }));
t(() =>
  generateKeyPairSync("ec", {
    namedCurve: "P-384",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }),
);
t(() => generateKeyPairSync("ed25519"));
const both = await promisify(generateKeyPair)("rsa", { modulusLength: 512, publicExponent: 3 });
console.log(Object.keys(both), both.publicKey.asymmetricKeyDetails);
generateKeyPair(
  "ec",
  { namedCurve: "P-256", publicKeyEncoding: { type: "spki", format: "der" } },
  (e, a, b) => console.log(e, a.length, b.type),
);
