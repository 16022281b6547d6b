// Keys from secrets.
import { coded, invalidArgType } from "internal:errors";
import { validateFunction, validateInteger, validateString } from "internal:validate";
import { anyBytes, checked, given, knownHash, later, natives, plain } from "internal:crypto_bytes";
import { secretBytes } from "internal:crypto_keys";

const MOST = 2 ** 31 - 1;

function pbkdf2Work(password: any, salt: any, iterations: any, keylen: any, digest: any): () => any {
  validateString(digest, "digest");
  const secret = anyBytes(password, "password"),
    grain = anyBytes(salt, "salt");
  validateInteger(iterations, "iterations", 1, MOST);
  validateInteger(keylen, "keylen", 0, MOST);
  const name = knownHash(digest);
  return () => given(checked(natives.pbkdf2(name, secret, grain, iterations, keylen)));
}

export function pbkdf2Sync(password: any, salt: any, iterations: any, keylen: any, digest: any): any {
  return pbkdf2Work(password, salt, iterations, keylen, digest)();
}

export function pbkdf2(password: any, salt: any, iterations: any, keylen: any, digest: any, callback?: any): void {
  if (typeof digest === "function") {
    callback = digest;
    digest = undefined;
  }
  const work = pbkdf2Work(password, salt, iterations, keylen, digest);
  validateFunction(callback, "callback");
  later(work, callback);
}

const invalid = (why = "") =>
  coded(RangeError, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", `Invalid scrypt params${why}`);

/** One of two names, or what is usual. */
function option(options: any, short: string, long: string, usual: number): number {
  const hasShort = options?.[short] !== undefined,
    hasLong = options?.[long] !== undefined;
  if (hasShort && hasLong)
    throw coded(
      TypeError,
      "ERR_INCOMPATIBLE_OPTION_PAIR",
      `Option "${short}" cannot be used in combination with option "${long}"`,
    );
  if (hasShort) validateInteger(options[short], short, 0, 2 ** 32 - 1);
  if (hasLong) validateInteger(options[long], long, 0, 2 ** 32 - 1);
  return (hasShort ? options[short] : hasLong ? options[long] : 0) || usual;
}

function scryptWork(password: any, salt: any, keylen: any, options: any): () => any {
  const secret = anyBytes(password, "password"),
    grain = anyBytes(salt, "salt");
  validateInteger(keylen, "keylen", 0, MOST);
  const cost = option(options, "N", "cost", 16384),
    block = option(options, "r", "blockSize", 8),
    lanes = option(options, "p", "parallelization", 1);
  const memory = options?.maxmem ?? 32 * 1024 * 1024;
  validateInteger(memory, "maxmem", 0);
  if (cost < 2 || (cost & (cost - 1)) !== 0) throw invalid();
  if (128 * block * (cost + lanes + 2) > memory)
    throw invalid(": error:030000AC:digital envelope routines::memory limit exceeded");
  return () => given(checked(natives.scrypt(secret, grain, [cost, block, lanes], keylen)));
}

export function scryptSync(password: any, salt: any, keylen: any, options?: any): any {
  return scryptWork(password, salt, keylen, options)();
}

export function scrypt(password: any, salt: any, keylen: any, options: any, callback?: any): void {
  if (callback === undefined) {
    callback = options;
    options = undefined;
  }
  const work = scryptWork(password, salt, keylen, options);
  validateFunction(callback, "callback");
  later(work, callback);
}

function hkdfWork(digest: any, ikm: any, salt: any, info: any, length: any): () => ArrayBuffer {
  validateString(digest, "digest");
  const key = secretBytes(ikm, undefined, "ikm"),
    grain = anyBytes(salt, "salt"),
    about = anyBytes(info, "info");
  validateInteger(length, "length", 0, MOST);
  if (about.byteLength > 1024)
    throw coded(
      RangeError,
      "ERR_OUT_OF_RANGE",
      `The value of "info" is out of range. It must be must not contain more than 1024 bytes. Received ${about.byteLength}`,
    );
  const name = knownHash(digest);
  if (length > 255 * natives.digest(name, new Uint8Array(0)).length)
    throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
  return () => {
    const bytes = plain(checked(natives.hkdf(name, key, grain, about, length)));
    return bytes.buffer as ArrayBuffer;
  };
}

export function hkdfSync(digest: any, ikm: any, salt: any, info: any, length: any): ArrayBuffer {
  return hkdfWork(digest, ikm, salt, info, length)();
}

export function hkdf(digest: any, ikm: any, salt: any, info: any, length: any, callback: any): void {
  const work = hkdfWork(digest, ikm, salt, info, length);
  if (typeof callback !== "function") throw invalidArgType("callback", "Function", callback);
  later(work, callback);
}
