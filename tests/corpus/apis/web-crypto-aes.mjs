const { subtle } = crypto,
  text = new TextEncoder().encode("a text of some length"),
  hex = (b) => Buffer.from(b).toString("hex");
const ways = {
  "AES-CBC": { iv: new Uint8Array(16).fill(3) },
  "AES-CTR": { counter: new Uint8Array(16).fill(255), length: 64 },
  "AES-GCM": { iv: new Uint8Array(12), additionalData: new Uint8Array([1]), tagLength: 96 },
};
for (const name in ways)
  for (const bytes of [16, 32]) {
    const key = await subtle.importKey("raw", new Uint8Array(bytes).fill(8), name, true, [
      "encrypt",
      "decrypt",
    ]);
    const out = await subtle.encrypt({ name, ...ways[name] }, key, text);
    console.log(
      name,
      key.algorithm,
      hex(out),
      new TextDecoder().decode(await subtle.decrypt({ name, ...ways[name] }, key, out)),
      (await subtle.exportKey("jwk", key)).alg,
    );
  }
const key = await subtle.generateKey({ name: "AES-GCM", length: 128 }, false, ["decrypt", "encrypt"]);
console.log(key);
for (const f of [
  () => subtle.generateKey({ name: "AES-CBC", length: 5 }, true, ["encrypt"]),
  () => subtle.generateKey({ name: "AES-CBC", length: 128 }, true, ["sign"]),
  () => subtle.importKey("raw", new Uint8Array(5), "AES-CBC", true, ["encrypt"]),
  () => subtle.encrypt({ name: "AES-GCM" }, key, text),
  () => subtle.encrypt({ name: "AES-CBC", iv: new Uint8Array(16) }, key, text),
  () => subtle.decrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, new Uint8Array(40)),
  () => subtle.decrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, new Uint8Array(4)),
  () => subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12), tagLength: 5 }, key, text),
  () => subtle.encrypt("AES-GCM", key),
  () => subtle.exportKey("raw", key),
])
  await f().catch((e) => console.log(e.name, e.code, e.message));
