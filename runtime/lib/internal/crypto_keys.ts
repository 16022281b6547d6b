// Keys: secret ones and pairs, read from and written as PEM, DER and JWK.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import {
  validateFunction,
  validateInteger,
  validateObject,
  validateOneOf,
  validateString,
} from "internal:validate";
import {
  bytesOf,
  checked,
  given,
  isBuffer,
  later,
  natives,
  openSslError,
  plain,
} from "internal:crypto_bytes";
import { kClone } from "internal:clone_hooks";
import { Buffer } from "node:buffer";

const kKeyType = Symbol("kKeyType");
/** What a key is made of: `bytes` of a secret; `der`, `kind` and more of one in a pair. */
export const material = Symbol("material");
const TOKEN = {};

const NODE_CURVES: Record<string, string> = {
  __proto__: null,
  "P-256": "prime256v1",
  "P-384": "secp384r1",
  "P-521": "secp521r1",
  secp256k1: "secp256k1",
} as any;
const CURVES: Record<string, string> = {
  __proto__: null,
  prime256v1: "P-256",
  secp256r1: "P-256",
  "P-256": "P-256",
  secp384r1: "P-384",
  "P-384": "P-384",
  secp521r1: "P-521",
  "P-521": "P-521",
  secp256k1: "secp256k1",
} as any;
export const getCurves = () => ["prime256v1", "secp256k1", "secp384r1", "secp521r1"];
export function curveOf(name: any): string {
  const known = typeof name === "string" ? CURVES[name] : undefined;
  if (known === undefined) throw coded(TypeError, "ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name");
  return known;
}

export class KeyObject {
  declare [material]: any;
  constructor(type: any, token?: unknown, made?: any) {
    if (type !== "secret" && type !== "public" && type !== "private") throw invalidArgValue("type", type);
    if (token !== TOKEN) throw invalidArgType("handle", "object", token);
    (this as any)[kKeyType] = type;
    Object.defineProperty(this, material, { __proto__: null, value: made } as any);
  }
  get type(): string {
    return (this as any)[kKeyType];
  }
  [kClone](): KeyObject {
    const Kind: any = this.constructor;
    return new Kind(this.type, TOKEN, this[material]);
  }
  static from(key: any): KeyObject {
    const { keyObjectOf } = host.load("internal:subtle_keys");
    return keyObjectOf(key);
  }
  equals(other: any): boolean {
    if (!(other instanceof KeyObject)) throw invalidArgType("otherKeyObject", "KeyObject", other);
    if (other.type !== this.type) return false;
    return natives.equal(raw(this), raw(other));
  }
}
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "KeyObject",
  configurable: true,
} as any);

const raw = (key: KeyObject): Uint8Array => key[material].bytes ?? key[material].der;

/** Curves with a form of keys of their own, and what JWK calls them. */
const EDWARDS: Record<string, string> = { __proto__: null, ed25519: "Ed25519", x25519: "X25519" } as any;
const OWN_NAMES = ["rsa", ...Object.keys(EDWARDS)];

