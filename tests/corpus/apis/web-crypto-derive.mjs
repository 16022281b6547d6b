const { subtle } = crypto,
  enc = new TextEncoder(),
  hex = (b) => Buffer.from(b).toString("hex");
const p = await subtle.importKey("raw", enc.encode("password"), "PBKDF2", false, ["deriveBits", "deriveKey"]),
  h = await subtle.importKey("raw", enc.encode("secret"), "HKDF", false, ["deriveBits", "deriveKey"]);
const pb = { name: "PBKDF2", hash: "SHA-256", salt: enc.encode("salt"), iterations: 10 },
  hk = { name: "HKDF", hash: "SHA-512", salt: enc.encode("s"), info: enc.encode("i") };
console.log(hex(await subtle.deriveBits(pb, p, 256)), hex(await subtle.deriveBits(hk, h, 128)));
const k = await subtle.deriveKey(pb, p, { name: "AES-GCM", length: 256 }, true, ["encrypt"]);
console.log(k.algorithm, hex(await subtle.exportKey("raw", k)));
const m = await subtle.deriveKey(hk, h, { name: "HMAC", hash: "SHA-256" }, true, ["sign"]);
console.log(m.algorithm, (await subtle.exportKey("raw", m)).byteLength);
for (const f of [
  () => subtle.deriveBits(pb, p, null),
  () => subtle.deriveBits(pb, p, 7),
  () => subtle.deriveBits({ ...pb, iterations: 0 }, p, 8),
  () => subtle.deriveBits({ name: "PBKDF2", hash: "SHA-1" }, p, 8),
  () => subtle.deriveBits(hk, p, 8),
  () => subtle.importKey("raw", new Uint8Array(1), "PBKDF2", true, ["deriveBits"]),
  () => subtle.importKey("raw", new Uint8Array(1), "HKDF", false, ["sign"]),
  () => subtle.importKey("raw", new Uint8Array(1), "HKDF", false, []),
])
  await f().catch((e) => console.log(e.name, e.code, e.message));
