// Random bytes and numbers.
import { coded, invalidArgType, outOfRange } from "internal:errors";
import { validateFunction, validateNumber } from "internal:validate";
import { later, plain } from "internal:crypto_bytes";
import { isBuffer } from "internal:crypto_bytes";
import { Buffer } from "node:buffer";
import { randomUUID as makeUUID } from "web:crypto";

const random = host.native("random");
const MOST = 2 ** 31 - 1;

export function randomBytes(size: any, callback?: any): any {
  validateNumber(size, "size", 0, MOST);
  if (callback !== undefined) validateFunction(callback, "callback");
  const make = () => Buffer.from(random.bytes(size).buffer);
  if (callback === undefined) return make();
  later(make, callback);
}

function sized(buf: any, offset: any, size: any): Uint8Array {
  if (!isBuffer(buf)) throw invalidArgType("buf", ["ArrayBuffer", "ArrayBufferView"], buf);
  const bytes = plain(buf);
  const unit = buf.BYTES_PER_ELEMENT ?? 1;
  const check = (value: any, name: string, most: number) => {
    validateNumber(value, name);
    if (value !== value || value * unit > most || value < 0) throw outOfRange(name, `>= 0 && <= ${most}`, value * unit);
    return (value * unit) >>> 0;
  };
  const from = check(offset ?? 0, "offset", bytes.byteLength);
  const count = size === undefined ? bytes.byteLength - from : check(size, "size", MOST);
  if (from + count > bytes.byteLength)
    throw outOfRange("size + offset", `<= ${bytes.byteLength}`, from + count);
  return bytes.subarray(from, from + count);
}

export function randomFillSync(buf: any, offset: any = 0, size?: any): any {
  const target = sized(buf, offset, size);
  target.set(random.bytes(target.length));
  return buf;
}

export function randomFill(buf: any, offset: any, size?: any, callback?: any): void {
  if (typeof offset === "function") {
    callback = offset;
    offset = 0;
    size = undefined;
  } else if (typeof size === "function") {
    callback = size;
    size = undefined;
  }
  validateFunction(callback, "callback");
  const target = sized(buf, offset, size);
  later(() => {
    target.set(random.bytes(target.length));
    return buf;
  }, callback);
}

const LARGEST = 2 ** 48 - 1;

export function randomInt(min: any, max?: any, callback?: any): any {
  const hasMin = !(max === undefined || typeof max === "function");
  if (!hasMin) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, "callback");
  if (!Number.isSafeInteger(min)) throw invalidArgType("min", "a safe integer", min);
  if (!Number.isSafeInteger(max)) throw invalidArgType("max", "a safe integer", max);
  if (max <= min) throw outOfRange("max", `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (!(range <= LARGEST)) throw outOfRange(hasMin ? "max - min" : "max", `<= ${LARGEST}`, range);
  const make = () => {
    // Numbers above the last whole multiple would make the first ones likelier.
    const limit = LARGEST - (LARGEST % range);
    for (;;) {
      const bytes = random.bytes(6);
      let number = 0;
      for (let i = 0; i < 6; i++) number = number * 256 + bytes[i];
      if (number < limit) return (number % range) + min;
    }
  };
  if (callback === undefined) return make();
  later(make, callback);
}

export function randomUUID(options?: any): string {
  if (options !== undefined) {
    if (options === null || typeof options !== "object") throw invalidArgType("options", "Object", options);
    const { disableEntropyCache } = options;
    if (disableEntropyCache !== undefined && typeof disableEntropyCache !== "boolean")
      throw invalidArgType("options.disableEntropyCache", "boolean", disableEntropyCache);
  }
  return makeUUID();
}

export function timingSafeEqual(a: any, b: any): boolean {
  const check = (value: any, name: string) => {
    if (!isBuffer(value))
      throw coded(
        TypeError,
        "ERR_INVALID_ARG_TYPE",
        `The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`,
      );
    return plain(value);
  };
  const first = check(a, "buf1"),
    second = check(b, "buf2");
  if (first.length !== second.length)
    throw coded(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  return host.native("crypto").equal(first, second);
}
