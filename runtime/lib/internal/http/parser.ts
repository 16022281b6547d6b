// Messages out of what a connection brings: heads by the native, bodies here.
import { Buffer } from "node:buffer";
import { MAX_HEADER_SIZE } from "internal:http/common";

const natives = host.native("http");

export interface Head {
  major: number;
  minor: number;
  method: string;
  url: string;
  status: number;
  reason: string;
  headers: string[];
  shouldKeepAlive: boolean;
  isUpgrade: boolean;
}

export interface Events {
  /** Whether a body is not to be expected whatever the head says: 1; 2: what follows is not HTTP. */
  onHead(head: Head): number | void;
  onBody(bytes: any): void;
  onDone(trailers: string[]): void;
}

const HEAD = 0,
  LENGTH = 1,
  SIZE = 2,
  CHUNK = 3,
  CHUNK_END = 4,
  TRAILERS = 5,
  TO_END = 6,
  OTHER = 7,
  BROKEN = 8;

export class Parser {
  #isResponse: boolean;
  #on: Events;
  #state = HEAD;
  #kept: any = null;
  #left = 0;
  /** The message said that it is the last. */
  #closes = false;
  maxHeaderSize = MAX_HEADER_SIZE;
  constructor(isResponse: boolean, on: Events) {
    this.#isResponse = isResponse;
    this.#on = on;
  }

  /** Whether it is in the middle of a message. */
  get isBusy(): boolean {
    return this.#state !== HEAD || this.#kept !== null;
  }

  /** Whether a message has begun whose head is not complete. */
  get isInHead(): boolean {
    return this.#state === HEAD && this.#kept !== null;
  }

