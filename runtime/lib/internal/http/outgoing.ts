// `OutgoingMessage`: what a request and a response have in common on their way out.
import { coded, invalidArgType } from "internal:errors";
import { utcDate, validateHeaderName, validateHeaderValue } from "internal:http/common";
import * as streamErrors from "internal:stream/errors";
import { Stream } from "internal:stream/legacy";
import { getDefaultHighWaterMark } from "internal:stream/marks";
import { Buffer } from "node:buffer";

const { nextTick } = host;

/** Headers by their names in small letters: the name as given, and the value. */
export const kOut = Symbol("kOutHeaders");
export const kNeedDrain = Symbol("kNeedDrain");
const kCorked = Symbol("corked");
const kChunks = Symbol("kChunkedBuffer");
const kErrored = Symbol("errored");
export const kBytes = Symbol("kBytesWritten");
export const kUnique = Symbol("kUniqueHeaders");

export function OutgoingMessage(this: any, options?: any): any {
  Reflect.apply(Stream, this, []);
  // What waits for a connection: text or bytes, encoding, callback.
  this.outputData = [];
  this.outputSize = 0;
  this.writable = true;
  this.destroyed = false;
  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;
  this.strictContentLength = false;
  this[kBytes] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = "";
  this[kNeedDrain] = false;
  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this[kChunks] = [];
  this._closed = false;
  this.socket = null;
  this._header = null;
  this[kOut] = null;
  this._keepAliveTimeout = 0;
  this._onPendingData = () => {};
  this[kErrored] = null;
  this._highWaterMark = options?.highWaterMark ?? getDefaultHighWaterMark(false);
  this[kUnique] = null;
  return undefined;
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);
const proto: any = OutgoingMessage.prototype;

function getter(name: string, get: (this: any) => any, set?: (this: any, value: any) => void): void {
  Object.defineProperty(proto, name, { __proto__: null, get, set, configurable: true, enumerable: name === "headersSent" } as any);
}
getter("errored", function () {
  return this[kErrored];
});
getter("closed", function () {
  return this._closed;
});
getter("writableFinished", function () {
  return this.finished && this.outputSize === 0 && (!this.socket || this.socket.writableLength === 0);
});
getter("writableObjectMode", () => false);
getter("writableLength", function () {
  return this.outputSize + this[kChunks].length + (this.socket ? this.socket.writableLength : 0);
});
getter("writableHighWaterMark", function () {
  return this.socket ? this.socket.writableHighWaterMark : this._highWaterMark;
});
getter("writableCorked", function () {
  return this[kCorked];
});
getter("writableEnded", function () {
  return this.finished;
});
getter("writableNeedDrain", function () {
  return !this.destroyed && !this.finished && this[kNeedDrain];
});
getter("headersSent", function () {
  return !!this._header;
});
getter(
  "connection",
  function () {
    return this.socket;
  },
  function (value) {
    this.socket = value;
  },
);

proto._renderHeaders = function (this: any): any {
  if (this._header) throw headersSent("render");
  const out: any = {};
  const headers = this[kOut];
  if (headers !== null) for (const key of Object.keys(headers)) out[headers[key][0]] = headers[key][1];
  return out;
};

const headersSent = (what: string) =>
  coded(Error, "ERR_HTTP_HEADERS_SENT", `Cannot ${what} headers after they are sent to the client`);

proto.cork = function (this: any): void {
  this[kCorked]++;
  this.socket?.cork();
};
proto.uncork = function (this: any): void {
  this[kCorked]--;
  this.socket?.uncork();
  if (this[kCorked] || this[kChunks].length === 0) return;
  const chunks = this[kChunks];
  let size = 0;
  const callbacks: any[] = [];
  for (const { chunk, encoding, callback } of chunks) {
    size += typeof chunk === "string" ? Buffer.byteLength(chunk, encoding) : chunk.length;
    if (callback) callbacks.push(callback);
  }
  this[kChunks] = [];
  this._send(size.toString(16) + "\r\n", "latin1", null);
  for (const { chunk, encoding } of chunks) this._send(chunk, encoding, null);
  this._send("\r\n", "latin1", callbacks.length > 0 ? (error: any) => callbacks.forEach((it) => it(error)) : undefined);
};

proto.setTimeout = function (this: any, delay: any, callback?: any): any {
  if (callback) this.on("timeout", callback);
  if (!this.socket) this.once("socket", (socket: any) => socket.setTimeout(delay));
  else this.socket.setTimeout(delay);
  return this;
};

proto.destroy = function (this: any, error?: any): any {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  if (this.socket) this.socket.destroy(error);
  else this.once("socket", (socket: any) => socket.destroy(error));
  return this;
};

