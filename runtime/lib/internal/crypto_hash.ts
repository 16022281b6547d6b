// Hashes and codes for messages.
import { coded } from "internal:errors";
import { validateString, validateInteger } from "internal:validate";
import { bytesOf, checked, given, hashName, knownHash, natives, openSslError } from "internal:crypto_bytes";
import { becomesStream, streamOptions } from "internal:crypto_stream";
import { secretBytes } from "internal:crypto_keys";
import { normalizeEncoding } from "internal:encodings";

const finalized = () => coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");

function lengthOf(name: string, options: any): number | undefined {
  const length = options?.outputLength;
  if (length === undefined) return undefined;
  validateInteger(length, "options.outputLength", 0, 2 ** 32 - 1);
  if (!name.startsWith("shake") && natives.hash(name).finish(undefined).length !== length)
    throw openSslError(
      "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH",
      "error:030000B2:digital envelope routines::not XOF or invalid length",
    );
  return length;
}

export class Hash {
  #work: any;
  #length: number | undefined;
  #isDone = false;
  /** What came out as a stream. */
  #result: Uint8Array | null = null;
  constructor(algorithm: any, options?: any) {
    streamOptions(this, options);
    if (algorithm instanceof Hash) {
      this.#length = options?.outputLength ?? algorithm.#length;
      this.#work = algorithm.#work.copy();
      return;
    }
    validateString(algorithm, "algorithm");
    const name = hashName(algorithm);
    if (name === undefined) throw new Error("Digest method not supported");
    this.#length = lengthOf(name, options);
    this.#work = natives.hash(name);
  }
  copy(options?: any): Hash {
    if (this.#isDone) throw finalized();
    return new Hash(this, options);
  }
  update(data: any, encoding?: any): this {
    if (this.#isDone) throw finalized();
    this.#work.update(bytesOf(data, "data", encoding));
    return this;
  }
  digest(encoding?: any): any {
    if (this.#isDone) throw finalized();
    this.#isDone = true;
    return given(this.#result ?? this.#work.finish(this.#length), known(encoding));
  }
  _transform(data: any, encoding: any, callback: any): void {
    this.#work.update(bytesOf(data, "data", encoding));
    callback();
  }
  _flush(this: any, callback: any): void {
    this.#result = this.#work.finish(this.#length);
    this.push(given(this.#result));
    callback();
  }
}
becomesStream(Hash, "Transform");

/** An encoding nobody knows gives bytes. */
const known = (encoding: any) =>
  encoding === undefined || encoding === null || encoding === "buffer"
    ? undefined
    : normalizeEncoding(encoding);

export class Hmac {
  #work: any;
  #isDone = false;
  constructor(algorithm: any, key: any, options?: any) {
    streamOptions(this, options);
    validateString(algorithm, "hmac");
    const bytes = secretBytes(key, options?.encoding);
    this.#work = checked(natives.code(knownHash(algorithm), bytes));
  }
  update(data: any, encoding?: any): this {
    if (this.#isDone) throw finalized();
    this.#work.update(bytesOf(data, "data", encoding));
    return this;
  }
  digest(encoding?: any): any {
    if (this.#isDone) return given(new Uint8Array(0), known(encoding));
    this.#isDone = true;
    return given(this.#work.finish(), known(encoding));
  }
  _transform(data: any, encoding: any, callback: any): void {
    this.#work.update(bytesOf(data, "data", encoding));
    callback();
  }
  _flush(this: any, callback: any): void {
    this.push(this.digest());
    callback();
  }
}
becomesStream(Hmac, "Transform");

export const createHash = (algorithm: any, options?: any) => new Hash(algorithm, options);
export const createHmac = (algorithm: any, key: any, options?: any) => new Hmac(algorithm, key, options);

/** At once: no object is made. */
export function hash(algorithm: any, input: any, outputEncoding: any = "hex"): any {
  validateString(algorithm, "algorithm");
  const bytes = bytesOf(input, "input");
  validateString(outputEncoding, "outputEncoding");
  const name = hashName(algorithm);
  if (name === undefined) throw new Error(`Digest method ${algorithm} is not supported`);
  return given(checked(natives.digest(name, bytes)), outputEncoding.toLowerCase());
}

const NAMES =
  "RSA-MD5 RSA-RIPEMD160 RSA-SHA1 RSA-SHA1-2 RSA-SHA224 RSA-SHA256 RSA-SHA3-224 RSA-SHA3-256 RSA-SHA3-384 RSA-SHA3-512 RSA-SHA384 RSA-SHA512 RSA-SHA512/224 RSA-SHA512/256 blake2b512 blake2s256 id-rsassa-pkcs1-v1_5-with-sha3-224 id-rsassa-pkcs1-v1_5-with-sha3-256 id-rsassa-pkcs1-v1_5-with-sha3-384 id-rsassa-pkcs1-v1_5-with-sha3-512 md5 md5WithRSAEncryption ripemd ripemd160 ripemd160WithRSA rmd160 sha1 sha1WithRSAEncryption sha224 sha224WithRSAEncryption sha256 sha256WithRSAEncryption sha3-224 sha3-256 sha3-384 sha3-512 sha384 sha384WithRSAEncryption sha512 sha512-224 sha512-224WithRSAEncryption sha512-256 sha512-256WithRSAEncryption sha512WithRSAEncryption shake128 shake256";
export const getHashes = () => NAMES.split(" ");
