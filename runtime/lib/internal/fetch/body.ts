// Bodies: what they are made of, and how they are read. A stream is made when somebody asks for it.
import { boundaryOf, decodeForm, encodeForm } from "internal:multipart";
import { Blob, bytesOf, isBlob } from "web:blob";
import { TextDecoder } from "web:encoding";
import { isForm } from "web:form_data";
import { ReadableStream } from "web:streams";
import { URLSearchParams } from "web:url";

const utf8 = (text: string): Uint8Array => host.native("encoding").utf8Encode(text.toWellFormed());

/** Where a body comes from: bytes, a readable of Node's, or a stream. */
export class Body {
  bytes: Uint8Array | null = null;
  readable: any = null;
  #stream: any = null;
  /** Somebody has read it whole. */
  isUsed = false;
  /** What its reading is to fail with. */
  failure: any = null;

  static of(bytes: Uint8Array): Body {
    const body = new Body();
    body.bytes = bytes;
    return body;
  }
  static from(stream: any): Body {
    const body = new Body();
    body.#stream = stream;
    return body;
  }
  /** What comes over a connection. */
  static incoming(readable: any): Body {
    const body = new Body();
    body.readable = readable;
    return body;
  }

  get length(): number | null {
    return this.bytes === null ? null : this.bytes.length;
  }
  get isDisturbed(): boolean {
    return this.isUsed || (this.#stream !== null && isDisturbed(this.#stream));
  }
  get isLocked(): boolean {
    return this.#stream !== null && this.#stream.locked;
  }

  get stream(): any {
    if (this.#stream !== null) return this.#stream;
    if (this.isUsed) {
      this.#stream = new ReadableStream({ type: "bytes", start: (it: any) => it.close() });
    } else if (this.readable !== null) this.#stream = webStream(this, this.readable);
    else {
      const { bytes } = this;
      this.#stream = new ReadableStream({
        type: "bytes",
        pull(controller: any) {
          if (bytes !== null && bytes.length > 0) controller.enqueue(bytes.slice());
          controller.close();
          controller.byobRequest?.respond(0);
        },
      });
    }
    return this.#stream;
  }

  /** Nobody will read it. */
  cancel(reason: any): void {
    this.isUsed = true;
    if (this.#stream !== null) this.#stream.cancel(reason).catch(() => {});
    else this.readable?.destroy();
  }

  /** Two of one. */
  clone(): Body {
    if (this.#stream === null && this.bytes !== null) return Body.of(this.bytes);
    const [one, other] = this.stream.tee();
    this.#stream = one;
    this.readable = null;
    this.bytes = null;
    return Body.from(other);
  }

  /** All of it. */
  async read(): Promise<Uint8Array> {
    if (this.#stream === null) {
      this.isUsed = true;
      if (this.bytes !== null) return this.bytes;
      return collect(this, this.readable);
    }
    this.isUsed = true;
    const parts: Uint8Array[] = [];
    const reader = this.#stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!(value instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
      parts.push(value);
    }
    return joined(parts);
  }
}

const isDisturbed = (stream: any): boolean => host.load("node:stream").isDisturbed(stream);

function joined(parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return new Uint8Array(parts[0].buffer, parts[0].byteOffset, parts[0].byteLength);
  let size = 0;
  for (const it of parts) size += it.length;
  const out = new Uint8Array(size);
  let at = 0;
  for (const it of parts) {
    out.set(it, at);
    at += it.length;
  }
  return out;
}

function collect(body: Body, readable: any): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    if (body.failure !== null) return reject(body.failure);
    readable.on("data", (part: any) => parts.push(part));
    readable.on("end", () => resolve(joined(parts)));
    readable.on("error", (error: any) => reject(body.failure ?? terminated(error)));
    readable.on("close", () => reject(body.failure ?? terminated(null)));
  });
}

/** The connection broke in the middle of it. */
export function terminated(cause: any): Error {
  if (cause === null || cause.code === "ECONNRESET" || cause.code === "ERR_STREAM_PREMATURE_CLOSE") {
    const closed: any = new Error("other side closed");
    closed.name = "SocketError";
    closed.code = "UND_ERR_SOCKET";
    cause = closed;
  }
  return new TypeError("terminated", { cause });
}

