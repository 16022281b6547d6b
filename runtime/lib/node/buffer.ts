// Node's Buffer.
import { coded, invalidArgType, invalidArgValue, outOfRange } from "internal:errors";
import { validateArray, validateInteger, validateNumber } from "internal:validate";
import { Blob, File, resolveObjectURL } from "web:blob";
import { defineNumbers } from "internal:buffer_numbers";
import { MAX_STRING, decoded, encoded, encodingOf, normalizeEncoding } from "internal:encodings";

const natives = host.native("encoding");
const MAX_LENGTH = 2 ** 32;

class FastBuffer extends Uint8Array {}

function create(length: number): any {
  return new FastBuffer(length);
}

/** The same memory as a Buffer. */
function wrap(bytes: Uint8Array): any {
  return new FastBuffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

function checkSize(size: unknown): asserts size is number {
  validateNumber(size, "size", 0, MAX_LENGTH);
}

function Buffer(this: any, value: any, encodingOrOffset?: any, length?: any): any {
  if (typeof value === "number") {
    if (typeof encodingOrOffset === "string") throw invalidArgType("string", "string", value);
    return alloc(value);
  }
  return from(value, encodingOrOffset, length);
}

function alloc(size: number, fill?: any, encoding?: any): any {
  checkSize(size);
  const out = create(size);
  return fill !== undefined && fill !== 0 && size > 0 ? out.fill(fill, encoding) : out;
}

function from(value: any, encodingOrOffset?: any, length?: any): any {
  if (typeof value === "string") return wrap(encoded(value, typeof encodingOrOffset === "string" ? encodingOf(encodingOrOffset) : "utf8"));
  if (typeof value === "object" && value !== null) {
    const kind = host.kindOf(value);
    if (kind === "arraybuffer" || kind === "sharedarraybuffer")
      return fromArrayBuffer(value, encodingOrOffset, length);
    const inner = value.valueOf && value.valueOf();
    if (inner != null && inner !== value && (typeof inner === "string" || typeof inner === "object")) {
      return from(inner, encodingOrOffset, length);
    }
    const made = fromObject(value);
    if (made !== undefined) return made;
    const primitive = value[Symbol.toPrimitive];
    if (typeof primitive === "function") {
      const text = Reflect.apply(primitive, value, ["string"]);
      if (typeof text === "string") return from(text, encodingOrOffset);
    }
  }
  throw invalidArgType(
    "first argument",
    ["string", "Buffer", "ArrayBuffer", "Array", "Array-like Object"],
    value,
  );
}

function fromArrayBuffer(buffer: any, offset: any, length: any): any {
  offset = offset === undefined ? 0 : +offset || 0;
  const most = buffer.byteLength - offset;
  if (most < 0) throw coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", '"offset" is outside of buffer bounds');
  if (length === undefined) length = most;
  else {
    length = +length;
    if (length > 0) {
      if (length > most)
        throw coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", '"length" is outside of buffer bounds');
    } else length = 0;
  }
  return new FastBuffer(buffer, offset, length);
}

function fromObject(value: any): any {
  if (value.length !== undefined || host.kindOf(value.buffer ?? {}) === "arraybuffer") {
    if (typeof value.length !== "number") return create(0);
    const out = create(value.length > 0 ? Math.trunc(value.length) : 0);
    for (let i = 0; i < out.length; i++) out[i] = value[i];
    return out;
  }
  if (value.type === "Buffer" && Array.isArray(value.data)) return fromObject(value.data);
  return undefined;
}

const statics: any = {
  poolSize: 8192,
  from,
  of(...items: number[]) {
    return fromObject(items);
  },
  alloc,
  allocUnsafe(size: number) {
    return alloc(size);
  },
  allocUnsafeSlow(size: number) {
    return alloc(size);
  },
  isBuffer(value: any) {
    return value instanceof FastBuffer;
  },
  isEncoding(encoding: any) {
    return typeof encoding === "string" && encoding.length !== 0 && normalizeEncoding(encoding) !== undefined;
  },
  byteLength(value: any, encoding?: any): number {
    if (typeof value !== "string") {
      if (
        ArrayBuffer.isView(value) ||
        (host.isObject(value) && ["arraybuffer", "sharedarraybuffer"].includes(host.kindOf(value)))
      )
        return value.byteLength;
      throw invalidArgType("string", ["string", "Buffer", "ArrayBuffer"], value);
    }
    const normal = normalizeEncoding(encoding ?? "utf8") ?? "utf8";
    switch (normal) {
      case "utf8":
        return natives.utf8Length(value.toWellFormed());
      case "utf16le":
        return value.length * 2;
      case "hex":
        return value.length >> 1;
      case "base64":
      case "base64url": {
        let { length } = value;
        if (value.charCodeAt(length - 1) === 61) length--;
        if (length > 1 && value.charCodeAt(length - 1) === 61) length--;
        return Math.floor((length * 3) / 4);
      }
      default:
        return value.length;
    }
  },
  compare(a: any, b: any): number {
    if (!(a instanceof Uint8Array)) throw invalidArgType("buf1", ["Buffer", "Uint8Array"], a);
    if (!(b instanceof Uint8Array)) throw invalidArgType("buf2", ["Buffer", "Uint8Array"], b);
    return compareBytes(a, b);
  },
  concat(list: any[], length?: number): any {
    validateArray(list, "list");
    if (length === undefined) {
      length = 0;
      for (let i = 0; i < list.length; i++) if (list[i].length) length += list[i].length;
    } else validateInteger(length, "length", 0);
    const out = create(length!);
    let at = 0;
    for (let i = 0; i < list.length; i++) {
      const part = list[i];
      if (!(part instanceof Uint8Array)) throw invalidArgType(`list[${i}]`, ["Buffer", "Uint8Array"], part);
      if (at + part.length > length!) {
        out.set(part.subarray(0, length! - at), at);
        at = length!;
        break;
      }
      out.set(part, at);
      at += part.length;
    }
    return out;
  },
  copyBytesFrom(view: any, offset?: number, length?: number): any {
    if (!ArrayBuffer.isView(view) || host.kindOf(view) !== "typedarray")
      throw invalidArgType("view", "TypedArray", view);
    if (offset === undefined) offset = 0;
    else validateInteger(offset, "offset", 0);
    if (length !== undefined) validateInteger(length, "length", 0);
    const size = (view as any).BYTES_PER_ELEMENT;
    const start = (view as any).byteOffset + offset * size;
    const end =
      length === undefined
        ? (view as any).byteOffset + (view as any).byteLength
        : Math.min(start + length * size, (view as any).byteOffset + (view as any).byteLength);
    return wrap(new Uint8Array((view as any).buffer.slice(start, Math.max(start, end))));
  },
};
for (const name of Object.keys(statics)) {
  Object.defineProperty(Buffer, name, {
    __proto__: null,
    value: statics[name],
    writable: true,
    enumerable: true,
    configurable: true,
  } as any);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}

function clampIndex(value: any, fallback: number, length: number): number {
  if (value === undefined) return fallback;
  let at = Math.trunc(+value) || 0;
  if (at < 0) at = 0;
  return at > length ? length : at;
}

function bufferOf(value: any, name: string): Uint8Array {
  if (!(value instanceof Uint8Array)) throw invalidArgType(name, ["Buffer", "Uint8Array"], value);
  return value;
}

function search(bytes: any, value: any, offset: any, encoding: any, isForward: boolean): number {
  if (typeof offset === "string") {
    encoding = offset;
    offset = undefined;
  }
  let at = offset === undefined ? NaN : +offset;
  if (at !== at) at = isForward ? 0 : bytes.length;
  at = Math.trunc(at);
  if (at < 0) at += bytes.length;
  if (at < 0) {
    if (!isForward) return -1;
    at = 0;
  }
  let wanted: Uint8Array;
  if (typeof value === "number") wanted = new Uint8Array([value & 255]);
  else if (typeof value === "string") wanted = encoded(value, encodingOf(encoding));
  else if (value instanceof Uint8Array) wanted = value;
  else throw invalidArgType("value", ["number", "string", "Buffer", "Uint8Array"], value);
  const last = bytes.length - wanted.length;
  const step = encoding !== undefined && normalizeEncoding(encoding) === "utf16le" ? 2 : 1;
  if (wanted.length === 0) return isForward ? Math.min(at, bytes.length) : Math.min(at, bytes.length);
  for (let i = isForward ? at : Math.min(at, last); isForward ? i <= last : i >= 0; i += isForward ? 1 : -1) {
    if (step === 2 && (i - 0) % 2 !== 0) continue;
    let k = 0;
    while (k < wanted.length && bytes[i + k] === wanted[k]) k++;
    if (k === wanted.length) return i;
  }
  return -1;
}

const methods: any = {
  toString(this: any, encoding?: any, start?: any, end?: any): string {
    if (arguments.length === 0) return decoded(this, "utf8", 0, this.length);
    const from = clampIndex(start, 0, this.length),
      to = clampIndex(end, this.length, this.length);
    if (to <= from) return "";
    const normal = encoding === undefined ? "utf8" : normalizeEncoding(encoding);
    if (normal === undefined) throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
    return decoded(this, normal, from, to);
  },
  toLocaleString(this: any, ...args: any[]) {
    return Reflect.apply(methods.toString, this, args);
  },
  equals(this: any, other: any): boolean {
    bufferOf(other, "otherBuffer");
    return this === other || (this.length === other.length && compareBytes(this, other) === 0);
  },
  compare(this: any, target: any, targetStart?: any, targetEnd?: any, start?: any, end?: any): number {
    bufferOf(target, "target");
    if (targetStart !== undefined) validateInteger(targetStart, "targetStart", 0, MAX_LENGTH);
    if (targetEnd !== undefined) validateInteger(targetEnd, "targetEnd", 0, target.length);
    if (start !== undefined) validateInteger(start, "sourceStart", 0, MAX_LENGTH);
    if (end !== undefined) validateInteger(end, "sourceEnd", 0, this.length);
    targetStart ??= 0;
    targetEnd ??= target.length;
    start ??= 0;
    end ??= this.length;
    if (start >= end) return targetStart >= targetEnd ? 0 : -1;
    if (targetStart >= targetEnd) return 1;
    return compareBytes(this.subarray(start, end), target.subarray(targetStart, targetEnd));
  },
  indexOf(this: any, value: any, offset?: any, encoding?: any) {
    return search(this, value, offset, encoding, true);
  },
  lastIndexOf(this: any, value: any, offset?: any, encoding?: any) {
    return search(this, value, offset, encoding, false);
  },
  includes(this: any, value: any, offset?: any, encoding?: any) {
    return search(this, value, offset, encoding, true) !== -1;
  },
  copy(this: any, target: any, targetStart?: any, sourceStart?: any, sourceEnd?: any): number {
    bufferOf(target, "target");
    const to = targetStart === undefined ? 0 : Math.trunc(+targetStart) || 0;
    if (to < 0) throw outOfRange("targetStart", ">= 0", targetStart);
    const from = sourceStart === undefined ? 0 : Math.trunc(+sourceStart) || 0;
    if (from < 0 || from > this.length)
      throw outOfRange("sourceStart", `>= 0 && <= ${this.length}`, sourceStart);
    const end = sourceEnd === undefined ? this.length : Math.trunc(+sourceEnd) || 0;
    if (end < 0) throw outOfRange("sourceEnd", ">= 0", sourceEnd);
    if (to >= target.length || from >= end) return 0;
    const count = Math.min(end - from, target.length - to, this.length - from);
    Reflect.apply(Uint8ArraySet, target, [this.subarray(from, from + count), to]);
    return count;
  },
  fill(this: any, value: any, offset?: any, end?: any, encoding?: any): any {
    if (typeof value === "string") {
      if (typeof offset === "string") {
        encoding = offset;
        offset = 0;
        end = this.length;
      } else if (typeof end === "string") {
        encoding = end;
        end = this.length;
      }
      if (encoding !== undefined && typeof encoding !== "string")
        throw invalidArgType("encoding", "string", encoding);
    }
    if (offset !== undefined) validateNumber(offset, "offset", 0);
    if (end !== undefined) validateNumber(end, "end", 0, this.length);
    const from = offset ?? 0,
      to = Math.min(end ?? this.length, this.length);
    if (from >= to) return this;
    let bytes: Uint8Array;
    if (typeof value === "string") {
      bytes = encoded(value, encodingOf(encoding));
      if (bytes.length === 0) {
        if (value.length > 0) throw invalidArgValue("value", value);
        bytes = new Uint8Array(1);
      }
    } else if (ArrayBuffer.isView(value)) {
      bytes = new Uint8Array((value as any).buffer, (value as any).byteOffset, (value as any).byteLength);
      if (bytes.length === 0) throw invalidArgValue("value", value);
    } else bytes = new Uint8Array([typeof value === "boolean" ? +value : value & 255]);
    const room = to - from;
    Reflect.apply(Uint8ArraySet, this, [bytes.length > room ? bytes.subarray(0, room) : bytes, from]);
    // What is there already is doubled.
    for (let done = bytes.length; done < room; done *= 2)
      Reflect.apply(Uint8ArrayCopyWithin, this, [from + done, from, Math.min(from + done, to - done)]);
    return this;
  },
  write(this: any, text: any, offset?: any, length?: any, encoding?: any): number {
    if (typeof offset === "string") {
      encoding = offset;
      offset = undefined;
      length = undefined;
    } else if (typeof length === "string") {
      encoding = length;
      length = undefined;
    }
    if (typeof text !== "string") throw coded(TypeError, "ERR_INVALID_ARG_TYPE", "argument must be a string");
    if (offset === undefined) offset = 0;
    else validateInteger(offset, "offset", 0, this.length);
    const room = this.length - offset;
    if (length === undefined) length = room;
    else {
      validateInteger(length, "length", 0, this.length);
      if (length > room) length = room;
    }
    const normal = encodingOf(encoding);
    const bytes = encoded(text, normal);
    let count = Math.min(length, bytes.length);
    // No half character.
    if (normal === "utf8" && count < bytes.length)
      while (count > 0 && (bytes[count] & 0xc0) === 0x80) count--;
    if (normal === "utf16le") count -= count % 2;
    for (let i = 0; i < count; i++) this[offset + i] = bytes[i];
    return count;
  },
  toJSON(this: any) {
    const data: number[] = [];
    for (let i = 0; i < this.length; i++) data[i] = this[i];
    return { type: "Buffer", data };
  },
  subarray(this: any, start?: any, end?: any): any {
    const at = (value: any, fallback: number) => {
      if (value === undefined) return fallback;
      let index = Math.trunc(+value) || 0;
      if (index < 0) index = Math.max(0, index + this.length);
      return Math.min(index, this.length);
    };
    const from = at(start, 0),
      to = at(end, this.length);
    return new FastBuffer(this.buffer, this.byteOffset + from, Math.max(0, to - from));
  },
  slice(this: any, start?: any, end?: any): any {
    return this.subarray(start, end);
  },
  swap16(this: any) {
    return swap(this, 2);
  },
  swap32(this: any) {
    return swap(this, 4);
  },
  swap64(this: any) {
    return swap(this, 8);
  },
};
const Uint8ArraySet = host.P.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  "set",
).value;
const Uint8ArrayCopyWithin = host.P.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  "copyWithin",
).value;

