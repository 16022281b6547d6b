// Signing, hiding and agreeing with keys in pairs.
import { coded, invalidArgValue } from "internal:errors";
import { validateObject, validateString } from "internal:validate";
import {
  anyBytes,
  bytesOf,
  checked,
  given,
  hashName,
  knownHash,
  later,
  natives,
  openSslError,
} from "internal:crypto_bytes";
import { constants } from "internal:crypto_constants";
import { becomesStream } from "internal:crypto_stream";
import { curveOf, keyOf, KeyObject, material, privateKey, publicKey } from "internal:crypto_keys";
import { Buffer } from "node:buffer";

/** The padding as the natives know it, and how a signature of a curve is written. */
function ways(key: KeyObject, options: any): [number, boolean] {
  const { padding, saltLength, dsaEncoding } = options ?? {};
  if (dsaEncoding !== undefined && dsaEncoding !== "der" && dsaEncoding !== "ieee-p1363")
    throw invalidArgValue("options.dsaEncoding", dsaEncoding);
  const isPss = padding === constants.RSA_PKCS1_PSS_PADDING;
  return [isPss ? (saltLength ?? -2) : -100, dsaEncoding === "ieee-p1363"];
}

const invalidDigest = () =>
  openSslError("ERR_OSSL_INVALID_DIGEST", "error:1C80007A:Provider routines::invalid digest");

function hashFor(key: KeyObject, algorithm: any): string {
  if (key[material].kind === "x25519") return "";
  const isEdwards = key[material].kind === "ed25519";
  if (algorithm === null || algorithm === undefined) return isEdwards ? "" : "sha256";
  if (isEdwards) throw invalidDigest();
  return knownHash(algorithm);
}

function signed(algorithm: any, data: Uint8Array, key: any): Uint8Array {
  const secret = keyOf(key, true);
  const [salt, isPlain] = ways(secret, key instanceof KeyObject ? undefined : key);
  return checked(natives.sign(secret[material].der, hashFor(secret, algorithm), data, salt, isPlain));
}

function verified(algorithm: any, data: Uint8Array, key: any, signature: Uint8Array): boolean {
  const open = keyOf(key, false);
  const [salt, isPlain] = ways(open, key instanceof KeyObject ? undefined : key);
  return checked(
    natives.verify(open[material].der, hashFor(open, algorithm), [data, signature], salt, isPlain),
  );
}

