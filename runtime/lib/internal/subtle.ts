// `crypto.subtle`.
import { coded } from "internal:errors";
import { checked, natives, plain } from "internal:crypto_bytes";
import { CryptoKey, keyObjectOf } from "internal:subtle_keys";
import { data, formatOf, key, keyData, usagesOf } from "internal:subtle_arguments";
import { exported, generated, imported, known } from "internal:subtle_forms";
import { material } from "internal:crypto_keys";

const { setImmediate: soon } = host.timerFunctions;

const failed = (name: string, message: string) => new DOMException(message, name);
const operation = () => failed("OperationError", "The operation failed for an operation-specific reason");
const unfit = () => failed("InvalidAccessError", "The requested operation is not valid for the provided key");

const turn = () => new Promise<void>((resolve) => soon(() => resolve()));

/** The work in a later turn. What fails in it has no name of its own on the web. */
async function worked<T>(work: () => T): Promise<T> {
  await turn();
  try {
    return work();
  } catch (error) {
    throw error instanceof DOMException ? error : operation();
  }
}

function checkCall(self: any, method: string, given: number, wanted: number): void {
  if (self !== subtle)
    throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type SubtleCrypto');
  if (given < wanted)
    throw coded(
      TypeError,
      "ERR_MISSING_ARGS",
      `Failed to execute '${method}' on 'SubtleCrypto': ${wanted} arguments required, but only ${given} present.`,
    );
}

