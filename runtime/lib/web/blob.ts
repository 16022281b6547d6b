// Blob and File: bytes that do not change, and URLs for them.
import { asInterface } from "internal:interface";
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { kClone } from "internal:clone_hooks";

const natives = host.native("encoding");

type Parts = { bytes: Uint8Array[]; size: number; type: string };
let partsOf: (blob: any) => Parts;
let isBlob: (value: any) => boolean;
let make: (bytes: Uint8Array[], type: string) => Blob;
const GIVEN = {};

const invalidThis = (name: string) =>
  coded(TypeError, "ERR_INVALID_THIS", `Value of "this" must be of type ${name}`);

/** Lower case, or nothing when it is no text of a header. */
const normalType = (type: any): string => {
  const text = `${type}`;
  return /[^\u0020-\u007e]/.test(text) ? "" : text.toLowerCase();
};

/** An error of Node's own wording: the standard's words for what it wants. */
function wanted(name: string, what: string, value: unknown): Error {
  const error = invalidArgType(name, "Object", value);
  error.message = error.message.replace("of type object", what);
  return error;
}

const lineEnds = (text: string) => text.replaceAll("\r\n", "\n");

function bytesFrom(source: any, endings: string): Uint8Array[] {
  if (isBlob(source)) return partsOf(source).bytes;
  const isObject = typeof source === "object" && source !== null;
  if (isObject && ArrayBuffer.isView(source))
    return [new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()];
  const kind = isObject ? host.kindOf(source) : "";
  if (kind === "arraybuffer" || kind === "sharedarraybuffer") return [new Uint8Array(source).slice()];
  let text = `${source}`.toWellFormed();
  if (endings === "native") text = lineEnds(text);
  return [natives.utf8Encode(text)];
}

export class Blob {
  #bytes: Uint8Array[] = [];
  #size = 0;
  #type = "";

  static {
    isBlob = (value) => typeof value === "object" && value !== null && #bytes in value;
    partsOf = (blob) => ({ bytes: blob.#bytes, size: blob.#size, type: blob.#type });
    make = (bytes, type) => {
      const blob = new Blob(GIVEN as any);
      blob.#bytes = bytes;
      for (const it of bytes) blob.#size += it.length;
      blob.#type = type;
      return blob;
    };
  }

  constructor(sources: any = [], options: any = undefined) {
    if (sources === GIVEN) return;
    if (sources === null || typeof sources !== "object" || typeof sources[Symbol.iterator] !== "function")
      throw wanted("sources", "a sequence", sources);
    if (
      options !== undefined &&
      options !== null &&
      typeof options !== "object" &&
      typeof options !== "function"
    )
      throw wanted("options", "a dictionary", options);
    const { type = "", endings = "transparent" } = options ?? {};
    if (endings !== "transparent" && endings !== "native") throw invalidArgValue("options.endings", endings);
    for (const source of sources)
      for (const part of bytesFrom(source, endings))
        if (part.length > 0) {
          this.#bytes.push(part);
          this.#size += part.length;
        }
    this.#type = normalType(type);
  }

  get type(): string {
    if (!isBlob(this)) throw invalidThis("Blob");
    return this.#type;
  }
  get size(): number {
    if (!isBlob(this)) throw invalidThis("Blob");
    return this.#size;
  }

  slice(start: any = 0, end: any = undefined, type: any = ""): Blob {
    if (!isBlob(this)) throw invalidThis("Blob");
    const size = this.#size;
    const at = (value: any) => {
      const number = Math.trunc(+value) || 0;
      return number < 0 ? Math.max(size + number, 0) : Math.min(number, size);
    };
    const from = at(start),
      to = end === undefined ? size : at(end);
    const parts: Uint8Array[] = [];
    let offset = 0;
    for (const it of this.#bytes) {
      const first = Math.max(from - offset, 0),
        last = Math.min(to - offset, it.length);
      if (first < last) parts.push(it.subarray(first, last));
      offset += it.length;
    }
    return make(parts, normalType(type));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    if (!isBlob(this)) throw invalidThis("Blob");
    return bytesOf(this).buffer as ArrayBuffer;
  }
  async bytes(): Promise<Uint8Array> {
    if (!isBlob(this)) throw invalidThis("Blob");
    return bytesOf(this);
  }
  async text(): Promise<string> {
    if (!isBlob(this)) throw invalidThis("Blob");
    const { TextDecoder } = host.load("web:encoding");
    return new TextDecoder().decode(bytesOf(this));
  }

  stream(): any {
    if (!isBlob(this)) throw invalidThis("Blob");
    const { ReadableStream } = host.load("internal:webstreams/readable");
    const left = this.#bytes.slice();
    return new ReadableStream({
      type: "bytes",
      pull(controller: any) {
        const next = left.shift();
        if (next === undefined) {
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        const request = controller.byobRequest;
        if (request === null) {
          controller.enqueue(next.slice());
          return;
        }
        const count = Math.min(next.length, request.view.byteLength);
        request.view.set(next.subarray(0, count));
        if (count < next.length) left.unshift(next.subarray(count));
        request.respond(count);
      },
    });
  }

  [kClone](): any {
    return make(this.#bytes, this.#type);
  }
}

/** All bytes in one piece of memory of their own. */
export function bytesOf(blob: any): Uint8Array {
  const { bytes, size } = partsOf(blob);
  const all = new Uint8Array(size);
  let at = 0;
  for (const it of bytes) {
    all.set(it, at);
    at += it.length;
  }
  return all;
}

export class File extends Blob {
  #name: string;
  #lastModified: number;

  constructor(bits: any, name: any, options: any = {}) {
    if (arguments.length < 2)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "fileBits" and "fileName" arguments must be specified');
    super(bits, options);
    const { lastModified } = options ?? {};
    this.#name = `${name}`.toWellFormed();
    this.#lastModified = lastModified === undefined ? Date.now() : +lastModified || 0;
  }
  get name(): string {
    if (!(#name in this)) throw invalidThis("File");
    return this.#name;
  }
  get lastModified(): number {
    if (!(#name in this)) throw invalidThis("File");
    return this.#lastModified;
  }
  [kClone](): any {
    const { type } = partsOf(this);
    return new File([this], this.#name, { type, lastModified: this.#lastModified });
  }
}

function describe(Class: any, name: string, members: string[], shown: (it: any) => any): void {
  asInterface(Class, name, members);
  host.inspect.print(Class.prototype, (it: any, depth: number, inspect: any) => {
    if (!isBlob(it)) return undefined;
    return depth < 0 ? `[${name}]` : `${name} ${inspect(shown(it))}`;
  });
}
describe(Blob, "Blob", ["type", "size", "slice", "arrayBuffer", "text", "stream"], (it) => ({
  size: it.size,
  type: it.type,
}));
describe(File, "File", ["name", "lastModified"], (it) => ({
  size: it.size,
  type: it.type,
  name: it.name,
  lastModified: it.lastModified,
}));

const ORIGIN = "blob:nodedata:";
const urls = new Map<string, Blob>();

export function createObjectURL(blob: any): string {
  if (!isBlob(blob)) throw invalidArgType("obj", "Blob", blob);
  const url = ORIGIN + host.load("web:crypto").crypto.randomUUID();
  urls.set(url, blob);
  return url;
}
export function revokeObjectURL(url: any): void {
  urls.delete(`${url}`);
}
export function resolveObjectURL(url: any): Blob | undefined {
  return urls.get(`${url}`);
}
export { isBlob };
