// Node's StringDecoder: characters that are cut between two chunks come out whole.
import { coded, invalidArgType } from "internal:errors";
import { Buffer } from "node:buffer";
import { normalizeEncoding } from "internal:encodings";

/** How many bytes of an unfinished character stand at the end. */
function unfinished(bytes: any, encoding: string): number {
  const { length } = bytes;
  if (encoding === "utf16le") {
    let rest = length % 2;
    const high = length - rest >= 2 ? bytes[length - rest - 1] : 0;
    if (high >= 0xd8 && high <= 0xdb) rest += 2;
    return rest;
  }
  if (encoding === "base64" || encoding === "base64url") return length % 3;
  if (encoding !== "utf8") return 0;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const size =
      byte >= 0xf0 && byte < 0xf8 ? 4 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc2 && byte < 0xe0 ? 2 : 1;
    if (size <= back) return 0;
    // What can never become a character is not waited for.
    if (back >= 2) {
      const next = bytes[length - back + 1];
      if (
        (byte === 0xe0 && next < 0xa0) ||
        (byte === 0xed && next > 0x9f) ||
        (byte === 0xf0 && next < 0x90) ||
        (byte === 0xf4 && next > 0x8f) ||
        byte > 0xf4
      )
        return 0;
    }
    return byte > 0xf4 ? 0 : back;
  }
  return 0;
}

const rests = new WeakMap<object, any>();

function StringDecoder(this: any, encoding?: string) {
  const normal = encoding === undefined || encoding === null ? "utf8" : normalizeEncoding(encoding);
  if (normal === undefined) throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
  this.encoding = normal;
  rests.set(this, Buffer.alloc(0));
}

StringDecoder.prototype.write = function write(input: any): string {
  if (typeof input === "string") return input;
  if (!ArrayBuffer.isView(input)) throw invalidArgType("buf", ["Buffer", "TypedArray", "DataView"], input);
  if (!rests.has(this))
    throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type StringDecoder');
  let bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const rest = rests.get(this);
  if (rest.length > 0) bytes = Buffer.concat([rest, bytes]);
  const left = unfinished(bytes, this.encoding);
  rests.set(this, Buffer.from(bytes.subarray(bytes.length - left)));
  return bytes.toString(this.encoding, 0, bytes.length - left);
};

StringDecoder.prototype.end = function end(input?: any): string {
  let out = input === undefined ? "" : this.write(input);
  const rest = rests.get(this);
  if (rest.length > 0) {
    out +=
      this.encoding === "utf16le"
        ? rest.toString("utf16le", 0, rest.length - (rest.length % 2))
        : rest.toString(this.encoding);
    rests.set(this, Buffer.alloc(0));
  }
  return out;
};

StringDecoder.prototype.text = function text(input: any, offset: number): string {
  rests.set(this, Buffer.alloc(0));
  return this.write(input.slice(offset));
};
Object.defineProperty(StringDecoder.prototype, "lastNeed", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    const rest = rests.get(this);
    if (rest.length === 0) return 0;
    if (this.encoding === "utf8") return (rest[0] >= 0xf0 ? 4 : rest[0] >= 0xe0 ? 3 : 2) - rest.length;
    return this.encoding === "utf16le" ? (rest.length % 2 === 1 ? 1 : 2) : 3 - rest.length;
  },
} as any);

Object.defineProperty(StringDecoder.prototype, "lastTotal", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return rests.get(this).length === 0 ? 0 : this.lastNeed + rests.get(this).length;
  },
} as any);
Object.defineProperty(StringDecoder.prototype, "lastChar", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    const held = Buffer.alloc(4);
    held.set(rests.get(this));
    return held;
  },
} as any);

export { StringDecoder };
