// TextEncoder and TextDecoder.
import { coded, invalidArgType } from "internal:errors";

const natives = host.native("encoding");

/** The bytes of a buffer or a view, without copying. */
export function bytesOf(input: any, name = "input"): Uint8Array {
  if (input instanceof Uint8Array) return input;
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  const kind = host.isObject(input) ? host.kindOf(input) : "";
  if (kind === "arraybuffer" || kind === "sharedarraybuffer") return new Uint8Array(input);
  throw invalidArgType(name, ["ArrayBuffer", "ArrayBufferView"], input);
}

export class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(input: string = ""): Uint8Array {
    return natives.utf8Encode(`${input}`.toWellFormed());
  }
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number } {
    if (typeof source !== "string") throw invalidArgType("src", "string", source);
    if (!(destination instanceof Uint8Array)) throw invalidArgType("dest", "Uint8Array", destination);
    let read = 0,
      written = 0;
    const { length } = destination;
    while (read < source.length) {
      let code = source.codePointAt(read)!;
      const units = code > 0xffff ? 2 : 1;
      if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (written + size > length) break;
      if (size === 1) destination[written] = code;
      else {
        for (let i = size - 1; i > 0; i--) {
          destination[written + i] = 0x80 | (code & 0x3f);
          code >>= 6;
        }
        destination[written] = (size === 2 ? 0xc0 : size === 3 ? 0xe0 : 0xf0) | code;
      }
      read += units;
      written += size;
    }
    return { read, written };
  }
}
Object.defineProperty(TextEncoder.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "TextEncoder",
  configurable: true,
} as any);
for (const name of ["encoding", "encode", "encodeInto"]) {
  Object.defineProperty(TextEncoder.prototype, name, { __proto__: null, enumerable: true } as any);
}
host.inspect.print(TextEncoder.prototype, (_: TextEncoder, depth: number, inspect: any) =>
  depth < 0 ? "[Object]" : inspect({ encoding: "utf-8" }),
);

const LABELS: Record<string, string> = { __proto__: null } as any;
for (const [name, labels] of [
  ["utf-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"],
  ["utf-16le", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"],
  ["utf-16be", "unicodefffe utf-16be"],
  [
    "windows-1252",
    "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
  ],
] as const)
  for (const label of labels.split(" ")) LABELS[label] = name;

/** Those that are read without a native. */
const OWN = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];

// What windows-1252 has at 0x80 to 0x9f.
const HIGH =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

export class TextDecoder {
  #encoding: string;
  #fatal: boolean;
  #ignoreBOM: boolean;
  #isBomSeen = false;
  /** What decodes an encoding that is not read here, or a text that comes in pieces. */
  #native: ((bytes: Uint8Array, isLast: boolean) => string | undefined) | undefined;

  constructor(label: string = "utf-8", options: any = {}) {
    const bare = `${label}`.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "");
    const name = LABELS[bare.toLowerCase()] ?? natives.encodingOf(bare.toWellFormed());
    if (name === undefined)
      throw coded(RangeError, "ERR_ENCODING_NOT_SUPPORTED", `The "${label}" encoding is not supported`);
    if (options !== null && typeof options !== "object" && options !== undefined)
      throw invalidArgType("options", "Object", options);
    this.#encoding = name;
    if (!OWN.includes(name)) this.#native = natives.decoder(name, !!options?.fatal);
    this.#fatal = !!options?.fatal;
    this.#ignoreBOM = !!options?.ignoreBOM;
  }

  decode(input: any = new Uint8Array(0), options: any = undefined): string {
    const bytes = bytesOf(input, "list");
    const isStream = !!options?.stream;
    if (isStream) this.#native ??= natives.decoder(this.#encoding, this.#fatal);
    let text: any;
    if (this.#native === undefined) text = this.#text(bytes);
    else {
      text = this.#native(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), !isStream);
      if (text === undefined || text === null) throw this.#failed();
      // Whole texts are read here again.
      if (!isStream && OWN.includes(this.#encoding)) this.#native = undefined;
    }
    if (!this.#isBomSeen && text.length > 0) {
      if (!this.#ignoreBOM && this.#encoding.startsWith("utf-") && text.charCodeAt(0) === 0xfeff)
        text = text.slice(1);
      this.#isBomSeen = true;
    }
    if (!isStream) this.#isBomSeen = false;
    return text;
  }

  get encoding() {
    return this.#encoding;
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#ignoreBOM;
  }

  #text(bytes: Uint8Array): string {
    const end = bytes.length;
    if (this.#encoding === "utf-8") {
      if (this.#fatal && !natives.utf8Valid(bytes)) throw this.#failed();
      return natives.utf8Decode(bytes, 0, end);
    }
    let out = "";
    if (this.#encoding === "windows-1252") {
      for (let i = 0; i < end; i++)
        out += bytes[i] >= 0x80 && bytes[i] < 0xa0 ? HIGH[bytes[i] - 0x80] : String.fromCharCode(bytes[i]);
      return out;
    }
    const isLittle = this.#encoding === "utf-16le";
    for (let i = 0; i + 1 < end; i += 2)
      out += String.fromCharCode(isLittle ? bytes[i] | (bytes[i + 1] << 8) : (bytes[i] << 8) | bytes[i + 1]);
    const formed = out.toWellFormed();
    if (this.#fatal && (formed !== out || end % 2 === 1)) throw this.#failed();
    return end % 2 === 1 ? formed + "\ufffd" : formed;
  }

  #failed() {
    return coded(
      TypeError,
      "ERR_ENCODING_INVALID_ENCODED_DATA",
      `The encoded data was not valid for encoding ${this.#encoding}`,
    );
  }
}
Object.defineProperty(TextDecoder.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "TextDecoder",
  configurable: true,
} as any);
for (const name of ["encoding", "fatal", "ignoreBOM", "decode"]) {
  Object.defineProperty(TextDecoder.prototype, name, { __proto__: null, enumerable: true } as any);
}
host.inspect.print(TextDecoder.prototype, (it: TextDecoder, depth: number, inspect: any) =>
  depth < 0
    ? "[TextDecoder]"
    : `TextDecoder ${inspect({ encoding: it.encoding, fatal: it.fatal, ignoreBOM: it.ignoreBOM })}`,
);