proto.setHeader = function (this: any, name: any, value: any): any {
  if (this._header) throw headersSent("set");
  validateHeaderName(name);
  validateHeaderValue(name, value);
  (this[kOut] ??= { __proto__: null })[name.toLowerCase()] = [name, value];
  return this;
};
proto.setHeaders = function (this: any, headers: any): any {
  if (this._header) throw headersSent("set");
  if (!headers || Array.isArray(headers) || typeof headers.keys !== "function" || typeof headers.get !== "function")
    throw invalidArgType("headers", ["Headers", "Map"], headers);
  const cookies: string[] = [];
  for (const [name, value] of headers) {
    if (name === "set-cookie") {
      if (Array.isArray(value)) cookies.push(...value);
      else cookies.push(value);
    } else this.setHeader(name, value);
  }
  if (cookies.length > 0) this.setHeader("set-cookie", cookies);
  return this;
};
proto.appendHeader = function (this: any, name: any, value: any): any {
  if (this._header) throw headersSent("append");
  validateHeaderName(name);
  validateHeaderValue(name, value);
  const headers = (this[kOut] ??= { __proto__: null });
  const key = name.toLowerCase();
  if (headers[key] === undefined) headers[key] = [name, value];
  else {
    const before = headers[key][1];
    headers[key][1] = (Array.isArray(before) ? before : [before]).concat(value);
  }
  return this;
};
const named = (name: any): string => {
  if (typeof name !== "string") throw invalidArgType("name", "string", name);
  return name.toLowerCase();
};
proto.getHeader = function (this: any, name: any): any {
  return this[kOut]?.[named(name)]?.[1];
};
proto.getHeaderNames = function (this: any): string[] {
  return this[kOut] === null ? [] : Object.keys(this[kOut]);
};
proto.getRawHeaderNames = function (this: any): string[] {
  return this[kOut] === null ? [] : Object.keys(this[kOut]).map((key) => this[kOut][key][0]);
};
proto.getHeaders = function (this: any): any {
  const out: any = { __proto__: null };
  const headers = this[kOut];
  if (headers !== null) for (const key of Object.keys(headers)) out[key] = headers[key][1];
  return out;
};
proto.hasHeader = function (this: any, name: any): boolean {
  const key = named(name);
  return this[kOut] !== null && this[kOut][key] !== undefined;
};
proto.removeHeader = function (this: any, name: any): void {
  const key = named(name);
  if (this._header) throw headersSent("remove");
  if (key === "connection") this._removedConnection = true;
  else if (key === "content-length") this._removedContLen = true;
  else if (key === "transfer-encoding") this._removedTE = true;
  else if (key === "date") this.sendDate = false;
  if (this[kOut] !== null) delete this[kOut][key];
};
proto._implicitHeader = function (): void {
  throw coded(Error, "ERR_METHOD_NOT_IMPLEMENTED", "The _implicitHeader() method is not implemented");
};

