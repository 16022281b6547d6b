const { subtle } = crypto;
const key = await subtle.importKey("raw", new Uint8Array(16).fill(7), "AES-CBC", true, ["encrypt"]);
const kw = await subtle.importKey("raw", new Uint8Array(16).fill(9), "AES-KW", false, [
  "wrapKey",
  "unwrapKey",
]);
const wrapped = await subtle.wrapKey("raw", key, kw, "AES-KW");
console.log(Buffer.from(wrapped).toString("hex"));
const back = await subtle.unwrapKey("raw", wrapped, kw, "AES-KW", "AES-CBC", true, ["encrypt"]);
console.log(Buffer.from(await subtle.exportKey("raw", back)).toString("hex"));
const gcm = await subtle.importKey("raw", new Uint8Array(16).fill(1), "AES-GCM", false, [
    "wrapKey",
    "unwrapKey",
  ]),
  way = { name: "AES-GCM", iv: new Uint8Array(12) };
const j = await subtle.wrapKey("jwk", key, gcm, way);
console.log((await subtle.unwrapKey("jwk", j, gcm, way, "AES-CBC", false, ["encrypt"])).algorithm);
for (const f of [
  () => subtle.unwrapKey("raw", new Uint8Array(24), kw, "AES-KW", "AES-CBC", true, ["encrypt"]),
  () => subtle.wrapKey("raw", back, key, "AES-KW"),
  () => subtle.wrapKey("raw", kw, kw, "AES-KW"),
  () => subtle.encrypt("AES-KW", kw, new Uint8Array(1)),
])
  await f().catch((e) => console.log(e.name, e.code, e.message));