  /** What could not be read, as an error; or how much was, when what follows is not HTTP; or undefined. */
  execute(bytes: any): any {
    let at = 0;
    const kept = this.#kept;
    if (kept !== null) {
      bytes = Buffer.concat([kept, bytes]);
      this.#kept = null;
    }
    const skipped = kept === null ? 0 : kept.length;
    while (at < bytes.length || this.#state === TRAILERS) {
      const state = this.#state;
      if (state === OTHER) return at - skipped;
      if (state === BROKEN) return undefined;
      if (state === HEAD) {
        if (this.#closes) {
          while (at < bytes.length && (bytes[at] === 13 || bytes[at] === 10)) at++;
          if (at === bytes.length) return undefined;
          return this.#fail("HPE_CLOSED_CONNECTION", "Data after `Connection: close`", at, bytes);
        }
        const next = this.#head(bytes, at);
        if (next === null) {
          if (bytes.length - at > this.maxHeaderSize) return this.#fail("HPE_HEADER_OVERFLOW", "Header overflow", at + this.maxHeaderSize, bytes);
          this.#kept = at === 0 ? bytes : bytes.subarray(at);
          return undefined;
        }
        if (typeof next !== "number") return next;
        at = next;
      } else if (state === LENGTH || state === CHUNK) {
        const end = Math.min(bytes.length, at + this.#left);
        const part = bytes.subarray(at, end);
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#state = state === CHUNK ? CHUNK_END : HEAD;
        if (part.length > 0) this.#on.onBody(part);
        if (state === LENGTH && this.#left === 0) this.#on.onDone([]);
      } else if (state === TO_END) {
        this.#on.onBody(at === 0 ? bytes : bytes.subarray(at));
        return undefined;
      } else {
        const line = lineAt(bytes, at);
        if (line === null) {
          if (bytes.length - at > this.maxHeaderSize) return this.#fail("HPE_HEADER_OVERFLOW", "Header overflow", at, bytes);
          const wrong = state === SIZE ? /[^0-9a-fA-F;\r]/.exec(bytes.toString("latin1", at, at + 17).split(";")[0]) : null;
          if (wrong !== null) return this.#fail("HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size", at, bytes);
          this.#kept = at === 0 ? bytes : bytes.subarray(at);
          return undefined;
        }
        if (state === SIZE) {
          const [size] = line.text.split(";");
          if (!/^[0-9a-fA-F]{1,13}$/.test(size))
            return this.#fail("HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size", at, bytes);
          this.#left = parseInt(size, 16);
          this.#state = this.#left === 0 ? TRAILERS : CHUNK;
          at = line.next;
        } else if (state === CHUNK_END) {
          if (line.text !== "") return this.#fail("HPE_STRICT", "Expected LF after chunk data", at, bytes);
          this.#state = SIZE;
          at = line.next;
        } else {
          const trailers: string[] = [];
          let rest: any = line,
            end = at;
          while (rest !== null && rest.text !== "") {
            const colon = rest.text.indexOf(":");
            if (colon < 1) return this.#fail("HPE_INVALID_HEADER_TOKEN", "Invalid header token", at, bytes);
            trailers.push(rest.text.slice(0, colon), rest.text.slice(colon + 1).trim());
            end = rest.next;
            rest = lineAt(bytes, end);
          }
          if (rest === null) {
            this.#kept = bytes.subarray(at);
            return undefined;
          }
          at = rest.next;
          this.#state = HEAD;
          this.#on.onDone(trailers);
        }
      }
    }
    return this.#state === OTHER ? at - skipped : undefined;
  }

  /** The connection has ended: an error when that is in the middle of a message. */
  finish(): any {
    if (this.#state === TO_END) {
      this.#state = HEAD;
      this.#on.onDone([]);
      return undefined;
    }
    if (!this.isBusy || this.#state === OTHER || this.#state === BROKEN) return undefined;
    if (this.#state === HEAD && this.#kept === null) return undefined;
    const error: any = new Error("Parse Error");
    error.bytesParsed = 0;
    error.code = "HPE_INVALID_EOF_STATE";
    error.reason = "Invalid EOF state";
    this.#state = BROKEN;
    return error;
  }

  /** Nothing is read any more. */
  stop(): void {
    this.#state = BROKEN;
    this.#kept = null;
  }

  #fail(code: string, reason: string, at: number, bytes: any): any {
    this.#state = BROKEN;
    const error: any = new Error(`Parse Error: ${reason}`);
    error.bytesParsed = at;
    error.code = code;
    error.reason = reason;
    error.rawPacket = bytes;
    return error;
  }

  #head(bytes: any, from: number): any {
    const found = natives.head(new Uint8Array(bytes.buffer, bytes.byteOffset + from, bytes.length - from), this.#isResponse);
    if (found === null) return null;
    if (!Array.isArray(found)) return this.#fail(found.code, found.reason, from + found.at, bytes);
    const at = from + found[0];
    if (found[0] > this.maxHeaderSize) return this.#fail("HPE_HEADER_OVERFLOW", "Header overflow", from + this.maxHeaderSize, bytes);
    const headers: string[] = found[5];
    let length = -1,
      transfer = "",
      connection = "",
      upgrade = false;
    for (let i = 0; i < headers.length; i += 2) {
      const size = headers[i].length;
      // Only names of these lengths say how the message goes on.
      if (size !== 14 && size !== 17 && size !== 10 && size !== 7) continue;
      const name = headers[i].toLowerCase(),
        value = headers[i + 1];
      if (name === "content-length") {
        if (length !== -1) return this.#fail("HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length", at, bytes);
        if (!/^\d+$/.test(value)) return this.#fail("HPE_INVALID_CONTENT_LENGTH", "Invalid character in Content-Length", at, bytes);
        length = Number(value);
        if (!Number.isSafeInteger(length)) return this.#fail("HPE_INVALID_CONTENT_LENGTH", "Content-Length overflow", at, bytes);
      } else if (name === "transfer-encoding") transfer += `${transfer === "" ? "" : ","}${value.toLowerCase()}`;
      else if (name === "connection") connection += `,${value.toLowerCase()}`;
      else if (name === "upgrade") upgrade = true;
    }
    const isChunked = /(^|,)\s*chunked\s*$/.test(transfer);
    if (transfer !== "" && length !== -1)
      return this.#fail("HPE_INVALID_TRANSFER_ENCODING", "Transfer-Encoding can't be present with Content-Length", at, bytes);
    const status = this.#isResponse ? Number(found[3]) : 0;
    const says = (word: string) => connection !== "" && connection.split(",").some((it) => it.trim() === word);
    const isNewer = found[1] > 1 || (found[1] === 1 && found[2] >= 1);
    const method = this.#isResponse ? "" : found[3];
    const isUpgrade = this.#isResponse
      ? status === 101 || (upgrade && says("upgrade"))
      : method === "CONNECT" || (upgrade && says("upgrade"));
    const hasEnd = isChunked || length !== -1 || (this.#isResponse && (status === 204 || status === 304 || (status >= 100 && status < 200)));
    const head: Head = {
      major: found[1],
      minor: found[2],
      method,
      url: this.#isResponse ? "" : found[4],
      status,
      reason: this.#isResponse ? found[4] : "",
      headers,
      shouldKeepAlive: (isNewer ? !says("close") : says("keep-alive")) && (!this.#isResponse || hasEnd),
      isUpgrade,
    };
    const isInformation = status >= 100 && status < 200;
    const skip = this.#on.onHead(head);
    this.#closes = !head.shouldKeepAlive && !isInformation;
    if (skip === 2) {
      this.#state = OTHER;
      this.#on.onDone([]);
    } else if (skip === 1 || (this.#isResponse && (status === 204 || status === 304 || (status >= 100 && status < 200)))) {
      this.#on.onDone([]);
    } else if (isChunked) this.#state = SIZE;
    else if (transfer !== "" && !this.#isResponse)
      return this.#fail("HPE_INVALID_TRANSFER_ENCODING", "Request has invalid `Transfer-Encoding`", at, bytes);
    else if (length > 0) {
      this.#left = length;
      this.#state = LENGTH;
    } else if (length === 0 || !this.#isResponse) this.#on.onDone([]);
    else this.#state = TO_END;
    return at;
  }
}

function lineAt(bytes: any, from: number): { text: string; next: number } | null {
  const end = bytes.indexOf(10, from);
  if (end === -1) return null;
  const text = bytes.toString("latin1", from, end > from && bytes[end - 1] === 13 ? end - 1 : end);
  return { text, next: end + 1 };
}