/** The head, once and for all. `headers`: an object, or names and values in turn or in pairs; or as they were set. */
proto._storeHeader = function (this: any, firstLine: string, headers: any): void {
  const seen = { connection: false, length: false, transfer: false, date: false, expect: false, trailer: false };
  let text = firstLine;
  const one = (name: string, value: any) => {
    text += `${name}: ${value}\r\n`;
    const key = name.length < 4 || name.length > 17 ? "" : name.toLowerCase();
    if (key === "connection") {
      seen.connection = true;
      this._removedConnection = false;
      if (/(?:^|\W)close(?:$|\W)/i.test(value)) this._last = true;
      else this.shouldKeepAlive = true;
    } else if (key === "transfer-encoding") {
      seen.transfer = true;
      this._removedTE = false;
      if (/(?:^|\W)chunked(?:$|\W)/i.test(value)) this.chunkedEncoding = true;
    } else if (key === "content-length") {
      seen.length = true;
      this._contentLength = +value;
      this._removedContLen = false;
    } else if (key === "date" || key === "expect" || key === "trailer") seen[key] = true;
    else if (key === "keep-alive") this._defaultKeepAlive = false;
  };
  const many = (name: string, value: any, isChecked: boolean) => {
    if (isChecked) validateHeaderName(name);
    if (Array.isArray(value) && name.toLowerCase() !== "cookie" && !this[kUnique]?.has(name.toLowerCase())) {
      for (const it of value) {
        if (isChecked) validateHeaderValue(name, it);
        one(name, it);
      }
      return;
    }
    if (Array.isArray(value)) value = value.join("; ");
    if (isChecked) validateHeaderValue(name, value);
    one(name, value);
  };
  if (headers === this[kOut] && headers) for (const key of Object.keys(headers)) many(headers[key][0], headers[key][1], false);
  else if (Array.isArray(headers)) {
    if (headers.length > 0 && Array.isArray(headers[0])) for (const it of headers) many(it[0], it[1], true);
    else {
      if (headers.length % 2 !== 0) throw host.load("internal:errors").invalidArgValue("headers", headers);
      for (let i = 0; i < headers.length; i += 2) many(headers[i], headers[i + 1], true);
    }
  } else if (headers) for (const name of Object.keys(headers)) many(name, headers[name], true);
  if (this.sendDate && !seen.date) text += `Date: ${utcDate()}\r\n`;
  // What has no body by its status says nothing of one.
  if (this.chunkedEncoding && (this.statusCode === 204 || this.statusCode === 304)) {
    this.chunkedEncoding = false;
    this.shouldKeepAlive = false;
  }
  if (this._removedConnection) {
    this._last = !this.shouldKeepAlive;
    this.shouldKeepAlive = false;
  } else if (!seen.connection) {
    const isKept = this.shouldKeepAlive && (seen.length || this.useChunkedEncodingByDefault || this.agent);
    if (isKept && this.maxRequestsOnConnectionReached) text += "Connection: close\r\n";
    else if (isKept) {
      text += "Connection: keep-alive\r\n";
      if (this._keepAliveTimeout && this._defaultKeepAlive) {
        const max = ~~this._maxRequestsPerSocket > 0 ? `, max=${this._maxRequestsPerSocket}` : "";
        text += `Keep-Alive: timeout=${Math.floor(this._keepAliveTimeout / 1000)}${max}\r\n`;
      }
    } else {
      this._last = true;
      text += "Connection: close\r\n";
    }
  }
  if (!seen.length && !seen.transfer) {
    if (!this._hasBody) this.chunkedEncoding = false;
    else if (!this.useChunkedEncodingByDefault) this._last = true;
    else if (!seen.trailer && !this._removedContLen && typeof this._contentLength === "number")
      text += `Content-Length: ${this._contentLength}\r\n`;
    else if (!this._removedTE) {
      text += "Transfer-Encoding: chunked\r\n";
      this.chunkedEncoding = true;
    } else this._last = true;
  }
  if (this.chunkedEncoding !== true && seen.trailer)
    throw coded(Error, "ERR_HTTP_TRAILER_INVALID", "Trailers are invalid with this transfer encoding");
  this._header = `${text}\r\n`;
  this._headerSent = false;
  if (seen.expect) this._send("");
};

/** With the head before what is sent first. */
proto._send = function (this: any, data: any, encoding?: any, callback?: any): boolean {
  if (!this._headerSent) {
    const header = this._header;
    this._headerSent = true;
    if (data === "" || (typeof data === "string" && encoding === "latin1")) {
      data = header + data;
      encoding = "latin1";
    } else if (typeof data === "string" && (!encoding || encoding === "utf8") && !NOT_ASCII.test(header)) {
      // Plain characters are the same in both.
      data = header + data;
    } else this._writeRaw(header, "latin1");
  }
  return this._writeRaw(data, encoding, callback);
};
const NOT_ASCII = /[^\x00-\x7f]/;

proto._writeRaw = function (this: any, data: any, encoding?: any, callback?: any): boolean {
  const { socket } = this;
  if (socket?.destroyed) return false;
  if (typeof encoding === "function") {
    callback = encoding;
    encoding = null;
  }
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length > 0) this._flushOutput(socket);
    return socket.write(data, encoding, callback);
  }
  this.outputData.push({ data, encoding, callback });
  const size = data.length;
  this.outputSize += size;
  this._onPendingData(size);
  return this.outputSize < this._highWaterMark;
};

function failWrite(message: any, error: any, callback: any): void {
  if (message.destroyed) {
    if (callback) nextTick(callback, [error]);
    return;
  }
  nextTick(() => {
    callback?.(error);
    if (!message.destroyed) message.emit("error", error);
  });
}

proto.write = function (this: any, chunk: any, encoding?: any, callback?: any): boolean {
  if (typeof encoding === "function") {
    callback = encoding;
    encoding = null;
  }
  const ok = write(this, chunk, encoding, callback, false);
  if (!ok) this[kNeedDrain] = true;
  return ok;
};