function swap(bytes: any, size: number): any {
  if (bytes.length % size !== 0)
    throw coded(RangeError, "ERR_INVALID_BUFFER_SIZE", `Buffer size must be a multiple of ${size * 8}-bits`);
  for (let at = 0; at < bytes.length; at += size) {
    for (let i = 0; i < size / 2; i++) {
      const other = bytes[at + size - 1 - i];
      bytes[at + size - 1 - i] = bytes[at + i];
      bytes[at + i] = other;
    }
  }
  return bytes;
}

for (const encoding of ["ascii", "base64", "base64url", "latin1", "hex", "ucs2", "utf8"]) {
  methods[`${encoding}Slice`] = function (this: any, start?: number, end?: number) {
    return this.toString(encoding, start, end);
  };
  methods[`${encoding}Write`] = function (this: any, text: string, offset?: number, length?: number) {
    return this.write(text, offset, length, encoding);
  };
}
const prototype: any = FastBuffer.prototype;
for (const name of Object.keys(methods)) {
  Object.defineProperty(prototype, name, {
    __proto__: null,
    value: methods[name],
    writable: true,
    enumerable: true,
    configurable: true,
  } as any);
}
defineNumbers(prototype);
Object.defineProperty(prototype, "parent", {
  __proto__: null,
  enumerable: true,
  get() {
    return this instanceof FastBuffer ? this.buffer : undefined;
  },
} as any);
Object.defineProperty(prototype, "offset", {
  __proto__: null,
  enumerable: true,
  get() {
    return this instanceof FastBuffer ? this.byteOffset : undefined;
  },
} as any);
Object.defineProperty(prototype, "constructor", {
  __proto__: null,
  value: Buffer,
  writable: true,
  configurable: true,
} as any);
Object.defineProperty(Buffer, "prototype", { __proto__: null, value: prototype, writable: false } as any);
Object.setPrototypeOf(Buffer, Uint8Array);