function webStream(body: Body, readable: any): any {
  let isOver = false;
  return new ReadableStream({
    type: "bytes",
    start(controller: any) {
      const fail = (error: any) => {
        if (isOver) return;
        isOver = true;
        controller.error(body.failure ?? terminated(error));
      };
      if (body.failure !== null) return fail(null);
      readable.on("data", (part: any) => {
        if (isOver) return;
        controller.enqueue(new Uint8Array(part));
        if (controller.desiredSize <= 0) readable.pause();
      });
      readable.on("end", () => {
        if (isOver) return;
        isOver = true;
        controller.close();
        controller.byobRequest?.respond(0);
      });
      readable.on("error", fail);
      readable.on("close", () => fail(null));
      readable.pause();
    },
    pull() {
      readable.resume();
    },
    cancel() {
      isOver = true;
      readable.destroy();
    },
  });
}

/** A body of what was given, and its type. */
export function extract(given: any): { body: Body; type: string | null } {
  if (given instanceof ReadableStream) {
    if (given.locked || isDisturbed(given))
      throw new TypeError("Response body object should not be disturbed or locked");
    return { body: Body.from(given), type: null };
  }
  if (typeof given === "object") {
    if (given instanceof URLSearchParams)
      return { body: Body.of(utf8(`${given}`)), type: "application/x-www-form-urlencoded;charset=UTF-8" };
    if (isBlob(given)) return { body: Body.of(bytesOf(given)), type: given.type || null };
    if (ArrayBuffer.isView(given))
      return {
        body: Body.of(new Uint8Array(given.buffer as ArrayBuffer, given.byteOffset, given.byteLength).slice()),
        type: null,
      };
    const kind = host.kindOf(given);
    if (kind === "arraybuffer" || kind === "sharedarraybuffer")
      return { body: Body.of(new Uint8Array(given).slice()), type: null };
    if (isForm(given)) {
      const { body, type } = encodeForm(given);
      return { body: Body.of(body), type };
    }
    if (typeof given[Symbol.asyncIterator] === "function")
      return { body: Body.from((ReadableStream as any).from(given)), type: null };
  }
  return { body: Body.of(utf8(`${given}`)), type: "text/plain;charset=UTF-8" };
}

const EMPTY = new Uint8Array(0);

/** The members that read a body, for `Request` and `Response`. */
export function addReaders(Class: any, bodyOf: (it: any) => Body | null, typeOf: (it: any) => string): void {
  const read = async (it: any): Promise<Uint8Array> => {
    const body = bodyOf(it);
    if (body === null) return EMPTY;
    if (body.isDisturbed || body.isLocked) throw new TypeError("Body is unusable: Body has already been read");
    return body.read();
  };
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const whole = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const members: Record<string, any> = {
    async blob(this: any) {
      const bytes = await read(this);
      return new Blob([bytes], { type: blobType(typeOf(this)) });
    },
    async arrayBuffer(this: any) {
      const bytes = await read(this);
      return bytes.byteLength === bytes.buffer.byteLength && bytes !== EMPTY ? bytes.buffer : bytes.slice().buffer;
    },
    async text(this: any) {
      return text(await read(this));
    },
    async json(this: any) {
      return JSON.parse(text(await read(this)));
    },
    async formData(this: any) {
      const bytes = await read(this);
      const type = typeOf(this);
      if (/^multipart\/form-data\s*(;|$)/i.test(type)) {
        const form = decodeForm(bytes, boundaryOf(type) ?? "");
        if (form === undefined) throw new TypeError("Failed to parse body as FormData.");
        return form;
      }
      if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
        const { FormData } = host.load("web:form_data");
        const form = new FormData();
        for (const [key, value] of new URLSearchParams(whole(bytes)) as any) form.append(key, value);
        return form;
      }
      throw new TypeError(
        'Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".',
      );
    },
    async bytes(this: any) {
      const bytes = await read(this);
      return bytes === EMPTY ? new Uint8Array(0) : bytes;
    },
  };
  for (const key of Object.keys(members))
    Object.defineProperty(Class.prototype, key, {
      __proto__: null,
      value: members[key],
      writable: true,
      enumerable: true,
      configurable: true,
    } as any);
}

/** As a type is written that has been read. */
const blobType = (type: string): string => type.replace(/\s*;\s*/g, ";");
