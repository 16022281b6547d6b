// X25519: keys, what two pairs have in common, and the same keys in Node's own forms.
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, KeyObject, sign } from "node:crypto";

const { subtle } = globalThis.crypto;
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const show = async (name, work) => {
  try {
    console.log(name, await work());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
// Any 32 bytes are a private key.
const alice = Buffer.from("77076d0a7318a57d3c16c17251b2666645a7c1d2e3f405162738495a6b7c8d9e", "hex");
const bob = Buffer.from("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb", "hex");
const HEAD = Buffer.from("302e020100300506032b656e04220420", "hex");
const importing = (bytes) => subtle.importKey("pkcs8", Buffer.concat([HEAD, bytes]), "X25519", true, ["deriveBits", "deriveKey"]);
const publicOf = async (key) => {
  const { d, key_ops, ...open } = await subtle.exportKey("jwk", key);
  return subtle.importKey("jwk", open, "X25519", true, []);
};
const [a, b] = [await importing(alice), await importing(bob)];
const [openA, openB] = [await publicOf(a), await publicOf(b)];
console.log(hex(await subtle.exportKey("raw", openA)), hex(await subtle.exportKey("raw", openB)));
console.log(hex(await subtle.exportKey("spki", openB)), hex(await subtle.exportKey("pkcs8", a)));
console.log(hex(await subtle.deriveBits({ name: "X25519", public: openB }, a, 256)));
console.log(hex(await subtle.deriveBits({ name: "X25519", public: openA }, b, 256)));
console.log(await subtle.exportKey("jwk", openB), Object.keys(await subtle.exportKey("jwk", a)));
for (const length of [null, 128, 8, 264])
  await show(length, async () => hex(await subtle.deriveBits({ name: "x25519", public: openB }, a, length)));
const key = await subtle.deriveKey({ name: "X25519", public: openA }, b, { name: "AES-GCM", length: 256 }, true, ["encrypt"]);
console.log(key.algorithm, hex(await subtle.exportKey("raw", key)));
const pair = await subtle.generateKey("X25519", false, ["deriveBits"]);
console.log(Object.keys(pair), pair.publicKey, pair.privateKey);
await show("usage", () => subtle.generateKey("X25519", true, ["sign"]));
await show("no usage", () => subtle.generateKey("X25519", true, []));
await show("short", () => subtle.importKey("raw", new Uint8Array(5), "X25519", true, []));
await show("both private", () => subtle.deriveBits({ name: "X25519", public: a }, b, 256));
await show("nothing in common", async () => subtle.deriveBits({ name: "X25519", public: await subtle.importKey("raw", new Uint8Array(32), "X25519", true, []) }, a, 256));
await show("no public", () => subtle.deriveBits("X25519", a, 256));

const mine = generateKeyPairSync("x25519"), theirs = generateKeyPairSync("x25519");
console.log(mine.privateKey.asymmetricKeyType, mine.publicKey.asymmetricKeyDetails, mine.publicKey.type);
const shared = diffieHellman({ privateKey: mine.privateKey, publicKey: theirs.publicKey });
console.log(shared.length, shared.equals(diffieHellman({ privateKey: theirs.privateKey, publicKey: mine.publicKey })));
const pem = mine.privateKey.export({ type: "pkcs8", format: "pem" });
console.log(createPrivateKey(pem).equals(mine.privateKey), createPublicKey(pem).equals(mine.publicKey));
console.log(createPublicKey({ key: mine.publicKey.export({ format: "jwk" }), format: "jwk" }).equals(mine.publicKey));
console.log(KeyObject.from(a).asymmetricKeyType, hex(diffieHellman({ privateKey: KeyObject.from(a), publicKey: KeyObject.from(openB) })));
await show("signing", () => sign(null, Buffer.from("a"), mine.privateKey));
await show("pkcs1", () => mine.privateKey.export({ type: "pkcs1", format: "pem" }));
await show("other kinds", () => diffieHellman({ privateKey: mine.privateKey, publicKey: generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey }));
