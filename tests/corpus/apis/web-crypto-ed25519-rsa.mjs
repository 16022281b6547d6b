const { subtle } = crypto,
  data = new Uint8Array([1, 2, 3]);
const ed = await subtle.generateKey("Ed25519", true, ["sign", "verify"]);
const s = await subtle.sign("Ed25519", ed.privateKey, data);
console.log(
  Object.keys(ed),
  s.byteLength,
  await subtle.verify("Ed25519", ed.publicKey, s, data),
  (await subtle.exportKey("raw", ed.publicKey)).byteLength,
  (await subtle.exportKey("pkcs8", ed.privateKey)).byteLength,
);
for (const name of ["RSASSA-PKCS1-v1_5", "RSA-PSS", "RSA-OAEP"]) {
  const isOaep = name === "RSA-OAEP";
  const pair = await subtle.generateKey(
    { name, modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
    true,
    isOaep ? ["encrypt", "decrypt"] : ["sign", "verify"],
  );
  console.log(
    name,
    pair.publicKey.algorithm,
    (await subtle.exportKey("jwk", pair.publicKey)).alg,
    Object.keys(await subtle.exportKey("jwk", pair.privateKey)),
  );
  if (isOaep)
    console.log(
      new Uint8Array(
        await subtle.decrypt(
          { name, label: data },
          pair.privateKey,
          await subtle.encrypt({ name, label: data }, pair.publicKey, data),
        ),
      ),
    );
  else {
    const way = { name, saltLength: 20 },
      s = await subtle.sign(way, pair.privateKey, data);
    console.log(
      s.byteLength,
      await subtle.verify(way, pair.publicKey, s, data),
      await subtle.verify(way, pair.publicKey, s, new Uint8Array(1)),
    );
  }
}
await subtle.sign("RSA-PSS", ed.privateKey, data).catch((e) => console.log(e.name, e.message));
