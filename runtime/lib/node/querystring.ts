// Node's `querystring`.

const isHex = (code: number) =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
const digit = (code: number) => (code <= 57 ? code - 48 : (code | 32) - 87);

function unescapeBuffer(text: string, decodeSpaces = false): any {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 43 && decodeSpaces) bytes.push(32);
    else if (
      code === 37 &&
      i + 2 < text.length &&
      isHex(text.charCodeAt(i + 1)) &&
      isHex(text.charCodeAt(i + 2))
    ) {
      bytes.push(digit(text.charCodeAt(i + 1)) * 16 + digit(text.charCodeAt(i + 2)));
      i += 2;
    } else bytes.push(code & 255);
  }
  return host.load("node:buffer").Buffer.from(bytes);
}

function unescape(text: string, decodeSpaces = false): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text, decodeSpaces).toString();
  }
}

function escape(value: any): string {
  let text = value;
  if (typeof text !== "string") text = typeof text === "object" ? String(text) : `${text}`;
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!;
    if (code > 0xffff) i++;
    if (code >= 0xd800 && code <= 0xdfff && i + 1 < text.length) {
      // Half a character takes what follows for the other half.
      const low = text.charCodeAt(++i) & 0x3ff;
      out += encodeURIComponent(String.fromCodePoint(0x10000 + (((code & 0x3ff) << 10) | low)));
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const error = new URIError("URI malformed") as any;
      error.code = "ERR_INVALID_URI";
      throw error;
    }
    out +=
      code === 33 || (code >= 39 && code <= 42)
        ? String.fromCharCode(code)
        : encodeURIComponent(String.fromCodePoint(code));
  }
  return out;
}

function scalar(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return `${value}`;
  if (typeof value === "bigint") return `${value}`;
  if (typeof value === "boolean") return value ? "true" : "false";
  return "";
}

function stringify(
  object: any,
  separator: string = "&",
  equals: string = "=",
  options: any = undefined,
): string {
  separator ||= "&";
  equals ||= "=";
  const encode =
    typeof options?.encodeURIComponent === "function" ? options.encodeURIComponent : querystring.escape;
  if (object === null || typeof object !== "object") return "";
  const parts: string[] = [];
  for (const key of Object.keys(object)) {
    const name = encode(scalar(key)) + equals;
    const value = object[key];
    if (Array.isArray(value))
      for (let i = 0; i < value.length; i++) parts.push(name + encode(scalar(value[i])));
    else parts.push(name + encode(scalar(value)));
  }
  return parts.join(separator);
}

function parse(text: any, separator: any = "&", equals: any = "=", options: any = undefined): any {
  const out = Object.create(null);
  if (typeof text !== "string" || text.length === 0) return out;
  const sep = separator ? `${separator}` : "&",
    eq = equals ? `${equals}` : "=";
  let most = typeof options?.maxKeys === "number" ? options.maxKeys : 1000;
  if (most <= 0) most = Infinity;
  const decoder =
    typeof options?.decodeURIComponent === "function" ? options.decodeURIComponent : querystring.unescape;
  const decode = (part: string) => {
    const plain = part.replaceAll("+", " ");
    if (decoder === unescape && !/%[0-9a-f]{2}/i.test(plain)) return plain;
    try {
      return decoder(plain);
    } catch {
      return unescape(plain, true);
    }
  };
  let count = 0;
  for (const part of text.split(sep)) {
    if (count++ >= most) break;
    if (part === "") continue;
    const at = part.indexOf(eq);
    const key = decode(at < 0 ? part : part.slice(0, at)),
      value = at < 0 ? "" : decode(part.slice(at + eq.length));
    if (out[key] === undefined) out[key] = value;
    else if (Array.isArray(out[key])) out[key].push(value);
    else out[key] = [out[key], value];
  }
  return out;
}

const querystring: any = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
export { unescapeBuffer, unescape, escape, stringify, parse };
export const encode = stringify;
export const decode = parse;
export default querystring;
