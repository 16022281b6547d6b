// What cryptography is given and gives: bytes, texts in an encoding, and the natives' errors.
import { coded, invalidArgType } from "internal:errors";
import { validateFunction } from "internal:validate";
import { Buffer } from "node:buffer";

export const natives = host.native("crypto");
const { setImmediate: soon } = host.timerFunctions;

const ANY_BYTES = ["string", "ArrayBuffer", "Buffer", "TypedArray", "DataView"];
const RANGE_ERRORS = ["ERR_CRYPTO_INVALID_KEYLEN", "ERR_CRYPTO_INVALID_SCRYPT_PARAMS"];
const TYPE_ERRORS = [
  "ERR_CRYPTO_INVALID_IV",
  "ERR_CRYPTO_INVALID_DIGEST",
  "ERR_CRYPTO_INVALID_CURVE",
  "ERR_CRYPTO_INVALID_JWK",
];

/** An error of the library that Node uses: it says which part of it failed and why. */
export function openSslError(code: string, message: string): Error {
  const error: any = new Error(message);
  const parts = message.split(":");
  if (parts.length >= 5) {
    error.library = parts[2];
    error.reason = parts[4];
  }
  error.code = code;
  return error;
}

/** What a native answered, or the error it names. */
export function checked(answer: any): any {
  if (typeof answer !== "object" || answer === null || typeof answer.fault !== "string") return answer;
  const { code, fault } = answer;
  if (code === "") throw new Error(fault);
  if (code.startsWith("ERR_OSSL")) throw openSslError(code, fault);
  throw coded(
    RANGE_ERRORS.includes(code) ? RangeError : TYPE_ERRORS.includes(code) ? TypeError : Error,
    code,
    fault,
  );
}

/** The bytes of any view or buffer. */
export function plain(data: any): Uint8Array {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return new Uint8Array(data);
}

export const isBuffer = (data: any): boolean =>
  ArrayBuffer.isView(data) || ["arraybuffer", "sharedarraybuffer"].includes(host.kindOf(data));

/** The bytes of an argument. */
export function bytesOf(
  data: any,
  name: string,
  encoding?: any,
  expected = ["string", "Buffer", "TypedArray", "DataView"],
): Uint8Array {
  if (typeof data === "string") return plain(Buffer.from(data, encoding === "buffer" ? "utf8" : encoding));
  if (ArrayBuffer.isView(data) || (expected.includes("ArrayBuffer") && isBuffer(data))) return plain(data);
  throw invalidArgType(name, expected, data);
}

export const anyBytes = (data: any, name: string, encoding?: any) => bytesOf(data, name, encoding, ANY_BYTES);

/** Bytes as they are asked for. */
export function given(bytes: Uint8Array, encoding?: any): any {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding === undefined || encoding === null || encoding === "buffer"
    ? buffer
    : buffer.toString(encoding);
}

/** Does some work, and calls back in a later turn. */
export function later(work: () => any, callback: any): void {
  validateFunction(callback, "callback");
  soon(() => {
    let value: any;
    try {
      value = work();
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, value);
  });
}

const HASHES: Record<string, string> = { __proto__: null } as any;
for (const name of ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256"]) {
  HASHES[name] = name;
  HASHES[`rsa-${name.replace("sha512-", "sha512/")}`] = name;
  HASHES[`${name}withrsaencryption`] = name;
}
for (const size of ["224", "256", "384", "512"]) {
  HASHES[`sha3-${size}`] =
    HASHES[`rsa-sha3-${size}`] =
    HASHES[`id-rsassa-pkcs1-v1_5-with-sha3-${size}`] =
      `sha3-${size}`;
  HASHES[`sha-${size}`] = HASHES[`sha2-${size}`] = `sha${size}`;
}
HASHES["sha512/224"] = HASHES["sha2-512/224"] = "sha512-224";
HASHES["sha512/256"] = HASHES["sha2-512/256"] = "sha512-256";
HASHES["sha-1"] = HASHES["rsa-sha1-2"] = "sha1";
for (const name of ["blake2b512", "blake2s256"]) HASHES[name] = name;
for (const name of ["ripemd160", "ripemd", "rmd160", "ripemd-160", "rsa-ripemd160", "ripemd160withrsa"])
  HASHES[name] = "ripemd160";
HASHES["shake128"] = "shake128";
HASHES["shake256"] = "shake256";

/** The one name of a hash; `undefined`: there is none of that name. */
export const hashName = (name: string): string | undefined => HASHES[name.toLowerCase()];

/** As `hashName`, where there has to be one. */
export function knownHash(name: string): string {
  const known = hashName(name);
  if (known === undefined) throw coded(TypeError, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${name}`);
  return known;
}