class SecretKeyObject extends KeyObject {
  get symmetricKeySize(): number {
    return this[material].bytes.length;
  }
  export(options?: any): any {
    if (options !== undefined) {
      validateObject(options, "options");
      validateOneOf((options as any).format, "options.format", [undefined, "buffer", "jwk"]);
      if ((options as any).format === "jwk")
        return { kty: "oct", k: given(this[material].bytes, "base64url") };
    }
    return given(this[material].bytes.slice());
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType(): string {
    const { kind } = this[material];
    return OWN_NAMES.includes(kind) ? kind : "ec";
  }
  get asymmetricKeyDetails(): any {
    const { kind, bits, exponent } = this[material];
    if (kind === "rsa") return { modulusLength: bits, publicExponent: BigInt(exponent) };
    return EDWARDS[kind] !== undefined ? {} : { namedCurve: NODE_CURVES[kind] };
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  export(options?: any): any {
    return written(this, options, "options.");
  }
}
class PrivateKeyObject extends AsymmetricKeyObject {
  export(options?: any): any {
    return written(this, options, "options.");
  }
}

export const secretKey = (bytes: Uint8Array) => new SecretKeyObject("secret", TOKEN, { bytes });
export const publicKey = (made: any) => new PublicKeyObject("public", TOKEN, made);
export const privateKey = (made: any) => new PrivateKeyObject("private", TOKEN, made);
export const publicOf = (key: KeyObject) => publicKey(checked(natives.publicOf(key[material].der)));

const BASE64 = /[A-Za-z0-9+/=]+/g;
function pem(label: string, der: Uint8Array): string {
  const text = given(der, "base64");
  let out = `-----BEGIN ${label}-----\n`;
  for (let at = 0; at < text.length; at += 64) out += `${text.slice(at, at + 64)}\n`;
  return `${out}-----END ${label}-----\n`;
}

const LABELS: Record<string, string> = {
  __proto__: null,
  spki: "PUBLIC KEY",
  pkcs8: "PRIVATE KEY",
  sec1: "EC PRIVATE KEY",
} as any;

/** A key of a pair in the form that is asked for. */
function written(key: KeyObject, options: any, prefix: string): any {
  if (options === undefined || options === null || typeof options !== "object")
    throw invalidArgType("options", "object", options);
  const isPrivate = key.type === "private";
  const { format, type, cipher, passphrase } = options;
  if (format === "jwk") {
    if (passphrase !== undefined)
      throw coded(
        Error,
        "ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS",
        "The selected key encoding jwk does not support encryption.",
      );
    return jwkOf(key);
  }
  const kind = (key as AsymmetricKeyObject).asymmetricKeyType;
  const kinds = isPrivate ? ["pkcs1", "pkcs8", "sec1"] : ["pkcs1", "spki"];
  if (!kinds.includes(type)) throw invalidArgValue(`${prefix}type`, type);
  if (type === "pkcs1" && kind !== "rsa")
    throw coded(
      Error,
      "ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS",
      "The selected key encoding pkcs1 can only be used for RSA keys.",
    );
  if (type === "sec1" && kind !== "ec")
    throw coded(
      Error,
      "ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS",
      "The selected key encoding sec1 can only be used for EC keys.",
    );
  if (format !== "pem" && format !== "der") throw invalidArgValue(`${prefix}format`, format);
  const isSealed = isPrivate && ((cipher ?? undefined) !== undefined || (passphrase ?? undefined) !== undefined);
  const { seal, sealOf } = isSealed ? host.load("internal:crypto_sealed") : ({} as any);
  const sealing = isSealed ? sealOf(options, prefix) : undefined;
  if (isSealed && type !== "pkcs8")
    throw coded(
      Error,
      "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
      "Of keys under a passphrase only pkcs8 is available in saveloop",
    );
  const { der } = key[material];
  let bytes = checked(isPrivate ? natives.writePrivate(der, type) : natives.writePublic(der, type));
  if (isSealed) bytes = seal(bytes, sealing);
  if (format === "der") return given(bytes);
  if (isSealed) return pem("ENCRYPTED PRIVATE KEY", bytes);
  return pem(LABELS[type] ?? (isPrivate ? "RSA PRIVATE KEY" : "RSA PUBLIC KEY"), bytes);
}

export function jwkOf(key: KeyObject): any {
  const { der, kind } = key[material];
  const isPrivate = key.type === "private";
  const parts = checked(isPrivate ? natives.privateParts(der) : natives.publicParts(der));
  const text = (name: string) => given(parts[name], "base64url");
  const out: any = {};
  if (kind === "rsa") {
    out.kty = "RSA";
    for (const name of isPrivate ? ["n", "e", "d", "p", "q", "dp", "dq", "qi"] : ["n", "e"])
      out[name] = text(name);
  } else if (EDWARDS[kind] !== undefined) {
    out.crv = EDWARDS[kind];
    if (isPrivate) out.d = text("d");
    out.x = text("x");
    out.kty = "OKP";
  } else {
    out.kty = "EC";
    out.x = text("x");
    out.y = text("y");
    out.crv = kind;
    if (isPrivate) out.d = text("d");
  }
  return out;
}

const JWK_NAMES: Record<string, string[]> = {
  __proto__: null,
  RSA: ["n", "e", "d", "p", "q", "dp", "dq", "qi"],
  EC: ["x", "y", "d"],
  OKP: ["x", "d"],
} as any;

export function fromJwk(jwk: any, wantsPrivate: boolean): KeyObject {
  if (jwk === null || typeof jwk !== "object") throw invalidArgType("key.key", "object", jwk);
  validateOneOf(jwk.kty, "key.kty", ["RSA", "EC", "OKP"]);
  const kind = jwk.kty === "RSA" ? "rsa" : jwk.kty === "OKP" ? `${jwk.crv}`.toLowerCase() : jwk.crv;
  const wrong = () =>
    coded(TypeError, "ERR_CRYPTO_INVALID_JWK", `Invalid JWK ${jwk.kty === "OKP" ? "" : jwk.kty + " "}key`);
  if (jwk.kty === "EC") validateOneOf(jwk.crv, "key.crv", ["P-256", "secp256k1", "P-384", "P-521"]);
  if (jwk.kty === "OKP") validateOneOf(jwk.crv, "key.crv", ["Ed25519", "Ed448", "X25519", "X448"]);
  const names: string[] = [],
    bytes: Uint8Array[] = [];
  for (const name of JWK_NAMES[jwk.kty]) {
    if (jwk[name] === undefined) continue;
    if (typeof jwk[name] !== "string") throw invalidArgType(`key.${name}`, "string", jwk[name]);
    names.push(name);
    bytes.push(plain(Buffer.from(jwk[name], "base64url")));
  }
  const isPrivate = names.includes("d");
  if (wantsPrivate && !isPrivate) throw invalidArgType("key.d", "string", undefined);
  const made = isPrivate ? natives.privateFrom(kind, names, bytes) : natives.publicFrom(kind, names, bytes);
  if (typeof made.fault === "string") throw wrong();
  const key = isPrivate ? privateKey(made) : publicKey(made);
  return isPrivate && !wantsPrivate ? publicOf(key) : key;
}

const unsupported = () =>
  openSslError("ERR_OSSL_UNSUPPORTED", "error:1E08010C:DECODER routines::unsupported");

/** A text between its lines of dashes. */
function fromPem(text: string, wantsPrivate: boolean, passphrase?: any): KeyObject {
  const found = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/.exec(text);
  if (found === null) throw unsupported();
  const label = found[1];
  const der = plain(Buffer.from((found[2].match(BASE64) ?? []).join(""), "base64"));
  if (label === "ENCRYPTED PRIVATE KEY") {
    const opened = host.load("internal:crypto_sealed").unseal(der, passphrase);
    const key = privateKey(checked(natives.readPrivate("pkcs8", opened)));
    return wantsPrivate ? key : publicOf(key);
  }
  if (label === "PUBLIC KEY" && !wantsPrivate) return publicKey(checked(natives.readPublic("spki", der)));
  if (label === "RSA PUBLIC KEY" && !wantsPrivate)
    return publicKey(checked(natives.readPublic("pkcs1", der)));
  const form = {
    __proto__: null,
    "PRIVATE KEY": "pkcs8",
    "RSA PRIVATE KEY": "pkcs1",
    "EC PRIVATE KEY": "sec1",
  } as any;
  if (form[label] === undefined) throw unsupported();
  const key = privateKey(checked(natives.readPrivate(form[label], der)));
  return wantsPrivate ? key : publicOf(key);
}

const BYTES = ["ArrayBuffer", "Buffer", "TypedArray", "DataView"];

/** A passphrase may be given for a key that is under none. */
const opened = (der: Uint8Array, passphrase: any): Uint8Array =>
  typeof natives.readPrivate("pkcs8", der).fault === "string"
    ? host.load("internal:crypto_sealed").unseal(der, passphrase)
    : der;

/** A key out of what a program gives for one. */
export function keyOf(key: any, wantsPrivate: boolean, alsoKeys = true): KeyObject {
  const wrongType = (it: KeyObject) =>
    coded(
      TypeError,
      "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE",
      `Invalid key object type ${it.type}, expected ${wantsPrivate ? "private" : "private or public"}.`,
    );
  const names = alsoKeys ? ["string", ...BYTES, "KeyObject", "CryptoKey"] : ["string", ...BYTES];
  if (key instanceof KeyObject) {
    if (!alsoKeys && wantsPrivate) throw invalidArgType("key", names, key);
    if (key.type === "secret" || (wantsPrivate && key.type === "public")) {
      if (alsoKeys || key.type === "secret") throw wrongType(key);
    }
    return !wantsPrivate && key.type === "private" ? publicOf(key) : key;
  }
  if (host.load("internal:subtle_keys").isCryptoKey(key)) return keyOf(KeyObject.from(key), wantsPrivate);
  if (typeof key === "string") return fromPem(key, wantsPrivate);
  if (isBuffer(key)) return fromPem(given(plain(key), "utf8"), wantsPrivate);
  if (key === null || typeof key !== "object") throw invalidArgType("key", names, key);
  const { key: data, format, type, passphrase } = key;
  if (passphrase !== undefined && passphrase !== null)
    host.load("internal:crypto_sealed").checkPassphrase(passphrase, "options.passphrase");
  if (data instanceof KeyObject || host.load("internal:subtle_keys").isCryptoKey(data))
    return keyOf(data, wantsPrivate, true);
  if (format === "jwk") return fromJwk(data, wantsPrivate);
  if (typeof data !== "string" && !isBuffer(data)) throw invalidArgType("key.key", names, data);
  if (format !== undefined && format !== "pem" && format !== "der")
    throw invalidArgValue("options.format", format);
  if (format !== "der")
    return fromPem(
      typeof data === "string" ? data : given(plain(data), key.encoding ?? "utf8"),
      wantsPrivate,
      passphrase,
    );
  const bytes = typeof data === "string" ? plain(Buffer.from(data, key.encoding)) : plain(data);
  if (type === undefined || !["pkcs1", "pkcs8", "sec1", "spki"].includes(type))
    throw invalidArgValue("options.type", type);
  const unreadable = () =>
    openSslError("ERR_OSSL_ASN1_WRONG_TAG", "error:068000A8:asn1 encoding routines::wrong tag");
  const read = (made: any) => {
    if (typeof made.fault === "string") throw unreadable();
    return made;
  };
  const isGiven = type === "pkcs8" && passphrase !== undefined && passphrase !== null;
  const found = isGiven ? opened(bytes, passphrase) : bytes;
  if (wantsPrivate) return privateKey(read(natives.readPrivate(type, found)));
  if (type === "pkcs8" || type === "sec1")
    return publicOf(privateKey(read(natives.readPrivate(type, found))));
  return publicKey(read(natives.readPublic(type, bytes)));
}

export const createPrivateKey = (key: any): KeyObject => keyOf(key, true, false);
export function createPublicKey(key: any): KeyObject {
  if (key instanceof KeyObject && key.type !== "private")
    throw coded(
      TypeError,
      "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE",
      `Invalid key object type ${key.type}, expected private.`,
    );
  return keyOf(key, false);
}

export function createSecretKey(key: any, encoding?: any): KeyObject {
  if (typeof key !== "string" && !isBuffer(key)) throw invalidArgType("key", BYTES, key);
  return secretKey(bytesOf(key, "key", encoding, ["string", ...BYTES]).slice());
}

/** The bytes of a secret, however it is given. */
export function secretBytes(key: any, encoding?: any, name = "key"): Uint8Array {
  if (key instanceof KeyObject) {
    if (key.type !== "secret")
      throw coded(
        TypeError,
        "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE",
        `Invalid key object type ${key.type}, expected secret.`,
      );
    return key[material].bytes;
  }
  if (host.load("internal:subtle_keys").isCryptoKey(key)) return secretBytes(KeyObject.from(key));
  if (typeof key !== "string" && !isBuffer(key))
    throw invalidArgType(name, ["string", ...BYTES, "KeyObject", "CryptoKey"], key);
  return bytesOf(key, name, encoding, ["string", ...BYTES]);
}

function pairWork(type: any, options: any): () => any {
  validateString(type, "type");
  if (type !== "ec" && !OWN_NAMES.includes(type))
    throw invalidArgValue("type", type, "must be a supported key type");
  if (EDWARDS[type] === undefined || options !== undefined) validateObject(options, "options");
  const { publicKeyEncoding, privateKeyEncoding } = options ?? {};
  let kind = type,
    bits = 0,
    exponent = 65537;
  if (type === "rsa") {
    bits = options.modulusLength;
    validateInteger(bits, "options.modulusLength", 0, 2 ** 32 - 1);
    if (options.publicExponent !== undefined) {
      exponent = options.publicExponent;
      validateInteger(exponent, "options.publicExponent", 0, 2 ** 32 - 1);
    }
  } else if (type === "ec") {
    validateString(options.namedCurve, "options.namedCurve");
    kind = curveOf(options.namedCurve);
  }
  return () => {
    const secret = privateKey(checked(natives.generate(kind, bits, exponent)));
    const open = publicOf(secret);
    return {
      publicKey:
        publicKeyEncoding === undefined
          ? open
          : written(open, publicKeyEncoding, "options.publicKeyEncoding."),
      privateKey:
        privateKeyEncoding === undefined
          ? secret
          : written(secret, privateKeyEncoding, "options.privateKeyEncoding."),
    };
  };
}

export const generateKeyPairSync = (type: any, options?: any): any => pairWork(type, options)();

export function generateKeyPair(type: any, options: any, callback?: any): void {
  if (typeof options === "function") {
    callback = options;
    options = undefined;
  }
  const work = pairWork(type, options);
  validateFunction(callback, "callback");
  later(work, (error: any, pair: any) => {
    if (error) callback(error);
    else callback(null, pair.publicKey, pair.privateKey);
  });
}

function secretWork(type: any, options: any): () => KeyObject {
  validateString(type, "type");
  validateObject(options, "options");
  const { length } = options as any;
  if (type === "hmac") validateInteger(length, "options.length", 8, 2 ** 31 - 1);
  else if (type === "aes") validateOneOf(length, "options.length", [128, 192, 256]);
  else throw invalidArgValue("type", type, "must be a supported key type");
  return () => secretKey(host.native("random").bytes(length >> 3));
}
export const generateKeySync = (type: any, options: any): KeyObject => secretWork(type, options)();
export function generateKey(type: any, options: any, callback: any): void {
  const work = secretWork(type, options);
  validateFunction(callback, "callback");
  later(work, callback);
}
