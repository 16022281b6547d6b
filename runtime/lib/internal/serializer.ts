// `v8.Serializer`: values as bytes, in V8's format.
import { coded } from "internal:errors";
import { ERRORS, FLAG_BITS, VERSION, VIEW_TAGS } from "internal:wire_format";
import { Buffer } from "node:buffer";

const code = (tag: string) => tag.charCodeAt(0);
const scratch = new DataView(new ArrayBuffer(8));

export class Serializer {
  #bytes = new Uint8Array(64);
  #length = 0;
  #ids = new Map<object, number>();
  #transferred = new Map<object, number>();
  #viewsAreHostObjects = false;

  #room(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
  #byte(byte: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = byte;
  }
  #tag(tag: string): void {
    this.#byte(code(tag));
  }
  #varint(value: number | bigint): void {
    let rest = BigInt(value);
    while (rest >= 128n) {
      this.#byte(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    this.#byte(Number(rest));
  }

  writeHeader(): void {
    this.#byte(0xff);
    this.#byte(VERSION);
  }
  writeUint32(value: any): void {
    this.#varint(Number(value) >>> 0);
  }
  writeUint64(high: any, low: any): void {
    this.#varint((BigInt(Number(high) >>> 0) << 32n) | BigInt(Number(low) >>> 0));
  }
  writeDouble(value: any): void {
    scratch.setFloat64(0, Number(value), true);
    for (let i = 0; i < 8; i++) this.#byte(scratch.getUint8(i));
  }
  writeRawBytes(source: any): void {
    if (!ArrayBuffer.isView(source) && host.kindOf(source) !== "arraybuffer")
      throw coded(TypeError, "ERR_INVALID_ARG_TYPE", "source must be a TypedArray or a DataView");
    const bytes = ArrayBuffer.isView(source)
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source as ArrayBuffer);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }
  releaseBuffer(): any {
    const bytes = Buffer.from(this.#bytes.slice(0, this.#length).buffer);
    this.#bytes = new Uint8Array(64);
    this.#length = 0;
    return bytes;
  }
  transferArrayBuffer(id: any, buffer: any): void {
    this.#transferred.set(buffer, Number(id) >>> 0);
  }
  _setTreatArrayBufferViewsAsHostObjects(is: boolean): void {
    this.#viewsAreHostObjects = !!is;
  }

  writeValue(value: any): boolean {
    if (value === undefined) this.#tag("_");
    else if (value === null) this.#tag("0");
    else if (value === true) this.#tag("T");
    else if (value === false) this.#tag("F");
    else if (typeof value === "number") this.#number(value);
    else if (typeof value === "bigint") {
      this.#tag("Z");
      this.#bigint(value);
    } else if (typeof value === "string") this.#string(value);
    else if (typeof value === "symbol") this.#refuse(`${String(value)} could not be cloned.`);
    else this.#object(value);
    return true;
  }

  #refuse(message: string): never {
    throw new (this as any)._getDataCloneError(message);
  }
  #number(value: number): void {
    if (value === (value | 0) && !Object.is(value, -0)) {
      this.#tag("I");
      this.#varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.#tag("N");
      this.writeDouble(value);
    }
  }
  #bigint(value: bigint): void {
    let rest = value < 0n ? -value : value;
    const digits: number[] = [];
    while (rest > 0n) {
      digits.push(Number(rest & 255n));
      rest >>= 8n;
    }
    while (digits.length % 8 !== 0) digits.push(0);
    this.#varint((value < 0n ? 1 : 0) | (digits.length << 1));
    for (const it of digits) this.#byte(it);
  }
  #string(text: string): void {
    if (!/[^\u0000-\u00ff]/.test(text)) {
      this.#tag('"');
      this.#varint(text.length);
      this.#room(text.length);
      for (let i = 0; i < text.length; i++) this.#bytes[this.#length++] = text.charCodeAt(i);
      return;
    }
    const size = text.length * 2;
    let lengthOfSize = 1;
    for (let rest = size; rest >= 128; rest >>= 7) lengthOfSize++;
    // Two-byte text stands at even places.
    if ((this.#length + 1 + lengthOfSize) & 1) this.#byte(0);
    this.#tag("c");
    this.#varint(size);
    this.#room(size);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      this.#bytes[this.#length++] = unit & 255;
      this.#bytes[this.#length++] = unit >> 8;
    }
  }

  #object(value: any): void {
    const isView = ArrayBuffer.isView(value);
    const known = this.#ids.get(value);
    if (known !== undefined) {
      this.#tag("^");
      return this.#varint(known);
    }
    // What a view looks at has its number before the view.
    if (isView && !this.#viewsAreHostObjects && !this.#ids.has(value.buffer)) this.#object(value.buffer);
    this.#ids.set(value, this.#ids.size);
    if (typeof value === "function") this.#refuse(`${value} could not be cloned.`);
    if (isView) return this.#view(value);
    const kind = host.kindOf(value);
    if (Array.isArray(value)) return this.#array(value);
    switch (kind) {
      case "map":
        return this.#map(value);
      case "set":
        return this.#set(value);
      case "date":
        this.#tag("D");
        return this.writeDouble(value.getTime());
      case "regexp":
        return this.#regexp(value);
      case "error":
        return this.#error(value);
      case "arraybuffer":
        return this.#buffer(value);
      case "sharedarraybuffer":
        this.#tag("u");
        return this.#varint((this as any)._getSharedArrayBufferId(value));
      case "promise":
      case "weakmap":
      case "weakset":
      case "proxy":
        return this.#refuse(`#<${host.inspect.constructorName(value) ?? "Object"}> could not be cloned.`);
    }
    const inner = boxed(value);
    if (inner !== undefined) return this.#boxed(inner);
    this.#tag("o");
    this.#tag2("{", this.#properties(value, Object.keys(value)));
  }
  #tag2(tag: string, ...numbers: number[]): void {
    this.#tag(tag);
    for (const it of numbers) this.#varint(it);
  }
  /** How many were written: a getter may have removed others. */
  #properties(object: any, keys: string[]): number {
    let count = 0;
    for (const key of keys) {
      if (!Object.hasOwn(object, key)) continue;
      const index = Number(key);
      if (`${index >>> 0}` === key && index < 2 ** 32 - 1) this.#number(index);
      else this.#string(key);
      this.writeValue(object[key]);
      count++;
    }
    return count;
  }
  #array(list: any[]): void {
    const { length } = list;
    const keys = Object.keys(list);
    const isSparse = keys.length < length || keys.slice(0, length).some((key, i) => key !== `${i}`);
    if (isSparse) {
      this.#tag2("a", length);
      return this.#tag2("@", this.#properties(list, keys), length);
    }
    this.#tag2("A", length);
    for (let i = 0; i < length; i++) {
      if (Object.hasOwn(list, i)) this.writeValue(list[i]);
      else this.#tag("-");
    }
    const others = keys.filter((key) => !(Number(key) < length && `${Number(key) >>> 0}` === key));
    this.#tag2("$", this.#properties(list, others), length);
  }
  #map(map: Map<any, any>): void {
    this.#tag(";");
    const pairs = [...map];
    for (const [key, value] of pairs) {
      this.writeValue(key);
      this.writeValue(value);
    }
    this.#tag2(":", pairs.length * 2);
  }
  #set(set: Set<any>): void {
    this.#tag("'");
    const values = [...set];
    for (const it of values) this.writeValue(it);
    this.#tag2(",", values.length);
  }
  #regexp(regexp: RegExp): void {
    this.#tag("R");
    this.#string(regexp.source);
    let bits = 0;
    for (const [flag, bit] of FLAG_BITS) if (regexp.flags.includes(flag)) bits |= bit;
    this.#varint(bits);
  }
  #error(error: any): void {
    this.#tag("r");
    for (const tag of Object.keys(ERRORS)) if (ERRORS[tag][0] === error.name) this.#tag(tag);
    const message = Object.getOwnPropertyDescriptor(error, "message");
    if (message !== undefined) {
      this.#tag("m");
      this.#string(`${message.value}`);
    }
    if (Object.hasOwn(error, "cause")) {
      this.#tag("c");
      this.writeValue(error.cause);
    }
    if (typeof error.stack === "string") {
      this.#tag("s");
      this.#string(error.stack);
    }
    this.#tag(".");
  }
  #buffer(buffer: ArrayBuffer): void {
    const id = this.#transferred.get(buffer);
    if (id !== undefined) return this.#tag2("t", id);
    if ((buffer as any).detached) this.#refuse("An ArrayBuffer is detached and could not be cloned.");
    this.#tag2("B", buffer.byteLength);
    this.writeRawBytes(new Uint8Array(buffer));
  }
  #view(view: any): void {
    if (this.#viewsAreHostObjects) {
      this.#tag("\\");
      (this as any)._writeHostObject(view);
      return;
    }
    const name = Object.prototype.toString.call(view).slice(8, -1);
    this.#tag("V");
    this.#byte(VIEW_TAGS[name]);
    for (const it of [view.byteOffset, view.byteLength, 0]) this.#varint(it);
  }
  #boxed(value: any): void {
    if (typeof value === "boolean") this.#tag(value ? "y" : "x");
    else if (typeof value === "number") {
      this.#tag("n");
      this.writeDouble(value);
    } else if (typeof value === "bigint") {
      this.#tag("z");
      this.#bigint(value);
    } else if (typeof value === "string") {
      this.#tag("s");
      this.#string(value);
    } else this.#refuse("#<Symbol> could not be cloned.");
  }
}

/** What an object of `Number` and the like holds. */
function boxed(value: object): any {
  for (const Class of [Number, String, Boolean, BigInt, Symbol] as any[]) {
    try {
      return Class.prototype.valueOf.call(value);
    } catch {
      // It is none of these.
    }
  }
  return undefined;
}

const proto: any = Serializer.prototype;
proto._getDataCloneError = Error;
proto._writeHostObject = function (object: any): never {
  throw new this._getDataCloneError(`#<${object?.constructor?.name ?? "Object"}> could not be cloned.`);
};
proto._getSharedArrayBufferId = function (): never {
  throw new this._getDataCloneError("#<SharedArrayBuffer> could not be cloned.");
};
