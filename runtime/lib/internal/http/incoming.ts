// `IncomingMessage`: a request that came, or a response.
import { Readable, finished } from "node:stream";

const kHeaders = Symbol("kHeaders");
const kDistinct = Symbol("kHeadersDistinct");
const kTrailers = Symbol("kTrailers");
const kTrailersDistinct = Symbol("kTrailersDistinct");

export function IncomingMessage(this: any, socket: any): any {
  const highWaterMark = socket ? socket.readableHighWaterMark : undefined;
  Reflect.apply(Readable, this, [{ autoDestroy: true, highWaterMark }]);
  this._readableState.readingMore = true;
  this.socket = socket;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this[kHeaders] = null;
  this[kDistinct] = null;
  this.rawHeaders = [];
  this[kTrailers] = null;
  this[kTrailersDistinct] = null;
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = "";
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this.client = socket;
  this._consuming = false;
  this._dumped = false;
  return undefined;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);
const proto: any = IncomingMessage.prototype;

function lazy(name: string, key: symbol, make: (message: any) => any): void {
  Object.defineProperty(proto, name, {
    __proto__: null,
    get(this: any) {
      return (this[key] ??= make(this));
    },
    set(this: any, value: any) {
      this[key] = value;
    },
    configurable: true,
    enumerable: false,
  } as any);
}
const joined = (raw: string[], message: any): any => {
  const out: any = {};
  for (let i = 0; i < raw.length; i += 2) message._addHeaderLine(raw[i], raw[i + 1], out);
  return out;
};
const distinct = (raw: string[]): any => {
  const out: any = { __proto__: null };
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toLowerCase();
    if (out[name] === undefined) out[name] = [raw[i + 1]];
    else out[name].push(raw[i + 1]);
  }
  return out;
};
lazy("headers", kHeaders, (it) => joined(it.rawHeaders, it));
lazy("headersDistinct", kDistinct, (it) => distinct(it.rawHeaders));
lazy("trailers", kTrailers, (it) => joined(it.rawTrailers, it));
lazy("trailersDistinct", kTrailersDistinct, (it) => distinct(it.rawTrailers));
Object.defineProperty(proto, "connection", {
  __proto__: null,
  get(this: any) {
    return this.socket;
  },
  set(this: any, value: any) {
    this.socket = value;
  },
  configurable: true,
} as any);

/** Of these only the first counts. */
const ONCE = new Set([
  "age",
  "authorization",
  "content-length",
  "content-type",
  "etag",
  "expires",
  "from",
  "host",
  "if-modified-since",
  "if-unmodified-since",
  "last-modified",
  "location",
  "max-forwards",
  "proxy-authorization",
  "referer",
  "retry-after",
  "server",
  "user-agent",
]);

proto._addHeaderLine = function (this: any, field: string, value: string, out: any): void {
  const name = field.toLowerCase();
  if (name === "set-cookie") {
    if (out[name] === undefined) out[name] = [value];
    else out[name].push(value);
  } else if (!Object.hasOwn(out, name)) {
    if (name === "__proto__")
      Object.defineProperty(out, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true } as any);
    else out[name] = value;
  } else if (this.joinDuplicateHeaders || !ONCE.has(name)) out[name] += `${name === "cookie" ? "; " : ", "}${value}`;
};
proto._addHeaderLines = function (this: any, headers: string[], count: number): void {
  const raw = headers.slice(0, count);
  if (this.complete) {
    this.rawTrailers = raw;
    this[kTrailers] = null;
  } else {
    this.rawHeaders = raw;
    this[kHeaders] = null;
  }
};

proto.setTimeout = function (this: any, delay: any, callback?: any): any {
  if (callback) this.on("timeout", callback);
  this.socket.setTimeout(delay);
  return this;
};

proto._read = function (this: any, _size: number): void {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  const { socket } = this;
  if (socket?.readable && socket._paused !== false) resume(socket);
};

/** The connection is read again, unless its own writes wait. */
export function resume(socket: any): void {
  if (socket && !socket._waits) {
    socket._paused = false;
    socket.resume?.();
  }
}
export function pause(socket: any): void {
  if (socket) {
    socket._paused = true;
    socket.pause?.();
  }
}

proto._destroy = function (this: any, error: any, callback: any): void {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit("aborted");
  }
  const { socket } = this;
  // Whoever reads only half of it is done with the connection.
  if (socket && !socket.destroyed && this.aborted) {
    socket.destroy(error);
    const done = finished(socket, (failure: any) => {
      if (failure?.code === "ERR_STREAM_PREMATURE_CLOSE") failure = null;
      done();
      host.nextTick(ended, [this, error || failure, callback]);
    });
  } else host.nextTick(ended, [this, error, callback]);
};
function ended(message: any, error: any, callback: any): void {
  // Without a listener the error of a message is nobody's.
  if (message.listenerCount("error") === 0) callback();
  else callback(error);
}

/** Nobody reads it: what is left of it is thrown away. */
proto._dump = function (this: any): void {
  if (this._dumped) return;
  this._dumped = true;
  this.removeAllListeners("data");
  this.resume();
};

/** A message of what a parser read. */
export function fill(message: any, head: any): any {
  message.httpVersionMajor = head.major;
  message.httpVersionMinor = head.minor;
  message.httpVersion = `${head.major}.${head.minor}`;
  message.rawHeaders = head.headers;
  message.upgrade = head.isUpgrade;
  return message;
}
