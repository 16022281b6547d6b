// Ciphers with one key: AES in its modes, ChaCha20-Poly1305.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { validateString } from "internal:validate";
import { anyBytes, bytesOf, checked, given, natives } from "internal:crypto_bytes";
import { becomesStream, streamOptions } from "internal:crypto_stream";
import { secretBytes } from "internal:crypto_keys";
import { StringDecoder } from "node:string_decoder";

type Known = { name: string; mode: string; keyLength: number; ivLength: number; nid: number };
const KNOWN: Record<string, Known> = { __proto__: null } as any;
const NIDS: Record<string, number[]> = {
  ecb: [418, 422, 426],
  cbc: [419, 423, 427],
  ctr: [904, 905, 906],
  gcm: [895, 898, 901],
};
for (const [index, bits] of [
  [0, 128],
  [1, 192],
  [2, 256],
]) {
  for (const mode of ["ecb", "cbc", "ctr", "gcm"]) {
    const name = mode === "gcm" ? `id-aes${bits}-gcm` : `aes-${bits}-${mode}`;
    const ivLength = mode === "ecb" ? 0 : mode === "gcm" ? 12 : 16;
    const known = { name, mode, keyLength: bits / 8, ivLength, nid: NIDS[mode][index] };
    KNOWN[`aes-${bits}-${mode}`] = KNOWN[name] = known;
    if (mode === "cbc") KNOWN[`aes${bits}`] = known;
  }
}

const CHACHA = "chacha20-poly1305";
KNOWN[CHACHA] = { name: CHACHA, mode: "stream", keyLength: 32, ivLength: 12, nid: 1018 };
/** Those that tell whether a text was changed. */
const isSealing = (known: Known) => known.mode === "gcm" || known.name === CHACHA;

export const getCiphers = (): string[] => Object.keys(KNOWN).sort();

export function getCipherInfo(nameOrNid: any, options?: any): any {
  if (typeof nameOrNid !== "string" && typeof nameOrNid !== "number")
    throw invalidArgType("nameOrNid", ["string", "number"], nameOrNid);
  const found =
    typeof nameOrNid === "string"
      ? KNOWN[nameOrNid.toLowerCase()]
      : Object.keys(KNOWN)
          .map((name) => KNOWN[name])
          .find((it) => it.nid === nameOrNid);
  if (found === undefined) return undefined;
  const { keyLength, ivLength } = options ?? {};
  if (keyLength !== undefined && keyLength !== found.keyLength) return undefined;
  if (ivLength !== undefined && found.mode !== "gcm" && ivLength !== found.ivLength) return undefined;
  const info: any = { mode: found.mode, name: found.name, nid: found.nid };
  if (found.mode !== "stream") info.blockSize = found.mode === "ecb" || found.mode === "cbc" ? 16 : 1;
  if (found.ivLength > 0) info.ivLength = ivLength ?? found.ivLength;
  info.keyLength = found.keyLength;
  return info;
}

const invalidState = (operation?: string) =>
  coded(
    Error,
    "ERR_CRYPTO_INVALID_STATE",
    operation ? `Invalid state for operation ${operation}` : "Invalid state",
  );

const wrongTag = (length: number) =>
  coded(TypeError, "ERR_CRYPTO_INVALID_AUTH_TAG", `Invalid authentication tag length: ${length}`);

function tagLengthOf(known: Known, length: any): number | undefined {
  if (known.name !== CHACHA || length === undefined || length === null) return length;
  if (!Number.isInteger(length)) throw invalidArgValue("options.authTagLength", length);
  if (length < 1 || length > 16) throw wrongTag(length);
  return length;
}

/** What only one of the two classes shows. */
const tags: any = {};

