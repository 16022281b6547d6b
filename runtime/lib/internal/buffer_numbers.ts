// Numbers in a Buffer: `readUInt16LE`, `writeDoubleBE` and their kin.
import { coded, invalidArgType, outOfRange } from "internal:errors";

function checkNumber(value: unknown, name: string): asserts value is number {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
}

function checkOffset(bytes: Uint8Array, offset: unknown, size: number): number {
  checkNumber(offset, "offset");
  if (Number.isInteger(offset) && offset >= 0 && offset + size <= bytes.length) return offset;
  if (Math.floor(offset) !== offset) throw outOfRange("offset", "an integer", offset);
  if (bytes.length - size < 0)
    throw coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
  throw outOfRange("offset", `>= 0 and <= ${bytes.length - size}`, offset);
}

function checkValue(value: number | bigint, min: number | bigint, max: number | bigint, size: number): void {
  if (!(value < min || value > max)) return;
  const n = typeof min === "bigint" ? "n" : "";
  let range: string;
  if (size > 4) {
    const bits = size * 8;
    if (min === 0 || min === 0n) range = `>= 0${n} and < 2${n} ** ${bits}${n}`;
    else range = `>= -(2${n} ** ${bits - 1}${n}) and < 2${n} ** ${bits - 1}${n}`;
  } else range = `>= ${min}${n} and <= ${max}${n}`;
  throw outOfRange("value", range, value);
}

const scratch = new DataView(new ArrayBuffer(8));
const scratchBytes = new Uint8Array(scratch.buffer);

function readInteger(
  bytes: Uint8Array,
  at: number,
  size: number,
  isLittle: boolean,
  isSigned: boolean,
): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + bytes[at + (isLittle ? size - 1 - i : i)];
  const half = 2 ** (size * 8 - 1);
  return isSigned && value >= half ? value - 2 * half : value;
}

function writeInteger(bytes: Uint8Array, value: number, at: number, size: number, isLittle: boolean): number {
  let rest = value < 0 ? value + 2 ** (size * 8) : value;
  for (let i = 0; i < size; i++) {
    bytes[at + (isLittle ? i : size - 1 - i)] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return at + size;
}

function limits(size: number, isSigned: boolean): [number, number] {
  return isSigned ? [-(2 ** (size * 8 - 1)), 2 ** (size * 8 - 1) - 1] : [0, 2 ** (size * 8) - 1];
}

export function defineNumbers(prototype: any): void {
  const define = (names: string[], value: Function) => {
    Object.defineProperty(value, "name", { __proto__: null, value: names[0], configurable: true } as any);
    for (const name of names)
      Object.defineProperty(prototype, name, {
        __proto__: null,
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      } as any);
  };
  const aliases = (name: string) =>
    name.includes("UInt")
      ? [name, name.replace("UInt", "Uint")]
      : name.includes("BigU")
        ? [name, name.replace("BigUInt", "BigUint")]
        : [name];
  for (const isSigned of [false, true]) {
    const kind = isSigned ? "Int" : "UInt";
    const [low, high] = limits(1, isSigned);
    define(aliases(`read${kind}8`), function (this: Uint8Array, offset: any = 0) {
      return readInteger(this, checkOffset(this, offset, 1), 1, true, isSigned);
    });
    define(aliases(`write${kind}8`), function (this: Uint8Array, value: any, offset: any = 0) {
      value = +value;
      checkValue(value, low, high, 1);
      return writeInteger(this, Math.trunc(value) || 0, checkOffset(this, offset, 1), 1, true);
    });
    for (const isLittle of [true, false]) {
      const end = isLittle ? "LE" : "BE";
      for (const size of [2, 4]) {
        const [min, max] = limits(size, isSigned);
        define(aliases(`read${kind}${size * 8}${end}`), function (this: Uint8Array, offset: any = 0) {
          return readInteger(this, checkOffset(this, offset, size), size, isLittle, isSigned);
        });
        define(
          aliases(`write${kind}${size * 8}${end}`),
          function (this: Uint8Array, value: any, offset: any = 0) {
            value = +value;
            checkValue(value, min, max, size);
            return writeInteger(
              this,
              Math.trunc(value) || 0,
              checkOffset(this, offset, size),
              size,
              isLittle,
            );
          },
        );
      }
      define(aliases(`read${kind}${end}`), function (this: Uint8Array, offset: any, byteLength: any) {
        if (offset === undefined) throw invalidArgType("offset", "number", offset);
        checkSize(byteLength);
        return readInteger(this, checkOffset(this, offset, byteLength), byteLength, isLittle, isSigned);
      });
      define(
        aliases(`write${kind}${end}`),
        function (this: Uint8Array, value: any, offset: any, byteLength: any) {
          checkSize(byteLength);
          const [min, max] = limits(byteLength, isSigned);
          value = +value;
          checkValue(value, min, max, byteLength);
          return writeInteger(
            this,
            Math.trunc(value) || 0,
            checkOffset(this, offset, byteLength),
            byteLength,
            isLittle,
          );
        },
      );
      const big = isSigned ? "BigInt" : "BigUInt";
      define(aliases(`read${big}64${end}`), function (this: Uint8Array, offset: any = 0) {
        const at = checkOffset(this, offset, 8);
        for (let i = 0; i < 8; i++) scratchBytes[i] = this[at + i];
        return isSigned ? scratch.getBigInt64(0, isLittle) : scratch.getBigUint64(0, isLittle);
      });
      define(aliases(`write${big}64${end}`), function (this: Uint8Array, value: any, offset: any = 0) {
        const min = isSigned ? -(2n ** 63n) : 0n,
          max = isSigned ? 2n ** 63n - 1n : 2n ** 64n - 1n;
        if (typeof value !== "bigint")
          throw new TypeError("Cannot mix BigInt and other types, use explicit conversions");
        checkValue(value, min, max, 8);
        const at = checkOffset(this, offset, 8);
        scratch.setBigInt64(0, value, isLittle);
        for (let i = 0; i < 8; i++) this[at + i] = scratchBytes[i];
        return at + 8;
      });
    }
  }
  for (const [name, size] of [
    ["Float", 4],
    ["Double", 8],
  ] as [string, number][]) {
    for (const isLittle of [true, false]) {
      const end = isLittle ? "LE" : "BE";
      define([`read${name}${end}`], function (this: Uint8Array, offset: any = 0) {
        const at = checkOffset(this, offset, size);
        for (let i = 0; i < size; i++) scratchBytes[i] = this[at + i];
        return size === 4 ? scratch.getFloat32(0, isLittle) : scratch.getFloat64(0, isLittle);
      });
      define([`write${name}${end}`], function (this: Uint8Array, value: any, offset: any = 0) {
        const at = checkOffset(this, offset, size);
        if (size === 4) scratch.setFloat32(0, +value, isLittle);
        else scratch.setFloat64(0, +value, isLittle);
        for (let i = 0; i < size; i++) this[at + i] = scratchBytes[i];
        return at + size;
      });
    }
  }
}

function checkSize(byteLength: unknown): asserts byteLength is number {
  if (byteLength === undefined) throw invalidArgType("byteLength", "number", byteLength);
  checkNumber(byteLength, "byteLength");
  if (Number.isInteger(byteLength) && byteLength >= 1 && byteLength <= 6) return;
  if (Math.floor(byteLength) !== byteLength) throw outOfRange("byteLength", "an integer", byteLength);
  throw outOfRange("byteLength", ">= 1 and <= 6", byteLength);
}
