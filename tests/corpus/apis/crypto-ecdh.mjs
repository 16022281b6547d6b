import { createECDH, diffieHellman, ECDH, generateKeyPairSync, getCurves } from "node:crypto";
for (const curve of ["prime256v1", "secp384r1", "secp521r1", "secp256k1"]) {
  const a = createECDH(curve),
    b = createECDH(curve);
  const pa = a.generateKeys("hex"),
    pb = b.generateKeys();
  console.log(
    curve,
    a.computeSecret(pb, null, "hex") === b.computeSecret(pa, "hex", "hex"),
    pb.length,
    b.getPublicKey(null, "compressed").length,
    getCurves().includes(curve),
  );
  console.log(
    ECDH.convertKey(b.getPublicKey("hex", "compressed"), curve, "hex", "hex", "uncompressed") ===
      pb.toString("hex"),
  );
}
const fixed = createECDH("prime256v1");
fixed.setPrivateKey(Buffer.alloc(32, 1));
console.log(fixed.getPublicKey("hex"), fixed.getPrivateKey("hex"));
const x = generateKeyPairSync("ec", { namedCurve: "P-256" }),
  y = generateKeyPairSync("ec", { namedCurve: "P-256" });
console.log(
  diffieHellman({ privateKey: x.privateKey, publicKey: y.publicKey }).equals(
    diffieHellman({ privateKey: y.privateKey, publicKey: x.publicKey }),
  ),
);
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => createECDH("nope"));
t(() => createECDH(5));
t(() => createECDH("prime256v1").getPublicKey());
t(() => createECDH("prime256v1").getPrivateKey());
t(() => fixed.computeSecret(Buffer.alloc(65)));
t(() => createECDH("prime256v1").computeSecret(Buffer.alloc(65)));
t(() => diffieHellman({}));
t(() => diffieHellman());
t(() => diffieHellman({ privateKey: x.privateKey, publicKey: generateKeyPairSync("ed25519").publicKey }));