class Coder {
  #work: any;
  #known: Known;
  #encrypts: boolean;
  #decoder: any = null;
  #isDone = false;
  #tag: Uint8Array | null = null;
  #tagLength: number | undefined;
  constructor(cipher: any, key: any, iv: any, options: any, encrypts: boolean) {
    streamOptions(this, options);
    validateString(cipher, "cipher");
    const known = KNOWN[cipher.toLowerCase()];
    const bytes = secretBytes(key, undefined, "key");
    if (iv !== null && typeof iv !== "string" && !ArrayBuffer.isView(iv))
      throw invalidArgType("iv", ["string", "ArrayBuffer", "Buffer", "TypedArray", "DataView"], iv);
    if (known === undefined) throw coded(Error, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
    if (bytes.length !== known.keyLength)
      throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    this.#tagLength = tagLengthOf(known, options?.authTagLength);
    this.#known = known;
    this.#encrypts = encrypts;
    const start = iv === null ? new Uint8Array(0) : anyBytes(iv, "iv");
    const mode = known.name === CHACHA ? CHACHA : known.mode;
    this.#work = checked(natives.cipher(mode, bytes, start, encrypts));
  }
  #decoded(bytes: Uint8Array, encoding: any, isLast: boolean): any {
    if (encoding === undefined || encoding === null || encoding === "buffer") return given(bytes);
    this.#decoder ??= new StringDecoder(encoding);
    const buffer = given(bytes);
    return isLast ? this.#decoder.end(buffer) : this.#decoder.write(buffer);
  }
  update(data: any, inputEncoding?: any, outputEncoding?: any): any {
    const bytes = bytesOf(data, "data", inputEncoding);
    if (this.#isDone) throw new Error("Trying to add data in unsupported state");
    return this.#decoded(this.#work.update(bytes), outputEncoding, false);
  }
  final(outputEncoding?: any): any {
    if (this.#isDone) throw invalidState();
    this.#isDone = true;
    return this.#decoded(checked(this.#work.finish()), outputEncoding, true);
  }
  _transform(this: any, data: any, encoding: any, callback: any): void {
    this.push(this.update(data, encoding));
    callback();
  }
  _flush(this: any, callback: any): void {
    try {
      this.push(this.final());
    } catch (error) {
      return callback(error);
    }
    callback();
  }
  setAutoPadding(isPadded: any = true): this {
    if (this.#isDone) throw invalidState("setAutoPadding");
    this.#work.pad(!!isPadded);
    return this;
  }
  setAAD(data: any, options?: any): this {
    const bytes = anyBytes(data, "buffer", options?.encoding);
    if (this.#isDone || !isSealing(this.#known)) throw invalidState("setAAD");
    this.#work.say(bytes);
    return this;
  }
  static {
    tags.get = (self: Coder): any => {
      const tag = self.#isDone && self.#encrypts ? self.#work.tag() : null;
      if (tag === null) throw invalidState("getAuthTag");
      return given(tag.slice(0, self.#tagLength ?? 16));
    };
    tags.set = (self: Coder, tag: any, encoding?: any): any => {
      const bytes = anyBytes(tag, "buffer", encoding);
      if (self.#isDone || self.#encrypts || !isSealing(self.#known) || self.#tag !== null)
        throw invalidState("setAuthTag");
      const { length } = bytes;
      const isUsual = length === 4 || length === 8 || (length >= 12 && length <= 16);
      const isOwn = self.#known.name === CHACHA;
      if (!(isUsual || isOwn) || (self.#tagLength ?? (isOwn ? 16 : length)) !== length) throw wrongTag(length);
      self.#tag = bytes;
      self.#work.expect(bytes);
      return self;
    };
  }
}

becomesStream(Coder, "Transform");

export class Cipheriv extends Coder {
  getAuthTag(): any {
    return tags.get(this);
  }
  constructor(cipher: any, key: any, iv: any, options?: any) {
    super(cipher, key, iv, options, true);
  }
}
export class Decipheriv extends Coder {
  setAuthTag(tag: any, encoding?: any): this {
    return tags.set(this, tag, encoding);
  }
  constructor(cipher: any, key: any, iv: any, options?: any) {
    super(cipher, key, iv, options, false);
  }
}
export const createCipheriv = (cipher: any, key: any, iv: any, options?: any) =>
  new Cipheriv(cipher, key, iv, options);
export const createDecipheriv = (cipher: any, key: any, iv: any, options?: any) =>
  new Decipheriv(cipher, key, iv, options);
