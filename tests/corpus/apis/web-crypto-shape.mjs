console.log(
  crypto,
  crypto.subtle,
  Object.prototype.toString.call(crypto),
  typeof CryptoKey,
  typeof SubtleCrypto,
  typeof Crypto,
  crypto instanceof Crypto,
  crypto.subtle instanceof SubtleCrypto,
);
for (const f of [() => new CryptoKey(), () => new SubtleCrypto(), () => new Crypto()])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
console.log(Object.getOwnPropertyNames(SubtleCrypto.prototype).sort().join());
const key = await crypto.subtle.importKey("raw", new Uint8Array(16), "AES-CBC", true, [
  "decrypt",
  "encrypt",
  "encrypt",
]);
console.log(key.usages, Object.prototype.toString.call(key), key instanceof CryptoKey);
await crypto.subtle.digest
  .call({}, "SHA-1", new Uint8Array())
  .catch((e) => console.log(e.name, e.code, e.message));
await crypto.subtle
  .importKey("x", new Uint8Array(16), "AES-CBC", true, [])
  .catch((e) => console.log(e.name, e.code, e.message));