const INSPECT_MAX_BYTES = 50;
host.inspect.print(prototype, (bytes: any, _depth: number, inspect: any, state: any) => {
  if (!(bytes instanceof Uint8Array)) return undefined;
  const count = Math.min(INSPECT_MAX_BYTES, bytes.length);
  let text = natives
    .hexEncode(bytes, 0, count)
    .replace(/(.{2})/g, "$1 ")
    .trim();
  const more = bytes.length - count;
  if (more > 0) text += ` ... ${more} more byte${more > 1 ? "s" : ""}`;
  const extra = Object.keys(bytes).filter((name) => !/^\d+$/.test(name));
  if (extra.length > 0) {
    const own: any = Object.create(null);
    for (const name of extra) own[name] = (bytes as any)[name];
    const shown = host.inspect.inspect(own, undefined, false, state.options);
    text += `${bytes.length === 0 ? "" : ", "}${shown.slice(27, -2)}`;
  }
  const name = host.inspect.constructorName(bytes) ?? "Buffer";
  return `<${name} ${text}>`;
});

export function isUtf8(input: any): boolean {
  return natives.utf8Valid(wrap(host.load("web:encoding").bytesOf(input)));
}
export function isAscii(input: any): boolean {
  const bytes = host.load("web:encoding").bytesOf(input);
  for (let i = 0; i < bytes.length; i++) if (bytes[i] > 127) return false;
  return true;
}
export function transcode(source: any, fromEncoding: string, toEncoding: string): any {
  bufferOf(source, "source");
  if (source.length === 0) return alloc(0);
  const [given, wanted] = [normalizeEncoding(fromEncoding), normalizeEncoding(toEncoding)];
  const known = ["ascii", "latin1", "utf16le", "utf8"];
  if (!known.includes(given as string) || !known.includes(wanted as string)) {
    const code = "U_ILLEGAL_ARGUMENT_ERROR";
    throw Object.assign(new Error(`Unable to transcode Buffer [${code}]`), { code, errno: 1 });
  }
  let text: string = from(source).toString(given === "ascii" ? "latin1" : given);
  if (given === "ascii") text = text.replace(/[^\0-\x7f]/g, "\ufffd");
  // What the other has no character for is a question mark.
  if (wanted === "ascii") text = text.replace(/[^\0-\x7f]/gu, "?");
  if (wanted === "latin1") text = text.replace(/[^\0-\xff]/gu, "?");
  return from(text, wanted);
}

export const constants = { MAX_LENGTH, MAX_STRING_LENGTH: MAX_STRING };
export const kMaxLength = MAX_LENGTH;
export const kStringMaxLength = MAX_STRING;
export const { atob, btoa } = globalThis as any;
export { Blob, Buffer, File, INSPECT_MAX_BYTES, resolveObjectURL };
export function SlowBuffer(length: number) {
  return alloc(length);
}