/** Whether the key is of this algorithm and may be used so. */
function fits(key: CryptoKey, name: string, usage: string): void {
  const isSigning = usage === "sign" || usage === "verify",
    isDeriving = usage.startsWith("derive");
  if (key.algorithm.name !== name)
    throw isSigning || isDeriving ? failed("InvalidAccessError", "Key algorithm mismatch") : unfit();
  if (key.usages.includes(usage)) return;
  if (isSigning) throw failed("InvalidAccessError", `Unable to use this key to ${usage}`);
  throw isDeriving ? failed("InvalidAccessError", `baseKey does not have ${usage} usage`) : unfit();
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer =>
  bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
    ? (bytes.buffer as ArrayBuffer)
    : (bytes.slice().buffer as ArrayBuffer);

const hashOf = (name: string) => name.toLowerCase().replace("-", "");
const secret = (key: CryptoKey): Uint8Array => keyObjectOf(key)[material].bytes;
const der = (key: CryptoKey): Uint8Array => keyObjectOf(key)[material].der;

function bytesIn(algorithm: any, member: string, length?: number): Uint8Array {
  const bytes = plain(algorithm[member]);
  if (length !== undefined && bytes.length !== length)
    throw failed("OperationError", `algorithm.${member} must contain exactly ${length} bytes`);
  return bytes;
}

function aes(algorithm: any, key: CryptoKey, input: Uint8Array, encrypts: boolean): Uint8Array {
  const { name } = algorithm;
  if (name === "AES-GCM") {
    const size = algorithm.tagLength ?? 128;
    if (![32, 64, 96, 104, 112, 120, 128].includes(size))
      throw failed("OperationError", `${size} is not a valid AES-GCM tag length`);
    const count = size / 8;
    const iv = bytesIn(algorithm, "iv");
    if (!encrypts && input.length < count) throw failed("OperationError", "The provided data is too small.");
    const work = checked(natives.cipher("gcm", secret(key), iv, encrypts));
    if (algorithm.additionalData !== undefined) work.say(plain(algorithm.additionalData));
    if (!encrypts) {
      work.expect(input.subarray(input.length - count).slice());
      const text = work.update(input.slice(0, input.length - count));
      checked(work.finish());
      return text;
    }
    const text = work.update(input);
    checked(work.finish());
    const tag = work.tag();
    const out = new Uint8Array(text.length + count);
    out.set(text);
    out.set(tag.subarray(0, count), text.length);
    return out;
  }
  const isCtr = name === "AES-CTR";
  if (isCtr && (algorithm.length <= 0 || algorithm.length > 128))
    throw failed("OperationError", "AES-CTR algorithm.length must be between 1 and 128");
  const start = bytesIn(algorithm, isCtr ? "counter" : "iv", 16);
  const work = checked(
    natives.cipher(isCtr ? `ctr:${algorithm.length}` : "cbc", secret(key), start, encrypts),
  );
  const first = work.update(input),
    last = checked(work.finish());
  const out = new Uint8Array(first.length + last.length);
  out.set(first);
  out.set(last, first.length);
  return out;
}

function code(algorithm: any, key: CryptoKey, input: Uint8Array, encrypts: boolean): Uint8Array {
  if (algorithm.name !== "RSA-OAEP") return aes(algorithm, key, input, encrypts);
  if (key.type !== (encrypts ? "public" : "private")) throw unfit();
  const hash = hashOf(key.algorithm.hash.name);
  const label = algorithm.label === undefined ? new Uint8Array(0) : plain(algorithm.label);
  return checked((encrypts ? natives.encrypt : natives.decrypt)(der(key), [hash, hash], label, input));
}

function signed(algorithm: any, key: CryptoKey, input: Uint8Array): Uint8Array {
  if (algorithm.name === "HMAC") {
    const work = checked(natives.code(hashOf(key.algorithm.hash.name), secret(key)));
    work.update(input);
    return work.finish();
  }
  if (key.type !== "private") throw unfit();
  return checked(natives.sign(der(key), hashName(algorithm, key), input, salt(algorithm), true));
}

function verified(algorithm: any, key: CryptoKey, signature: Uint8Array, input: Uint8Array): boolean {
  if (algorithm.name === "HMAC") return natives.equal(signed(algorithm, key, input), signature);
  if (key.type !== "public") throw unfit();
  return checked(
    natives.verify(der(key), hashName(algorithm, key), [input, signature], salt(algorithm), true),
  );
}

const salt = (algorithm: any) => (algorithm.name === "RSA-PSS" ? algorithm.saltLength : -100);
const hashName = (algorithm: any, key: CryptoKey) =>
  algorithm.name === "Ed25519" ? "" : hashOf((algorithm.hash ?? key.algorithm.hash).name);

/** Bits from a key: `null` is all there are. */
function derived(algorithm: any, base: CryptoKey, length: number | null): Uint8Array {
  if (algorithm.name === "ECDH" || algorithm.name === "X25519") {
    const other = algorithm.public;
    if (base.type !== "private") throw unfit();
    if (other.type !== "public")
      throw failed("InvalidAccessError", "algorithm.public must be a public key");
    if (!["ECDH", "X25519"].includes(other.algorithm.name))
      throw failed("InvalidAccessError", "Keys must be ECDH, X25519, or X448 keys");
    if (other.algorithm.name !== algorithm.name)
      throw failed("InvalidAccessError", "The public and private keys must be of the same type");
    if (other.algorithm.namedCurve !== base.algorithm.namedCurve)
      throw failed("InvalidAccessError", "Named curve mismatch");
    const shared = checked(natives.agree(der(base), der(other)));
    if (length === null) return shared;
    if (shared.length * 8 < length) throw failed("OperationError", "derived bit length is too small");
    const out = shared.slice(0, Math.trunc((length + 7) / 8));
    if (length % 8 !== 0) out[out.length - 1] &= 0xff << (8 - (length % 8));
    return out;
  }
  if (length === null) throw failed("OperationError", "length cannot be null");
  if (length % 8 !== 0) throw failed("OperationError", "length must be a multiple of 8");
  if (algorithm.name === "PBKDF2" && length === 0 && algorithm.iterations !== 0) return new Uint8Array(0);
  const hash = hashOf(algorithm.hash.name);
  if (algorithm.name === "HKDF")
    return checked(
      natives.hkdf(hash, secret(base), plain(algorithm.salt), plain(algorithm.info), length / 8),
    );
  if (algorithm.iterations === 0) throw failed("OperationError", "iterations cannot be zero");
  return checked(natives.pbkdf2(hash, secret(base), plain(algorithm.salt), algorithm.iterations, length / 8));
}

/** How many bits a key of this algorithm has. */
function lengthFor(algorithm: any): number | null {
  if (algorithm.name.startsWith("AES")) {
    if (![128, 192, 256].includes(algorithm.length)) throw failed("OperationError", "Invalid key length");
    return algorithm.length;
  }
  if (algorithm.name === "HMAC")
    return algorithm.length ?? (["SHA-384", "SHA-512"].includes(algorithm.hash.name) ? 1024 : 512);
  return null;
}

const isSecretForm = (name: string) => name.startsWith("AES") || name === "HMAC";

class SubtleCrypto {
  constructor(token?: unknown) {
    if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  }
  async encrypt(algorithm: any, keyGiven: any, input: any): Promise<ArrayBuffer> {
    checkCall(this, "encrypt", arguments.length, 3);
    const way = known(algorithm, "encrypt"),
      it = key(keyGiven, "encrypt", 1),
      bytes = data(input, "encrypt", 2);
    fits(it, way.name, "encrypt");
    return worked(() => bufferOf(code(way, it, bytes, true)));
  }
  async decrypt(algorithm: any, keyGiven: any, input: any): Promise<ArrayBuffer> {
    checkCall(this, "decrypt", arguments.length, 3);
    const way = known(algorithm, "decrypt"),
      it = key(keyGiven, "decrypt", 1),
      bytes = data(input, "decrypt", 2);
    fits(it, way.name, "decrypt");
    return worked(() => bufferOf(code(way, it, bytes, false)));
  }
  async sign(algorithm: any, keyGiven: any, input: any): Promise<ArrayBuffer> {
    checkCall(this, "sign", arguments.length, 3);
    const way = known(algorithm, "sign"),
      it = key(keyGiven, "sign", 1),
      bytes = data(input, "sign", 2);
    fits(it, way.name, "sign");
    return worked(() => bufferOf(signed(way, it, bytes)));
  }
  async verify(algorithm: any, keyGiven: any, signature: any, input: any): Promise<boolean> {
    checkCall(this, "verify", arguments.length, 4);
    const way = known(algorithm, "verify"),
      it = key(keyGiven, "verify", 1);
    const against = data(signature, "verify", 2),
      bytes = data(input, "verify", 3);
    fits(it, way.name, "verify");
    return worked(() => verified(way, it, against, bytes));
  }
  async digest(algorithm: any, input: any): Promise<ArrayBuffer> {
    checkCall(this, "digest", arguments.length, 2);
    const way = known(algorithm, "digest"),
      bytes = data(input, "digest", 1);
    return worked(() => bufferOf(checked(natives.digest(hashOf(way.name), bytes))));
  }
  async generateKey(algorithm: any, extractable: any, usages: any): Promise<any> {
    checkCall(this, "generateKey", arguments.length, 3);
    const way = known(algorithm, "generateKey");
    const make = generated(way, !!extractable, usagesOf(usages, "generateKey", 2));
    return worked(make);
  }
  async deriveKey(
    algorithm: any,
    baseKey: any,
    type: any,
    extractable: any,
    usages: any,
  ): Promise<CryptoKey> {
    checkCall(this, "deriveKey", arguments.length, 5);
    const way = known(algorithm, "deriveBits"),
      base = key(baseKey, "deriveKey", 1),
      kind = known(type, "importKey");
    const wanted = usagesOf(usages, "deriveKey", 4);
    const asked = known(type, isSecretForm(kind.name) ? "generateKey" : "importKey");
    fits(base, way.name, "deriveKey");
    const bits = lengthFor(asked);
    const bytes = await worked(() => derived(way, base, bits));
    return imported("raw", bytes, kind, !!extractable, wanted);
  }
  async deriveBits(algorithm: any, baseKey: any, length: any = null): Promise<ArrayBuffer> {
    checkCall(this, "deriveBits", arguments.length, 2);
    const way = known(algorithm, "deriveBits"),
      base = key(baseKey, "deriveBits", 1),
      bits = length === null || typeof length === "number" ? length : +length >>> 0;
    fits(base, way.name, "deriveBits");
    return worked(() => bufferOf(derived(way, base, bits)));
  }
  async importKey(
    format: any,
    keyGiven: any,
    algorithm: any,
    extractable: any,
    usages: any,
  ): Promise<CryptoKey> {
    checkCall(this, "importKey", arguments.length, 5);
    const form = formatOf(format, "importKey");
    const given = keyData(form, keyGiven);
    const way = known(algorithm, "importKey"),
      wanted = usagesOf(usages, "importKey", 4);
    return imported(form, given, way, !!extractable, wanted);
  }
  async exportKey(format: any, keyGiven: any): Promise<any> {
    checkCall(this, "exportKey", arguments.length, 2);
    formatOf(format, "exportKey");
    const it = key(keyGiven, "exportKey", 1);
    if (!it.extractable) throw failed("InvalidAccessException", "key is not extractable");
    return exported(format, it);
  }
  async wrapKey(format: any, keyGiven: any, wrapping: any, algorithm: any): Promise<ArrayBuffer> {
    checkCall(this, "wrapKey", arguments.length, 4);
    formatOf(format, "wrapKey");
    const inner = key(keyGiven, "wrapKey", 1),
      outer = key(wrapping, "wrapKey", 2),
      way = known(algorithm, "wrapKey");
    fits(outer, way.name, "wrapKey");
    if (!inner.extractable) throw failed("InvalidAccessException", "key is not extractable");
    const form = await exported(format, inner);
    const bytes = format === "jwk" ? host.native("encoding").utf8Encode(JSON.stringify(form)) : plain(form);
    return worked(() =>
      bufferOf(
        way.name === "AES-KW" ? checked(natives.wrap(secret(outer), bytes)) : code(way, outer, bytes, true),
      ),
    );
  }
  async unwrapKey(
    format: any,
    wrapped: any,
    unwrapping: any,
    algorithm: any,
    type: any,
    extractable: any,
    usages: any,
  ): Promise<CryptoKey> {
    checkCall(this, "unwrapKey", arguments.length, 7);
    formatOf(format, "unwrapKey");
    const bytes = data(wrapped, "unwrapKey", 1),
      outer = key(unwrapping, "unwrapKey", 2),
      way = known(algorithm, "unwrapKey"),
      kind = known(type, "importKey"),
      wanted = usagesOf(usages, "unwrapKey", 6);
    fits(outer, way.name, "unwrapKey");
    const inner = await worked(() =>
      way.name === "AES-KW" ? checked(natives.unwrap(secret(outer), bytes)) : code(way, outer, bytes, false),
    );
    const form =
      format === "jwk" ? JSON.parse(host.native("encoding").utf8Decode(inner, 0, inner.length)) : inner;
    return imported(format, form, kind, !!extractable, wanted);
  }
}
const TOKEN = {};
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "SubtleCrypto",
  configurable: true,
} as any);
for (const name of Reflect.ownKeys(SubtleCrypto.prototype))
  if (typeof name === "string" && name !== "constructor")
    Object.defineProperty(SubtleCrypto.prototype, name, { __proto__: null, enumerable: true } as any);

export const subtle = new SubtleCrypto(TOKEN);
export { CryptoKey, SubtleCrypto };
