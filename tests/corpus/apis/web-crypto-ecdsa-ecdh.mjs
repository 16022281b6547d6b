const { subtle } = crypto,
  data = new Uint8Array([1, 2, 3]);
for (const namedCurve of ["P-256", "P-384", "P-521"]) {
  const pair = await subtle.generateKey({ name: "ECDSA", namedCurve }, true, ["sign", "verify"]);
  const s = await subtle.sign({ name: "ECDSA", hash: "SHA-384" }, pair.privateKey, data);
  console.log(
    namedCurve,
    s.byteLength,
    await subtle.verify({ name: "ECDSA", hash: "SHA-384" }, pair.publicKey, s, data),
    await subtle.verify({ name: "ECDSA", hash: "SHA-256" }, pair.publicKey, s, data),
    pair.publicKey.usages,
    pair.privateKey.usages,
    pair.publicKey.extractable,
  );
  const raw = await subtle.exportKey("raw", pair.publicKey),
    spki = await subtle.exportKey("spki", pair.publicKey),
    pkcs8 = await subtle.exportKey("pkcs8", pair.privateKey),
    jwk = await subtle.exportKey("jwk", pair.privateKey);
  console.log(
    raw.byteLength,
    spki.byteLength,
    pkcs8.byteLength,
    Object.keys(jwk),
    jwk.crv,
    jwk.key_ops,
    jwk.ext,
  );
  for (const [form, it, use] of [
    ["raw", raw, "verify"],
    ["spki", spki, "verify"],
    ["pkcs8", pkcs8, "sign"],
    ["jwk", jwk, "sign"],
  ])
    console.log(form, (await subtle.importKey(form, it, { name: "ECDSA", namedCurve }, false, [use])).type);
  const a = await subtle.generateKey({ name: "ECDH", namedCurve }, false, ["deriveBits"]),
    b = await subtle.generateKey({ name: "ECDH", namedCurve }, false, ["deriveBits", "deriveKey"]);
  const x = await subtle.deriveBits({ name: "ECDH", public: b.publicKey }, a.privateKey, 128),
    y = await subtle.deriveBits({ name: "ECDH", public: a.publicKey }, b.privateKey, 128);
  console.log(
    Buffer.from(x).equals(Buffer.from(y)),
    (
      await subtle.deriveKey(
        { name: "ECDH", public: a.publicKey },
        b.privateKey,
        { name: "AES-CBC", length: 256 },
        true,
        ["encrypt"],
      )
    ).algorithm,
  );
}
for (const f of [
  () => subtle.generateKey({ name: "ECDSA", namedCurve: "x" }, true, ["sign"]),
  () => subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]),
  () => subtle.generateKey({ name: "ECDSA" }, true, ["sign"]),
  () => subtle.importKey("raw", new Uint8Array(5), { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]),
])
  await f().catch((e) => console.log(e.name, e.code, e.message));