class Collector {
  protected algorithm: string;
  protected parts: any[] = [];
  constructor(algorithm: any) {
    validateString(algorithm, "algorithm");
    if (hashName(algorithm) === undefined)
      throw coded(TypeError, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest");
    this.algorithm = algorithm;
    for (const name of ["algorithm", "parts"])
      Object.defineProperty(this, name, { __proto__: null, enumerable: false } as any);
  }
  update(data: any, encoding?: any): this {
    this.parts.push(Buffer.from(bytesOf(data, "data", encoding)));
    return this;
  }
  _write(data: any, encoding: any, callback: any): void {
    this.update(data, encoding);
    callback();
  }
}
becomesStream(Collector, "Writable");

export class Sign extends Collector {
  sign(key: any, encoding?: any): any {
    if (!key) throw coded(Error, "ERR_CRYPTO_SIGN_KEY_REQUIRED", "No key provided to sign");
    return given(signed(this.algorithm, Buffer.concat(this.parts), key), encoding);
  }
}
export class Verify extends Collector {
  verify(key: any, signature: any, encoding?: any): boolean {
    const open = keyOf(key, false);
    const bytes = anyBytes(signature, "signature", encoding);
    return verified(this.algorithm, Buffer.concat(this.parts), key instanceof KeyObject ? open : key, bytes);
  }
}
export const createSign = (algorithm: any) => new Sign(algorithm);
export const createVerify = (algorithm: any) => new Verify(algorithm);

export function sign(algorithm: any, data: any, key: any, callback?: any): any {
  if (algorithm !== null && algorithm !== undefined) validateString(algorithm, "algorithm");
  const bytes = anyBytes(data, "data");
  if (!key) throw coded(Error, "ERR_CRYPTO_SIGN_KEY_REQUIRED", "No key provided to sign");
  const work = () => given(signed(algorithm, bytes, key));
  if (callback === undefined) return work();
  later(work, callback);
}

export function verify(algorithm: any, data: any, key: any, signature: any, callback?: any): any {
  if (algorithm !== null && algorithm !== undefined) validateString(algorithm, "algorithm");
  const bytes = anyBytes(data, "data");
  const against = bytesOf(signature, "signature", undefined, [
    "ArrayBuffer",
    "Buffer",
    "TypedArray",
    "DataView",
  ]);
  const work = () => verified(algorithm, bytes, key, against);
  if (callback === undefined) return work();
  later(work, callback);
}

/** How what is hidden is filled, as the natives know it. */
function hiding(options: any): [string[], Uint8Array] {
  const { padding, oaepHash, oaepLabel } = options;
  if (padding === constants.RSA_PKCS1_PADDING) return [[], new Uint8Array(0)];
  const name = knownHash(oaepHash ?? "sha1");
  return [[name, name], oaepLabel === undefined ? new Uint8Array(0) : anyBytes(oaepLabel, "key.oaepLabel")];
}

export function publicEncrypt(key: any, buffer: any): any {
  const open = keyOf(key, false);
  const [hashes, label] = hiding(key instanceof KeyObject || typeof key === "string" ? {} : key);
  return given(checked(natives.encrypt(open[material].der, hashes, label, anyBytes(buffer, "buffer"))));
}

export function privateDecrypt(key: any, buffer: any): any {
  const secret = keyOf(key, true);
  const [hashes, label] = hiding(key instanceof KeyObject || typeof key === "string" ? {} : key);
  return given(checked(natives.decrypt(secret[material].der, hashes, label, anyBytes(buffer, "buffer"))));
}

const tooLarge = () =>
  openSslError(
    "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE",
    "error:0200006E:rsa routines::data too large for key size",
  );

/** Only the older way of filling is there for these two, and none at all. */
function fillsNothing(key: any): boolean {
  const padding = key instanceof KeyObject ? undefined : key?.padding;
  if (padding === constants.RSA_NO_PADDING) return true;
  if (padding !== undefined && padding !== constants.RSA_PKCS1_PADDING)
    throw openSslError(
      "ERR_OSSL_RSA_UNKNOWN_PADDING_TYPE",
      "error:02000076:rsa routines::unknown padding type",
    );
  return false;
}

const power = (base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array => {
  const short = natives.modPow(base, exponent, modulus);
  const out = new Uint8Array(modulus.length);
  out.set(short, modulus.length - short.length);
  return out;
};

export function privateEncrypt(key: any, buffer: any): any {
  const secret = keyOf(key, true);
  const bytes = anyBytes(buffer, "buffer");
  if (!fillsNothing(key)) return given(checked(natives.sign(secret[material].der, "", bytes, -100, false)));
  const { n, d } = checked(natives.privateParts(secret[material].der));
  if (bytes.length !== n.length) throw tooLarge();
  return given(power(bytes, d, n));
}

export function publicDecrypt(key: any, buffer: any): any {
  const open = keyOf(key, false);
  const bytes = anyBytes(buffer, "buffer");
  const isRaw = fillsNothing(key);
  const { n, e } = checked(natives.publicParts(open[material].der));
  if (bytes.length > n.length) throw tooLarge();
  const opened = power(bytes, e, n);
  if (isRaw) return given(opened);
  const end = opened.indexOf(0, 2);
  if (opened[0] !== 0 || opened[1] !== 1 || end < 10 || opened.subarray(2, end).some((it) => it !== 0xff))
    throw openSslError(
      "ERR_OSSL_RSA_BLOCK_TYPE_IS_NOT_01",
      "error:0200006A:rsa routines::block type is not 01",
    );
  return given(opened.slice(end + 1));
}

const kindOf = (key: any) => key.asymmetricKeyType;

export function diffieHellman(options: any): any {
  validateObject(options, "options");
  const { privateKey: mine, publicKey: theirs } = options as any;
  if (!(mine instanceof KeyObject)) throw invalidArgValue("options.privateKey", mine);
  if (!(theirs instanceof KeyObject)) throw invalidArgValue("options.publicKey", theirs);
  if (mine.type !== "private")
    throw coded(
      TypeError,
      "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE",
      `Invalid key object type ${mine.type}, expected private.`,
    );
  if (kindOf(mine) !== kindOf(theirs))
    throw coded(
      Error,
      "ERR_CRYPTO_INCOMPATIBLE_KEY",
      `Incompatible key types for Diffie-Hellman: ${kindOf(mine)} and ${kindOf(theirs)}`,
    );
  return given(checked(natives.agree(mine[material].der, keyOf(theirs, false)[material].der)));
}

/** Half an agreement on a curve. */
export class ECDH {
  #curve: string;
  #pair: any = null;
  constructor(curve: any) {
    validateString(curve, "curve");
    this.#curve = curveOf(curve);
  }
  generateKeys(encoding?: any, format?: any): any {
    this.#pair = privateKey(checked(natives.generate(this.#curve, 0, 0)));
    return this.getPublicKey(encoding, format);
  }
  #point(): Uint8Array {
    if (this.#pair === null)
      throw coded(Error, "ERR_CRYPTO_OPERATION_FAILED", "Failed to get ECDH public key");
    const parts = checked(natives.privateParts(this.#pair[material].der));
    const out = new Uint8Array(1 + parts.x.length + parts.y.length);
    out[0] = 4;
    out.set(parts.x, 1);
    out.set(parts.y, 1 + parts.x.length);
    return out;
  }
  getPublicKey(encoding?: any, format?: any): any {
    return given(formed(this.#curve, this.#point(), format), encoding);
  }
  getPrivateKey(encoding?: any): any {
    if (this.#pair === null)
      throw coded(Error, "ERR_CRYPTO_OPERATION_FAILED", "Failed to get ECDH private key");
    return given(checked(natives.privateParts(this.#pair[material].der)).d, encoding);
  }
  setPrivateKey(key: any, encoding?: any): void {
    const made = natives.privateFrom(this.#curve, ["d"], [anyBytes(key, "key", encoding)]);
    if (typeof made.fault === "string")
      throw coded(Error, "ERR_CRYPTO_INVALID_KEYTYPE", "Private key is not valid for specified curve.");
    this.#pair = privateKey(made);
  }
  computeSecret(key: any, encoding?: any, outputEncoding?: any): any {
    const point = anyBytes(key, "otherPublicKey", encoding);
    if (this.#pair === null) throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYPAIR", "Invalid key pair");
    const other = publicKey(checked(natives.publicFromPoint(this.#curve, point)));
    return given(checked(natives.agree(this.#pair[material].der, other[material].der)), outputEncoding);
  }
  static convertKey(
    key: any,
    curve: any,
    encoding?: any,
    outputEncoding?: any,
    format: any = "uncompressed",
  ): any {
    validateString(curve, "curve");
    return given(formed(curveOf(curve), anyBytes(key, "key", encoding), format), outputEncoding);
  }
}

function formed(curve: string, point: Uint8Array, format: any = "uncompressed"): Uint8Array {
  if (format !== "compressed" && format !== "uncompressed")
    throw coded(TypeError, "ERR_CRYPTO_ECDH_INVALID_FORMAT", `Invalid ECDH format: ${format}`);
  return checked(natives.point(curve, point, format === "compressed"));
}

export const createECDH = (curve: any) => new ECDH(curve);
export { constants };
