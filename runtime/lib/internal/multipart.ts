// `multipart/form-data`: a form as the body of a message, and back.
import { File, bytesOf } from "web:blob";
import { FormData } from "web:form_data";
import { TextDecoder } from "web:encoding";

const natives = host.native("encoding");
const lineEnds = (text: string) => text.replace(/\r?\n|\r/g, "\r\n");
const escaped = (text: string) => text.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");

/** The body, and the `content-type` that tells where its parts begin. */
export function encodeForm(form: any): { body: Uint8Array; type: string } {
  let digits = "";
  for (let i = 0; i < 11; i++) digits += Math.floor(Math.random() * 10);
  const boundary = `----formdata-saveloop-0${digits}`;
  const parts: Uint8Array[] = [];
  const say = (text: string) => parts.push(natives.utf8Encode(text.toWellFormed()));
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(lineEnds(name))}"`;
    if (typeof value === "string") say(`${head}\r\n\r\n${lineEnds(value)}\r\n`);
    else {
      const type = value.type || "application/octet-stream";
      say(`${head}; filename="${escaped(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`);
      parts.push(bytesOf(value));
      say("\r\n");
    }
  }
  say(`--${boundary}--\r\n`);
  let size = 0;
  for (const it of parts) size += it.length;
  const body = new Uint8Array(size);
  let at = 0;
  for (const it of parts) {
    body.set(it, at);
    at += it.length;
  }
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}

function find(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(wanted[0], from); at !== -1; at = bytes.indexOf(wanted[0], at + 1)) {
    let i = 1;
    while (i < wanted.length && bytes[at + i] === wanted[i]) i++;
    if (i === wanted.length) return at;
  }
  return -1;
}

const unescaped = (text: string) => text.replace(/%0A/gi, "\n").replace(/%0D/gi, "\r").replace(/%22/g, '"');

/** The form in a body; `undefined`: there is none in it. */
export function decodeForm(bytes: Uint8Array, boundary: string): any {
  const form = new FormData();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const mark = natives.utf8Encode(`--${boundary}`);
  const headEnd = natives.utf8Encode("\r\n\r\n"),
    partEnd = natives.utf8Encode(`\r\n--${boundary}`);
  let at = find(bytes, mark, 0);
  if (at === -1) return undefined;
  at += mark.length;
  for (;;) {
    if (bytes[at] === 45 && bytes[at + 1] === 45) return form;
    if (bytes[at] !== 13 || bytes[at + 1] !== 10) return undefined;
    const body = find(bytes, headEnd, at);
    if (body === -1) return undefined;
    const end = find(bytes, partEnd, body + 2);
    if (end === -1) return undefined;
    const head = decoder.decode(bytes.subarray(at + 2, body));
    const content = bytes.slice(Math.min(body + 4, end), end);
    if (!takePart(form, head, content, decoder)) return undefined;
    at = end + partEnd.length;
  }
}

function takePart(form: any, head: string, content: Uint8Array, decoder: any): boolean {
  let name: string | undefined, filename: string | undefined;
  let type = "text/plain";
  for (const line of head.split("\r\n")) {
    const colon = line.indexOf(":");
    const key = line.slice(0, colon).trim().toLowerCase(),
      value = line.slice(colon + 1).trim();
    if (key === "content-type") type = value;
    if (key !== "content-disposition") continue;
    if (!/^form-data\b/i.test(value)) return false;
    name = /;\s*name="([^"]*)"/i.exec(value)?.[1];
    filename = /;\s*filename="([^"]*)"/i.exec(value)?.[1];
  }
  if (name === undefined) return false;
  if (filename === undefined) form.append(unescaped(name), decoder.decode(content));
  else form.append(unescaped(name), new File([content], unescaped(filename), { type }));
  return true;
}

/** `boundary` of a `content-type`. */
export function boundaryOf(type: string): string | undefined {
  const found = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  return found?.[1] ?? found?.[2];
}
