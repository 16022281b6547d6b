// `v8.Deserializer`: values from bytes in V8's format.
import { coded } from "internal:errors";
import { ERRORS, FLAG_BITS, VERSION, VIEWS, VIEW_TAGS } from "internal:wire_format";
import { Buffer } from "node:buffer";

const unread = () => new Error("Unable to deserialize cloned data.");
/** What a program reads by itself says what it was. */
function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new Error(`${what}() failed`);
  }
}
const HOLE = Symbol("hole");

export class Deserializer {
  buffer: any;
  #bytes: Uint8Array;
  #at = 0;
  #version = 0;
  #objects: any[] = [];
  #transferred = new Map<number, any>();

  constructor(buffer: any) {
    if (!ArrayBuffer.isView(buffer)) throw coded(TypeError, "ERR_INVALID_ARG_TYPE", "buffer must be a TypedArray or a DataView");
    this.buffer = buffer;
    this.#bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }

  readHeader(): boolean {
    if (this.#bytes[this.#at] !== 0xff) throw new Error("Unable to deserialize cloned data due to invalid or unsupported version.");
    this.#at++;
    this.#version = this.#varint();
    if (this.#version > VERSION) throw new Error("Unable to deserialize cloned data due to invalid or unsupported version.");
    return true;
  }
  getWireFormatVersion(): number {
    return this.#version;
  }
  transferArrayBuffer(id: any, buffer: any): void {
    this.#transferred.set(Number(id) >>> 0, buffer);
  }
  readUint32(): number {
    return reading("ReadUint32", () => this.#varint() >>> 0);
  }
  readUint64(): [number, number] {
    const value = reading("ReadUint64", () => this.#big());
    return [Number((value >> 32n) & 0xffffffffn), Number(value & 0xffffffffn)];
  }
  readDouble(): number {
    return reading("ReadDouble", () => this.#double());
  }
  #double(): number {
    this.#needs(8);
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, 8);
    this.#at += 8;
    return view.getFloat64(0, true);
  }
  /** Where so many bytes begin, which are skipped. */
  _readRawBytes(length: any): number {
    return reading("ReadRawBytes", () => this.#skip(Number(length)));
  }
  #skip(length: number): number {
    this.#needs(length);
    const at = this.#at;
    this.#at += length;
    return at;
  }
  readRawBytes(length: any): any {
    const at = this._readRawBytes(length);
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + at, Number(length));
  }
  readValue(): any {
    return this.#value();
  }

  #needs(count: number): void {
    if (this.#at + count > this.#bytes.length) throw unread();
  }
  #byte(): number {
    this.#needs(1);
    return this.#bytes[this.#at++];
  }
  #varint(): number {
    let value = 0,
      scale = 1;
    for (;;) {
      const byte = this.#byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }
  #big(): bigint {
    let value = 0n,
      shift = 0n;
    for (;;) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7n;
    }
  }
  #tag(): string {
    let byte = this.#byte();
    // Padding.
    while (byte === 0) byte = this.#byte();
    return String.fromCharCode(byte);
  }
  #is(tag: string): boolean {
    let at = this.#at;
    while (this.#bytes[at] === 0) at++;
    if (this.#bytes[at] !== tag.charCodeAt(0)) return false;
    this.#at = at + 1;
    return true;
  }
  #keep<T>(object: T): T {
    this.#objects.push(object);
    return object;
  }

