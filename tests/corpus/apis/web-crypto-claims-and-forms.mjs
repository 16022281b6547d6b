// What a JWK says of itself, forms that a key has not, parameters of the wrong kind, copies of keys.
const { subtle } = crypto;
const tried = async (name, work) => {
  try {
    console.log(name, "=>", await work());
  } catch (error) {
    console.log(name, "!!", error.name, error.code, error.message);
  }
};
const RSA = { modulusLength: 1024, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" };
const KINDS = [
  [{ name: "ECDSA", namedCurve: "P-256" }, ["sign", "verify"]],
  [{ name: "ECDH", namedCurve: "P-384" }, ["deriveBits"]],
  [{ name: "Ed25519" }, ["sign", "verify"]],
  [{ name: "X25519" }, ["deriveBits"]],
  [{ name: "RSA-PSS", ...RSA }, ["sign", "verify"]],
  [{ name: "HMAC", hash: "SHA-256" }, ["sign"]],
  [{ name: "AES-GCM", length: 128 }, ["encrypt"]],
];
const other = (text) => (text[0] === "A" ? "B" : "A") + text.slice(1);
const CLAIMS = [
  ["kty", { kty: "other" }], ["no kty", { kty: undefined }], ["crv", { crv: "P-521" }],
  ["use", { use: "other" }], ["sig", { use: "sig" }], ["enc", { use: "enc" }],
  ["twice", { key_ops: ["sign", "sign"] }], ["none", { key_ops: [] }], ["text", { key_ops: "sign" }],
  ["not ext", { ext: false }], ["ES256", { alg: "ES256" }], ["EdDSA", { alg: "EdDSA" }],
];
for (const [algorithm, usages] of KINDS) {
  const made = await subtle.generateKey(algorithm, true, usages);
  const keys = made.publicKey ? [made.publicKey, made.privateKey] : [made];
  for (const key of keys) {
    const name = `${algorithm.name} ${key.type}`;
    for (const format of ["raw", "spki", "pkcs8"]) {
      // Node names another error for what is left out.
      await tried(`${name} ${format}`, async () => typeof (await subtle.exportKey(format, key)));
    }
    const jwk = await subtle.exportKey("jwk", key);
    for (const [claim, change] of CLAIMS)
      await tried(`${name} ${claim}`, async () =>
        (await subtle.importKey("jwk", { ...jwk, ...change }, algorithm, true, key.usages)).type);
    if (jwk.crv === "P-256" && jwk.d)
      await tried(`${name} another number`, async () =>
        (await subtle.importKey("jwk", { ...jwk, d: other(jwk.d) }, algorithm, true, key.usages)).type);
    for (const given of ["text", null, undefined])
      if (key.type !== "public")
        await tried(`${name} ${given}`, () => subtle.importKey("jwk", given, algorithm, true, key.usages));
    const copy = structuredClone(key);
    console.log(name, copy !== key, copy instanceof CryptoKey, (await subtle.exportKey("jwk", copy)).kty === jwk.kty);
  }
}
const key = await subtle.importKey("raw", new Uint8Array(16), "AES-GCM", true, ["encrypt"]);
for (const usages of ["encrypt", 3, undefined, ["encrypt", "other"]])
  await tried("usages", () => subtle.importKey("raw", new Uint8Array(16), "AES-GCM", true, usages));
for (const algorithm of [{}, undefined, null, 3, "AES-\u212AW", "h\u212Adf"])
  await tried("algorithm", () => subtle.importKey("raw", new Uint8Array(16), algorithm, true, ["encrypt"]));
for (const iv of [3, "text", undefined]) await tried("iv", () => subtle.encrypt({ name: "AES-GCM", iv }, key, new Uint8Array(1)));
await tried("label", () => subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12), tagLength: "wide" }, key, new Uint8Array(1)));
for (const change of [{ publicExponent: [1, 0, 1] }, { modulusLength: "many" }, { publicExponent: Uint8Array.of(2) }])
  await tried("RSA", () => subtle.generateKey({ name: "RSA-PSS", ...RSA, ...change }, true, ["sign"]));
await tried("AES", async () => (await subtle.generateKey({ name: "AES-GCM", length: "256" }, true, ["encrypt"])).algorithm.length);
const x = await subtle.generateKey("X25519", true, ["deriveBits"]);
const p = await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
for (const open of [undefined, null, 1, {}, key, x.privateKey, p.publicKey])
  await tried("public", () => subtle.deriveBits({ name: "X25519", public: open }, x.privateKey, 8));
await tried("raw RSA", () => subtle.importKey("raw", new Uint8Array(8), { name: "RSA-PSS", hash: "SHA-1" }, true, ["verify"]));
await tried("format", () => subtle.exportKey("other", key));
