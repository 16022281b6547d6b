const { subtle } = crypto,
  data = new TextEncoder().encode("data"),
  hex = (b) => Buffer.from(b).toString("hex");
for (const hash of ["SHA-1", "SHA-256", "SHA-384", "SHA-512"]) {
  const key = await subtle.importKey("raw", new Uint8Array([1, 2, 3]), { name: "HMAC", hash }, true, [
    "sign",
    "verify",
  ]);
  const s = await subtle.sign("HMAC", key, data);
  console.log(
    hash,
    key.algorithm,
    hex(s),
    await subtle.verify("HMAC", key, s, data),
    await subtle.verify("HMAC", key, s, new Uint8Array(2)),
    await subtle.exportKey("jwk", key),
    hex(await subtle.exportKey("raw", key)),
  );
}
const made = await subtle.generateKey({ name: "hmac", hash: "SHA-256" }, false, ["sign"]);
console.log(made.algorithm, made.usages, made.extractable, made.type);
for (const f of [
  () => subtle.verify("HMAC", made, new Uint8Array(2), data),
  () => subtle.exportKey("raw", made),
  () => subtle.generateKey({ name: "HMAC", hash: "SHA-1" }, true, []),
  () => subtle.generateKey({ name: "HMAC", hash: "SHA-1" }, true, ["encrypt"]),
  () => subtle.generateKey({ name: "HMAC" }, true, ["sign"]),
  () => subtle.importKey("raw", new Uint8Array(0), { name: "HMAC", hash: "SHA-1" }, true, ["sign"]),
  () => subtle.sign("HMAC", {}, data),
])
  await f().catch((e) => console.log(e.name, e.code, e.message));
const jwk = await subtle.importKey(
  "jwk",
  { kty: "oct", k: "AQID", alg: "HS256" },
  { name: "HMAC", hash: "SHA-256" },
  true,
  ["sign"],
);
console.log(jwk.algorithm);
await subtle
  .importKey("jwk", { kty: "oct", k: "AQID", alg: "HS1" }, { name: "HMAC", hash: "SHA-256" }, true, ["sign"])
  .catch((e) => console.log(e.name, e.message));