  #value(): any {
    const tag = this.#tag();
    switch (tag) {
      case "_":
        return undefined;
      case "0":
        return null;
      case "T":
        return true;
      case "F":
        return false;
      case "I": {
        const raw = this.#varint();
        return (raw >>> 1) ^ -(raw & 1);
      }
      case "U":
        return this.#varint();
      case "N":
        return this.#double();
      case "Z":
        return this.#bigint();
      case '"':
      case "c":
      case "S":
        return this.#text(tag);
      case "-":
        return HOLE;
      case "^": {
        const id = this.#varint();
        if (id >= this.#objects.length) throw unread();
        return this.#objects[id];
      }
      case "o":
        return this.#properties(this.#keep({}), "{");
      case "A":
      case "a":
        return this.#array(tag === "A");
      default:
        return this.#other(tag);
    }
  }
  #other(tag: string): any {
    switch (tag) {
      case "D":
        return this.#keep(new Date(this.#double()));
      case "y":
      case "x":
        return this.#keep(Object(tag === "y"));
      case "n":
        return this.#keep(Object(this.#double()));
      case "z":
        return this.#keep(Object(this.#bigint()));
      case "s":
        return this.#keep(Object(this.#text(this.#tag())));
      case "R": {
        const source = this.#text(this.#tag()),
          bits = this.#varint();
        let flags = "";
        for (const [flag, bit] of FLAG_BITS) if (bits & bit) flags += flag;
        return this.#keep(new RegExp(source, flags));
      }
      case ";":
        return this.#map();
      case "'":
        return this.#set();
      case "r":
        return this.#error();
      case "B": {
        const length = this.#varint();
        const at = this.#skip(length);
        const buffer = this.#keep(this.#bytes.slice(at, at + length).buffer);
        return this.#bytes[this.#at] === 0x56 ? this.#view(buffer as ArrayBuffer) : buffer;
      }
      case "t": {
        const buffer = this.#transferred.get(this.#varint());
        if (buffer === undefined) throw unread();
        this.#keep(buffer);
        return this.#bytes[this.#at] === 0x56 ? this.#view(buffer) : buffer;
      }
      case "\\": {
        const at = this.#objects.length;
        this.#objects.push(undefined);
        const object = (this as any)._readHostObject();
        if (object === null || typeof object !== "object") throw new TypeError("readHostObject must return an object");
        return (this.#objects[at] = object);
      }
    }
    throw unread();
  }
  #bigint(): bigint {
    const bits = this.#varint();
    const length = bits >>> 1;
    const at = this.#skip(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#bytes[at + i]);
    return bits & 1 ? -value : value;
  }
  #text(tag: string): string {
    const length = this.#varint();
    const at = this.#skip(length);
    const bytes = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + at, length);
    if (tag === "S") return bytes.toString("utf8");
    return bytes.toString(tag === "c" ? "utf16le" : "latin1");
  }
  #properties(object: any, end: string): any {
    let count = 0;
    while (!this.#is(end)) {
      const key = this.#value();
      const value = this.#value();
      Object.defineProperty(object, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as any);
      count++;
    }
    if (this.#varint() !== count) throw unread();
    return object;
  }
  #array(isDense: boolean): any[] {
    const length = this.#varint();
    if (length > this.#bytes.length - this.#at && isDense) throw unread();
    const list: any[] = this.#keep([]);
    list.length = length;
    if (!isDense) {
      this.#properties(list, "@");
      this.#varint();
      return list;
    }
    for (let i = 0; i < length; i++) {
      const value = this.#value();
      if (value !== HOLE) list[i] = value;
    }
    this.#properties(list, "$");
    this.#varint();
    return list;
  }
  #map(): Map<any, any> {
    const map = this.#keep(new Map());
    while (!this.#is(":")) {
      const key = this.#value();
      map.set(key, this.#value());
    }
    this.#varint();
    return map;
  }
  #set(): Set<any> {
    const set = this.#keep(new Set());
    while (!this.#is(",")) set.add(this.#value());
    this.#varint();
    return set;
  }
  #error(): Error {
    const at = this.#objects.length;
    this.#objects.push(undefined);
    let Class: any = Error,
      message: string | undefined,
      stack: string | undefined,
      cause: any,
      hasCause = false;
    for (let tag = this.#tag(); tag !== "."; tag = this.#tag()) {
      if (tag === "m") message = this.#text(this.#tag());
      else if (tag === "s") stack = this.#text(this.#tag());
      else if (tag === "c") {
        cause = this.#value();
        hasCause = true;
      } else Class = ERRORS[tag]?.[1] ?? Error;
    }
    const error = hasCause ? new Class(message, { cause }) : new Class(message);
    if (message === undefined) delete error.message;
    if (stack !== undefined) error.stack = stack;
    return (this.#objects[at] = error);
  }
  #view(buffer: ArrayBuffer): any {
    this.#at++;
    const tag = this.#byte();
    const offset = this.#varint(),
      length = this.#varint();
    if (this.#version >= 14) this.#varint();
    const name = Object.keys(VIEW_TAGS).find((it) => VIEW_TAGS[it] === tag);
    const Class = VIEWS.find((it) => it !== null && it.name === name);
    if (Class === undefined || offset + length > buffer.byteLength) throw unread();
    return this.#keep(new Class(buffer, offset, length / (Class.BYTES_PER_ELEMENT ?? 1)));
  }
}
(Deserializer.prototype as any)._readHostObject = function (): never {
  throw unread();
};
