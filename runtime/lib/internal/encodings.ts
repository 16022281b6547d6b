// Between texts and bytes, by the encodings that Node names.
import { coded } from "internal:errors";

const natives = host.native("encoding");
export const MAX_STRING = 2 ** 29 - 24;

/** The name Node has for an encoding, whatever its letters. */
export function normalizeEncoding(encoding: unknown): string | undefined {
  if (encoding === "utf8" || encoding === "latin1") return encoding;
  switch (`${encoding}`.toLowerCase()) {
    case "utf8":
    case "utf-8":
      return "utf8";
    case "ucs2":
    case "ucs-2":
    case "utf16le":
    case "utf-16le":
      return "utf16le";
    case "latin1":
    case "binary":
      return "latin1";
    case "base64":
      return "base64";
    case "base64url":
      return "base64url";
    case "hex":
      return "hex";
    case "ascii":
      return "ascii";
    default:
      return undefined;
  }
}

export function encodingOf(encoding: unknown): string {
  if (encoding === undefined || encoding === null || encoding === "") return "utf8";
  const normal = normalizeEncoding(encoding);
  if (normal === undefined) throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
  return normal;
}

const hexDigit = (code: number) =>
  code >= 48 && code <= 57
    ? code - 48
    : code >= 97 && code <= 102
      ? code - 87
      : code >= 65 && code <= 70
        ? code - 55
        : -1;

/** The bytes a text stands for. */
export function encoded(text: string, encoding: string): Uint8Array {
  switch (encoding) {
    case "utf8":
      return natives.utf8Encode(text.toWellFormed());
    case "utf16le": {
      const out = new Uint8Array(text.length * 2);
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        out[2 * i] = code & 255;
        out[2 * i + 1] = code >> 8;
      }
      return out;
    }
    case "hex": {
      const out = new Uint8Array(text.length >> 1);
      for (let i = 0; i < out.length; i++) {
        const high = hexDigit(text.charCodeAt(2 * i)),
          low = hexDigit(text.charCodeAt(2 * i + 1));
        if (high < 0 || low < 0) return out.slice(0, i);
        out[i] = high * 16 + low;
      }
      return out;
    }
    case "base64":
    case "base64url":
      return natives.base64Decode(text.toWellFormed());
    default: {
      const bytes = natives.latin1Encode(text.toWellFormed());
      if (bytes !== undefined) return bytes;
      const out = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
      return out;
    }
  }
}

export function decoded(bytes: Uint8Array, encoding: string, from: number, to: number): string {
  switch (encoding) {
    case "utf8":
      return natives.utf8Decode(bytes, from, to);
    case "hex":
      return natives.hexEncode(bytes, from, to);
    case "base64":
      return natives.base64Encode(bytes, from, to, false);
    case "base64url":
      return natives.base64Encode(bytes, from, to, true);
    case "utf16le": {
      let out = "";
      for (let i = from; i + 1 < to; i += 2) out += String.fromCharCode(bytes[i] | (bytes[i + 1] << 8));
      return out;
    }
    default:
      return natives.latin1Decode(bytes, from, to, encoding === "ascii" ? 127 : 255);
  }
}
