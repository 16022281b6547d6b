// What a form sends, and a query holds: names and values, with signs for what they must not contain.

function hex(text: string, at: number): number {
  const digit = (unit: string) => "0123456789abcdef".indexOf(unit.toLowerCase());
  if (at + 2 > text.length) return -1;
  const high = digit(text[at]),
    low = digit(text[at + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** `a+b%20c` as a form has it. */
function decodeComponent(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return text;
  const bytes: number[] = [];
  let out = "";
  const flush = () => {
    if (bytes.length > 0) out += host.native("encoding").utf8Decode(new Uint8Array(bytes), 0, bytes.length);
    bytes.length = 0;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text[i] === "%" ? hex(text, i + 1) : -1;
    if (code >= 0) {
      bytes.push(code);
      i += 2;
    } else {
      flush();
      out += text[i] === "+" ? " " : text[i];
    }
  }
  flush();
  return out;
}

export function encodeForm(text: string): string {
  const bytes = host.native("encoding").utf8Encode(text.toWellFormed());
  let out = "";
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    const isPlain =
      (byte >= 48 && byte <= 57) ||
      (byte >= 65 && byte <= 90) ||
      (byte >= 97 && byte <= 122) ||
      byte === 42 ||
      byte === 45 ||
      byte === 46 ||
      byte === 95;
    if (isPlain) out += String.fromCharCode(byte);
    else if (byte === 32) out += "+";
    else out += `%${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`;
  }
  return out;
}

export function parseForm(text: string): [string, string][] {
  const list: [string, string][] = [];
  for (const part of text.split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    const name = at < 0 ? part : part.slice(0, at);
    list.push([decodeComponent(name), at < 0 ? "" : decodeComponent(part.slice(at + 1))]);
  }
  return list;
}
