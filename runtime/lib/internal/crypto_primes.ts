// Prime numbers: tested after Miller and Rabin, found by looking.
import { invalidArgType, outOfRange } from "internal:errors";
import { natives } from "internal:crypto_bytes";
import { validateBoolean, validateFunction, validateInteger, validateObject } from "internal:validate";

const MOST = 2147483647;
/** As many rounds as leave less than 2^-64 of a doubt. */
const ROUNDS = 24;
const SMALL = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n];

export function numberOf(bytes: Uint8Array): bigint {
  let text = "0";
  for (let i = 0; i < bytes.length; i++) text += (bytes[i] < 16 ? "0" : "") + bytes[i].toString(16);
  return BigInt(`0x${text}`);
}
export function bytesOfNumber(value: bigint, length = 0): Uint8Array {
  let text = value === 0n ? "" : value.toString(16);
  if (text.length % 2 === 1) text = `0${text}`;
  const bytes = new Uint8Array(Math.max(length, text.length / 2));
  for (let i = 0; i < text.length / 2; i++)
    bytes[bytes.length - text.length / 2 + i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export const power = (base: bigint, exponent: bigint, modulus: bigint): bigint =>
  numberOf(natives.modPow(bytesOfNumber(base), bytesOfNumber(exponent), bytesOfNumber(modulus)));

const randomBelow = (limit: bigint): bigint =>
  numberOf(host.native("random").bytes(bytesOfNumber(limit).length + 8)) % limit;

export function isPrime(value: bigint, rounds = ROUNDS): boolean {
  if (value < 2n) return false;
  for (const it of SMALL) if (value % it === 0n) return value === it;
  let odd = value - 1n,
    twos = 0;
  for (; odd % 2n === 0n; odd /= 2n) twos++;
  for (let round = 0; round < rounds; round++) {
    let x = power(2n + randomBelow(value - 3n), odd, value);
    if (x === 1n || x === value - 1n) continue;
    let isWitness = true;
    for (let i = 1; i < twos && isWitness; i++) {
      x = (x * x) % value;
      isWitness = x !== value - 1n;
    }
    if (isWitness) return false;
  }
  return true;
}

export function findPrime(size: number, isSafe: boolean, add: bigint | undefined, rem: bigint | undefined): bigint {
  const top = size > 1 ? 3n << BigInt(size - 2) : 2n;
  const limit = 1n << BigInt(size);
  for (;;) {
    let value = top | randomBelow(limit);
    if (add === undefined) value |= 1n;
    else value = value - (value % add) + (rem ?? (isSafe ? 3n : 1n));
    if (value >= limit && size > 1) continue;
    // What cannot be is not asked of the long way.
    if (SMALL.some((it) => value % it === 0n && value !== it)) continue;
    if (!isPrime(value, 1) || (isSafe && size > 2 && !isPrime((value - 1n) / 2n, 1))) continue;
    if (isPrime(value) && (!isSafe || size <= 2 || isPrime((value - 1n) / 2n))) return value;
  }
}

function given(value: any, name: string): bigint {
  if (typeof value === "bigint") {
    if (value < 0n) throw outOfRange(name, ">= 0", value);
    return value;
  }
  const isBuffer = typeof value === "object" && value !== null && /arraybuffer$/.test(host.kindOf(value) ?? "");
  if (ArrayBuffer.isView(value)) return numberOf(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (isBuffer) return numberOf(new Uint8Array(value));
  throw invalidArgType(name, ["ArrayBuffer", "TypedArray", "Buffer", "DataView", "bigint"], value);
}

function generating(size: any, options: any): () => any {
  validateInteger(size, "size", 1, MOST);
  validateObject(options, "options");
  const { safe = false, bigint = false } = options;
  const add = options.add === undefined ? undefined : given(options.add, "options.add");
  const rem = options.rem === undefined ? undefined : given(options.rem, "options.rem");
  validateBoolean(safe, "options.safe");
  validateBoolean(bigint, "options.bigint");
  if (add !== undefined && (add >= 1n << BigInt(size) || (rem !== undefined && add <= rem)))
    throw outOfRange(add >= 1n << BigInt(size) ? "options.add" : "options.rem", "a number that fits", add);
  return () => {
    const prime = findPrime(size, safe, add, rem);
    return bigint ? prime : bytesOfNumber(prime, Math.ceil(size / 8)).buffer;
  };
}
export const generatePrimeSync = (size: any, options: any = {}): any => generating(size, options)();
export function generatePrime(size: any, options: any, callback: any = undefined): void {
  if (typeof options === "function") {
    callback = options;
    options = {};
  }
  validateFunction(callback, "callback");
  const work = generating(size, options);
  host.timerFunctions.setImmediate(() => Reflect.apply(callback, undefined, [undefined, work()]));
}

function checking(candidate: any, options: any): () => boolean {
  const value = given(candidate, "candidate");
  validateObject(options, "options");
  const { checks = 0 } = options;
  validateInteger(checks, "options.checks", 0, MOST);
  return () => isPrime(value, checks === 0 ? ROUNDS : checks);
}
export const checkPrimeSync = (candidate: any, options: any = {}): boolean => checking(candidate, options)();
export function checkPrime(candidate: any, options: any = {}, callback: any = undefined): void {
  if (typeof options === "function") {
    callback = options;
    options = {};
  }
  validateFunction(callback, "callback");
  const work = checking(candidate, options);
  host.timerFunctions.setImmediate(() => Reflect.apply(callback, undefined, [undefined, work()]));
}
