// Diffie and Hellman's agreement on a secret, over the numbers below a prime.
import { coded, invalidArgType } from "internal:errors";
import { anyBytes, given } from "internal:crypto_bytes";
import { primeOf } from "internal:crypto_groups";
import { bytesOfNumber, findPrime, isPrime, numberOf, power } from "internal:crypto_primes";

const LEAST_BITS = 512;
const NOT_SAFE_PRIME = 2,
  NOT_PRIME = 1,
  UNSUITABLE = 8,
  TOO_SMALL = 128;

const tooSmall = () =>
  coded(Error, "ERR_OSSL_DH_MODULUS_TOO_SMALL", "error:0280007E:Diffie-Hellman routines::modulus too small");
const missing = (what: string) =>
  coded(Error, "ERR_CRYPTO_INVALID_STATE", `No ${what} key - did you forget to generate one?`);

let setPublic: (self: Agreement, key: bigint) => void;
let setPrivate: (self: Agreement, key: bigint) => void;

class Agreement {
  #prime: bigint;
  #generator: bigint;
  #length: number;
  #private: bigint | null = null;
  #public: bigint | null = null;
  declare verifyError: number;

  constructor(prime: bigint, generator: bigint, length: number, verifyError: number) {
    this.#prime = prime;
    this.#generator = generator;
    this.#length = length;
    Object.defineProperty(this, "verifyError", { __proto__: null, value: verifyError, enumerable: true } as any);
  }
  generateKeys(encoding?: any): any {
    if (this.#prime < 1n << BigInt(LEAST_BITS - 1)) throw tooSmall();
    if (this.#private === null) {
      const bytes = host.native("random").bytes(this.#length);
      this.#private = 2n + (numberOf(bytes) % (this.#prime - 3n));
    }
    this.#public = power(this.#generator, this.#private, this.#prime);
    return this.getPublicKey(encoding);
  }
  computeSecret(key: any, inputEncoding?: any, outputEncoding?: any): any {
    const other = numberOf(anyBytes(key, "otherPublicKey", inputEncoding));
    if (this.#private === null) throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYTYPE", "Invalid key type");
    if (other <= 1n) throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Supplied key is too small");
    if (other >= this.#prime - 1n) throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Supplied key is too large");
    return given(bytesOfNumber(power(other, this.#private, this.#prime), this.#length), outputEncoding);
  }
  getPrime(encoding?: any): any {
    return given(bytesOfNumber(this.#prime), encoding);
  }
  getGenerator(encoding?: any): any {
    return given(bytesOfNumber(this.#generator), encoding);
  }
  getPublicKey(encoding?: any): any {
    if (this.#public === null) throw missing("public");
    return given(bytesOfNumber(this.#public), encoding);
  }
  getPrivateKey(encoding?: any): any {
    if (this.#private === null) throw missing("private");
    return given(bytesOfNumber(this.#private), encoding);
  }
  static {
    setPublic = (self, key) => {
      self.#public = key;
    };
    setPrivate = (self, key) => {
      self.#private = key;
    };
  }
}

/** What OpenSSL would say of the two numbers. */
function faults(prime: bigint, generator: bigint): number {
  let found = 0;
  if (prime < 1n << BigInt(LEAST_BITS - 1)) found |= TOO_SMALL;
  if (generator <= 1n || generator >= prime - 1n) found |= UNSUITABLE;
  if (!isPrime(prime)) found |= NOT_PRIME;
  else if (!isPrime((prime - 1n) / 2n)) found |= NOT_SAFE_PRIME;
  return found;
}

function numbers(sizeOrKey: any, keyEncoding: any, generator: any, genEncoding: any): [bigint, bigint, number] {
  if (typeof sizeOrKey !== "number" && typeof sizeOrKey !== "string" && !ArrayBuffer.isView(sizeOrKey) && host.kindOf(sizeOrKey) !== "arraybuffer")
    throw invalidArgType("sizeOrKey", ["number", "string", "ArrayBuffer", "Buffer", "TypedArray", "DataView"], sizeOrKey);
  // The encodings may be left out.
  if (keyEncoding && typeof keyEncoding !== "string") {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = undefined;
  }
  const base = generator === undefined || generator === null ? 2n : typeof generator === "number" ? BigInt(generator) : numberOf(anyBytes(generator, "generator", genEncoding));
  if (typeof sizeOrKey === "number") {
    if (sizeOrKey < LEAST_BITS) throw tooSmall();
    return [findPrime(sizeOrKey, true, undefined, undefined), base, Math.ceil(sizeOrKey / 8)];
  }
  const bytes = anyBytes(sizeOrKey, "sizeOrKey", keyEncoding);
  return [numberOf(bytes), base, bytes.length];
}

class Given extends Agreement {
  setPublicKey(key: any, encoding?: any): void {
    setPublic(this, numberOf(anyBytes(key, "key", encoding)));
  }
  setPrivateKey(key: any, encoding?: any): void {
    setPrivate(this, numberOf(anyBytes(key, "key", encoding)));
  }
}
Object.defineProperty(Given, "name", { __proto__: null, value: "DiffieHellman" } as any);

export function DiffieHellman(this: any, sizeOrKey: any, keyEncoding?: any, generator?: any, genEncoding?: any): any {
  const [prime, base, length] = numbers(sizeOrKey, keyEncoding, generator, genEncoding);
  return new Given(prime, base, length, faults(prime, base));
}
DiffieHellman.prototype = Given.prototype;
Object.defineProperty(Given.prototype, "constructor", { __proto__: null, value: DiffieHellman, writable: true, configurable: true } as any);

class Group extends Agreement {}
Object.defineProperty(Group, "name", { __proto__: null, value: "DiffieHellmanGroup" } as any);
export function DiffieHellmanGroup(this: any, name: any): any {
  if (typeof name !== "string") throw coded(TypeError, "ERR_INVALID_ARG_TYPE", "Group name must be a string");
  const prime = primeOf(name.toLowerCase());
  if (prime === undefined) throw coded(Error, "ERR_CRYPTO_UNKNOWN_DH_GROUP", "Unknown DH group");
  return new Group(BigInt(`0x${prime}`), 2n, prime.length / 2, 0);
}
DiffieHellmanGroup.prototype = Group.prototype;
Object.defineProperty(Group.prototype, "constructor", { __proto__: null, value: DiffieHellmanGroup, writable: true, configurable: true } as any);

export const createDiffieHellman = (sizeOrKey: any, keyEncoding?: any, generator?: any, genEncoding?: any): any =>
  new (DiffieHellman as any)(sizeOrKey, keyEncoding, generator, genEncoding);
export const createDiffieHellmanGroup = (name: any): any => new (DiffieHellmanGroup as any)(name);
export const getDiffieHellman = createDiffieHellmanGroup;