function write(message: any, chunk: any, encoding: any, callback: any, isLast: boolean): boolean {
  if (typeof callback !== "function") callback = undefined;
  if (chunk === null) throw streamErrors.nullValues();
  if (typeof chunk !== "string" && !(chunk instanceof Uint8Array))
    throw invalidArgType("chunk", ["string", "Buffer", "Uint8Array"], chunk);
  if (message.finished) {
    failWrite(message, streamErrors.writeAfterEnd(), callback);
    return false;
  }
  if (message.destroyed) {
    failWrite(message, streamErrors.destroyedError("write"), callback);
    return false;
  }
  const size = typeof chunk === "string" ? Buffer.byteLength(chunk, encoding) : chunk.length;
  if (message.strictContentLength && message._contentLength !== null) {
    const all = message[kBytes] + size;
    if (all > message._contentLength || (isLast && all !== message._contentLength)) throw lengthMismatch(message, all);
  }
  message[kBytes] += size;
  if (!message._header) {
    if (isLast) message._contentLength = size;
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message._rejectsBody)
      throw coded(Error, "ERR_HTTP_BODY_NOT_ALLOWED", "Adding content for this request method or response status is not allowed.");
    if (callback) nextTick(callback);
    return true;
  }
  if (!isLast && message.socket && !message.socket.writableCorked) {
    message.socket.cork();
    nextTick(uncork, [message.socket]);
  }
  if (message.chunkedEncoding && size !== 0) {
    if (message[kCorked] && message._headerSent) {
      message[kChunks].push({ chunk, encoding, callback });
      return true;
    }
    message._send(size.toString(16) + "\r\n", "latin1", null);
    message._send(chunk, encoding, null);
    return message._send("\r\n", "latin1", callback);
  }
  return message._send(chunk, encoding, callback);
}
function uncork(socket: any): void {
  socket.uncork();
}
const lengthMismatch = (message: any, size: number) =>
  coded(
    Error,
    "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
    `Response body's content-length of ${size} byte(s) does not match the content-length of ${message._contentLength} byte(s) set in header`,
  );

proto.addTrailers = function (this: any, headers: any): void {
  this._trailer = "";
  const isList = Array.isArray(headers);
  for (const key of Object.keys(headers)) {
    const [name, value] = isList ? headers[key as any] : [key, headers[key]];
    validateHeaderName(name, "Trailer name");
    for (const it of Array.isArray(value) ? value : [value]) {
      if (host.load("internal:http/common").hasInvalidCharacter(it))
        throw coded(TypeError, "ERR_INVALID_CHAR", `Invalid character in trailer content ["${name}"]`);
      this._trailer += `${name}: ${it}\r\n`;
    }
  }
};

proto.end = function (this: any, chunk?: any, encoding?: any, callback?: any): any {
  if (typeof chunk === "function") {
    callback = chunk;
    chunk = encoding = null;
  } else if (typeof encoding === "function") {
    callback = encoding;
    encoding = null;
  }
  const ends = (then: any) => {
    if (typeof then === "function") this.once("finish", then);
  };
  if (chunk) {
    if (this.finished) {
      failWrite(this, streamErrors.writeAfterEnd(), typeof callback === "function" ? callback : undefined);
      return this;
    }
    this.socket?.cork();
    write(this, chunk, encoding, null, true);
  } else if (this.finished) {
    if (typeof callback === "function") {
      if (!this.writableFinished) this.on("finish", callback);
      else callback(coded(Error, "ERR_STREAM_ALREADY_FINISHED", "Cannot call end after a stream was finished"));
    }
    return this;
  } else if (!this._header) {
    this.socket?.cork();
    this._contentLength = 0;
    this._implicitHeader();
  }
  ends(callback);
  if (this.strictContentLength && this._contentLength !== null && this[kBytes] !== this._contentLength)
    throw lengthMismatch(this, this[kBytes]);
  const finish = () => {
    if (!this.socket?.errored) this.emit("finish");
  };
  if (this._hasBody && this.chunkedEncoding) this._send(`0\r\n${this._trailer}\r\n`, "latin1", finish);
  else if (!this._headerSent || this.writableLength || chunk) this._send("", "latin1", finish);
  else nextTick(finish);
  if (this.socket) {
    // All that was corked for this goes at once.
    while (this[kCorked] > 0) this.uncork();
    if (this.socket._writableState) this.socket._writableState.corked = 1;
    this.socket.uncork();
  }
  this[kCorked] = 0;
  this.finished = true;
  if (this.outputData.length === 0 && this.socket && this.socket._httpMessage === this) this._finish();
  return this;
};

proto._finish = function (this: any): void {
  this.emit("prefinish");
};

/** There is a connection now: what has waited for it goes out. */
proto._flush = function (this: any): void {
  const { socket } = this;
  if (!socket?.writable) return;
  const ok = this._flushOutput(socket);
  if (this.finished) this._finish();
  else if (ok && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit("drain");
  }
};
proto._flushOutput = function (this: any, socket: any): any {
  while (this[kCorked] && socket.writableCorked < this[kCorked]) socket.cork();
  const waiting = this.outputData;
  if (waiting.length === 0) return undefined;
  this.outputData = [];
  socket.cork();
  let ok = true;
  for (const { data, encoding, callback } of waiting) ok = socket.write(data, encoding, callback);
  socket.uncork();
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return ok;
};

proto.flushHeaders = function (this: any): void {
  if (!this._header) this._implicitHeader();
  this._send("");
};
proto.pipe = function (this: any): void {
  this.emit("error", coded(Error, "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"));
};
proto[Symbol.for("nodejs.rejection")] = function (this: any, error: any): void {
  this.destroy(error);
};

