// `net.Socket`: a duplex stream over a connection.
import { find, wanted } from "internal:dns";
import { coded, invalidArgType, invalidArgValue, outOfRange } from "internal:errors";
import { ipVersion } from "internal:ip";
import { Handle } from "internal:net/handle";
import { Idle } from "internal:net/idle";
import { validateBoolean, validateFunction, validateNumber } from "internal:validate";
import { Buffer } from "node:buffer";
import { Duplex } from "node:stream";

const { setTimeout: schedule, clearTimeout: cancel } = host.timerFunctions;
const { nextTick } = host;

export const kHandle = Symbol("handle");
/** Called when the owner is gone, for library code that keeps sockets. */
export const kGone = Symbol("gone");
const kTimer = Symbol("timeout");
const kRead = Symbol("bytesRead");
const kWritten = Symbol("bytesWritten");
const kEnds = Symbol("ends");
const kOptions = Symbol("options");

export let autoSelectFamily = { isOn: true, timeout: 250 };

export function Socket(this: any, options?: any): any {
  if (!(this instanceof (Socket as any))) return new (Socket as any)(options);
  if (options?.objectMode) throw invalidArgValue("options.objectMode", options.objectMode, "is not supported");
  if (options?.readableObjectMode || options?.writableObjectMode)
    throw invalidArgValue(
      `options.${options.readableObjectMode ? "readableObjectMode" : "writableObjectMode"}`,
      options.readableObjectMode || options.writableObjectMode,
      "is not supported",
    );
  if (options?.keepAliveInitialDelay !== undefined)
    validateNumber(options.keepAliveInitialDelay, "options.keepAliveInitialDelay");
  options = typeof options === "number" ? { fd: options } : { ...options };
  const isHalfOpen = Boolean(options.allowHalfOpen);
  this.connecting = false;
  this._hadError = false;
  this._parent = null;
  this._host = null;
  this[kHandle] = null;
  this[kTimer] = null;
  this[kRead] = 0;
  this[kWritten] = 0;
  this[kEnds] = null;
  this[kOptions] = { noDelay: !!options.noDelay, keepAlive: !!options.keepAlive, keepAliveDelay: ~~(options.keepAliveInitialDelay / 1000) || 0 };
  this.server = null;
  this._server = null;
  this.timeout = undefined;
  const { signal, ...rest } = options;
  Reflect.apply(Duplex, this, [
    { ...rest, allowHalfOpen: isHalfOpen, emitClose: false, autoDestroy: true, decodeStrings: false },
  ]);
  if (signal) {
    host.load("internal:stream/abort").addAbortSignal(signal, this);
  }
  if (options.handle) attach(this, options.handle);
  this.on("end", onReadableEnd);
  return undefined;
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);
const proto: any = Socket.prototype;

/** Once the other side has ended, and this one does not stay open alone, a write after its own end is an error. */
function onReadableEnd(this: any): void {
  if (!this.allowHalfOpen) this.write = writeAfterEnd;
}

function writeAfterEnd(this: any, chunk: any, encoding?: any, callback?: any): boolean {
  if (!this.writableEnded) return Duplex.prototype.write.call(this, chunk, encoding, callback);
  if (typeof encoding === "function") callback = encoding;
  const error: any = new Error("This socket has been ended by the other party");
  error.code = "EPIPE";
  if (typeof callback === "function") nextTick(callback, [error]);
  this.destroy(error);
  return false;
}

/** The socket speaks through this connection from now on. */
export function attach(socket: any, handle: Handle): void {
  socket[kHandle] = handle;
  handle.listener = listenerOf(socket);
  if (socket[kIsUnref]) handle.unref();
}
const kIsUnref = Symbol("isUnref");

function listenerOf(socket: any): any {
  return {
    onConnected: () => connected(socket),
    onFault: (error: any) => socket.destroy(error),
    onData(bytes: Uint8Array) {
      touch(socket);
      const isWanted = socket.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if (isWanted && socket[kHandle] !== null) socket[kHandle].read();
    },
    onEnd() {
      touch(socket);
      if (socket._readableState?.endEmitted) {
        if (socket.writableLength === 0) socket.destroy();
        return;
      }
      socket.push(null);
      socket.read(0);
    },
    onSecured() {},
    onGone() {
      // What it was for is gone: it looks closed to whoever still holds it.
      stopTimer(socket);
      socket[kGone]?.();
      socket[kHandle] = null;
      socket.connecting = false;
      if (socket._readableState) socket._readableState.destroyed = true;
      if (socket._writableState) socket._writableState.destroyed = true;
    },
  };
}

/** Something has come or gone: the time-out begins anew. */
export function touch(socket: any): void {
  for (let at = socket; at; at = at._parent) at[kTimer]?.touch();
}
proto._unrefTimer = function (this: any) {
  touch(this);
};

function stopTimer(socket: any): void {
  for (let at = socket; at; at = at._parent) {
    at[kTimer]?.stop();
    at[kTimer] = null;
  }
}

/** The time of a connection runs on behalf of whoever runs now. */
export function takeTime(socket: any): void {
  for (let at = socket; at; at = at._parent) at[kTimer]?.take();
}

proto.setTimeout = function (this: any, delay: any, callback?: any): any {
  if (this.destroyed) return this;
  this.timeout = delay;
  validateNumber(delay, "msecs");
  if (delay < 0 || !Number.isFinite(delay)) throw outOfRange("msecs", "a non-negative finite number", delay);
  if (callback !== undefined) validateFunction(callback, "callback");
  if (delay === 0) {
    this[kTimer]?.set(0);
    if (callback !== undefined) this.removeListener("timeout", callback);
  } else {
    this[kTimer] ??= new Idle(() => this._onTimeout());
    this[kTimer].set(Math.max(1, delay));
    if (callback !== undefined) this.once("timeout", callback);
  }
  return this;
};
proto._onTimeout = function (this: any) {
  this.emit("timeout");
};

proto.setNoDelay = function (this: any, isOn?: any): any {
  const noDelay = isOn === undefined ? true : !!isOn;
  this[kOptions].noDelay = noDelay;
  if (this[kHandle]?.isConnected) this[kHandle].noDelay(noDelay);
  return this;
};
proto.setKeepAlive = function (this: any, isOn?: any, delay?: any): any {
  const it = this[kOptions];
  it.keepAlive = !!isOn;
  it.keepAliveDelay = ~~(delay / 1000);
  if (this[kHandle]?.isConnected) this[kHandle].keepAlive(it.keepAlive, it.keepAliveDelay);
  return this;
};

proto.ref = function (this: any): any {
  this[kIsUnref] = false;
  this[kHandle]?.ref();
  return this;
};
proto.unref = function (this: any): any {
  this[kIsUnref] = true;
  this[kHandle]?.unref();
  return this;
};

proto.address = function (this: any): any {
  const { address, port } = this._ends().local;
  if (address === undefined) return {};
  return { address, family: `IPv${ipVersion(address)}`, port };
};
proto._ends = function (this: any): any {
  const handle = this[kHandle];
  if (handle !== null && handle.isConnected) return handle;
  return this[kEnds] ?? { local: {}, remote: {} };
};

function getter(name: string, get: (this: any) => any): void {
  Object.defineProperty(proto, name, { __proto__: null, get, configurable: true, enumerable: false } as any);
}
const family = (address: any) => (address === undefined ? undefined : `IPv${ipVersion(address)}`);
getter("localAddress", function () {
  return this._ends().local.address;
});
getter("localPort", function () {
  return this._ends().local.port;
});
getter("localFamily", function () {
  return family(this._ends().local.address);
});
getter("remoteAddress", function () {
  return this.destroyed && this[kHandle] === null ? undefined : this._ends().remote.address;
});
getter("remotePort", function () {
  return this.destroyed && this[kHandle] === null ? undefined : this._ends().remote.port;
});
getter("remoteFamily", function () {
  return this.destroyed && this[kHandle] === null ? undefined : family(this._ends().remote.address);
});
getter("pending", function () {
  return this[kHandle] === null || this.connecting;
});
getter("readyState", function () {
  if (this.connecting) return "opening";
  if (this.readable && this.writable) return "open";
  if (this.readable && !this.writable) return "readOnly";
  if (!this.readable && this.writable) return "writeOnly";
  return "closed";
});
getter("bufferSize", function () {
  if (this[kHandle]) return this.writableLength;
  return undefined;
});
getter("_handle", function () {
  return this[kHandle];
});
getter("_connecting", function () {
  return this.connecting;
});
getter("bytesRead", function () {
  return this[kHandle]?.bytesRead ?? this[kRead];
});
getter("_bytesDispatched", function () {
  return this[kHandle]?.bytesWritten ?? this[kWritten];
});
getter("bytesWritten", function () {
  let bytes = this._bytesDispatched;
  const state = this._writableState;
  if (!state) return undefined;
  const size = (chunk: any, encoding: any) =>
    typeof chunk === "string" ? Buffer.byteLength(chunk, encoding) : chunk.length;
  for (const it of this.writableBuffer ?? []) bytes += size(it.chunk, it.encoding);
  const pending = this._pendingData;
  if (Array.isArray(pending)) for (const it of pending) bytes += size(it.chunk ?? it, it.encoding);
  else if (pending) bytes += size(pending, this._pendingEncoding);
  return bytes;
});

proto._read = function (this: any): void {
  if (this.connecting || !this[kHandle]) this.once("connect", () => this._read());
  else if (this[kHandle].isConnected) this[kHandle].read();
};

proto.end = function (this: any, data?: any, encoding?: any, callback?: any): any {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};

proto._final = function (this: any, callback: any): void {
  if (this.connecting) {
    this.once("connect", () => this._final(callback));
    return;
  }
  const handle = this[kHandle];
  if (!handle) return callback();
  handle.shut((error: any) => callback(error !== null && error.code !== "ENOTCONN" ? error : undefined));
};

proto._writeGeneric = function (this: any, isMany: boolean, data: any, encoding: any, callback: any): void {
  // What is written before there is a connection waits for it.
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    const onConnect = () => {
      this.off("close", onClose);
      this._writeGeneric(isMany, data, encoding, callback);
    };
    const onClose = () => callback(coded(Error, "ERR_SOCKET_CLOSED_BEFORE_CONNECTION", "Socket closed before the connection was established"));
    this.once("connect", onConnect);
    this.once("close", onClose);
    return;
  }
  this._pendingData = null;
  this._pendingEncoding = "";
  const handle = this[kHandle];
  if (!handle) return callback(coded(Error, "ERR_SOCKET_CLOSED", "Socket is closed"));
  touch(this);
  handle.write(isMany ? joined(data) : bytesOf(data, encoding), (error: any) => {
    if (this.destroyed) return callback(error);
    touch(this);
    if (error !== null) this.destroy(error);
    callback(error);
  });
};

function bytesOf(chunk: any, encoding: any): Uint8Array {
  if (typeof chunk === "string") chunk = Buffer.from(chunk, encoding);
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

function joined(chunks: any[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const it of chunks) parts.push(bytesOf(it.chunk, it.encoding));
  return parts.length === 1 ? parts[0] : bytesOf(Buffer.concat(parts), "");
}

proto._write = function (this: any, data: any, encoding: any, callback: any): void {
  this._writeGeneric(false, data, encoding, callback);
};
proto._writev = function (this: any, chunks: any, callback: any): void {
  this._writeGeneric(true, chunks, "", callback);
};

proto._destroy = function (this: any, error: any, callback: any): void {
  this.connecting = false;
  stopTimer(this);
  const handle = this[kHandle];
  if (handle) {
    this[kRead] = handle.bytesRead;
    this[kWritten] = handle.bytesWritten;
    if (handle.isConnected) this[kEnds] = { local: handle.local, remote: {} };
    handle.close();
    this[kHandle] = null;
    const hadError = Boolean(error);
    host.closing(() => this.emit("close", hadError));
    callback(error);
  } else {
    callback(error);
    nextTick(() => this.emit("close", Boolean(error)));
  }
  const server = this._server;
  if (server) {
    server._connections--;
    server[Symbol.for("saveloop.sockets")]?.delete(this);
    server._emitCloseIfDrained?.();
    this._server = null;
  }
};

proto.destroySoon = function (this: any): void {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once("finish", this.destroy);
};

proto.resetAndDestroy = function (this: any): any {
  const handle = this[kHandle];
  if (!handle) {
    this.destroy(coded(Error, "ERR_SOCKET_CLOSED", "Socket is closed"));
    return this;
  }
  if (this.connecting) this.once("connect", () => reset(this));
  else reset(this);
  return this;
};

function reset(socket: any): void {
  socket[kHandle]?.reset();
  socket.destroy();
}

/** The arguments of `connect` and `listen`: options and a callback. */
export function normalized(args: any[]): [any, any] {
  let options: any = {};
  const [first, second] = args;
  if (args.length === 0) return [{}, null];
  if (typeof first === "object" && first !== null) options = first;
  else if (isPath(first)) options.path = first;
  else {
    options.port = first;
    if (args.length > 1 && typeof second === "string") options.host = second;
  }
  const callback = args[args.length - 1];
  return [options, typeof callback === "function" ? callback : null];
}
const isPath = (value: any): boolean => typeof value === "string" && !(Number(value) >= 0);

export function validPort(port: any, name: string): number {
  if (
    (typeof port !== "number" && typeof port !== "string") ||
    (typeof port === "string" && port.trim().length === 0) ||
    +port !== +port >>> 0 ||
    port > 0xffff
  ) {
    const error = coded(
      RangeError,
      "ERR_SOCKET_BAD_PORT",
      `${name} should be >= 0 and < 65536.${host.load("internal:errors").received(port)}.`,
    );
    throw error;
  }
  return port | 0;
}

proto.connect = function (this: any, ...args: any[]): any {
  const [options, callback] = normalized(Array.isArray(args[0]) && args.length === 1 ? args[0] : args);
  if (this.write !== proto.write) this.write = proto.write;
  if (this.destroyed) {
    this[kHandle] = null;
    this._undestroy?.();
    this.emitClose = false;
  }
  if (options.port === undefined && options.path == null)
    throw coded(TypeError, "ERR_MISSING_ARGS", 'The "options" or "port" or "path" argument must be specified');
  if (callback !== null) this.once("connect", callback);
  if (this._parent?.connecting) return this;
  this._hadError = false;
  touch(this);
  this.connecting = true;
  if (options.path != null) {
    if (typeof options.path !== "string") throw invalidArgType("options.path", "string", options.path);
    attach(this, new Handle(listenerOf(this)));
    this[kHandle].connectPath(options.path);
    return this;
  }
  lookUpAndConnect(this, options);
  return this;
};

function lookUpAndConnect(socket: any, options: any): void {
  const { localAddress, localPort } = options;
  const name = options.host || "localhost";
  if (localAddress && !ipVersion(localAddress))
    throw coded(TypeError, "ERR_INVALID_IP_ADDRESS", `Invalid IP address: ${localAddress}`);
  if (localPort) validateNumber(localPort, "options.localPort");
  if (typeof options.port !== "undefined" && typeof options.port !== "number" && typeof options.port !== "string")
    throw invalidArgType("options.port", ["number", "string"], options.port);
  const port = validPort(options.port, "Port");
  if (options.autoSelectFamily != null) validateBoolean(options.autoSelectFamily, "options.autoSelectFamily");
  socket._host = name;
  const version = ipVersion(name);
  if (version !== 0) {
    nextTick(() => {
      if (socket.connecting) tryOne(socket, { address: name, family: version }, port, (error) => socket.destroy(error), options);
    });
    return;
  }
  if (options.lookup != null) validateFunction(options.lookup, "options.lookup");
  const family = options.family === "IPv4" ? 4 : options.family === "IPv6" ? 6 : (options.family ?? 0);
  const isAll = options.autoSelectFamily ?? autoSelectFamily.isOn;
  const done = (error: any, found: any) => {
    if (error) {
      socket.emit("lookup", error, undefined, undefined, name);
      if (!socket.connecting) return;
      nextTick(() => socket.destroy(error));
      return;
    }
    for (const it of found) {
      socket.emit("lookup", null, it.address, it.family, name);
      if (!socket.connecting) return;
    }
    const usable = isAll ? found : found.slice(0, 1);
    for (const it of usable) {
      if (it.family !== 4 && it.family !== 6) {
        nextTick(() => socket.destroy(invalidFamily(it.family, name, port)));
        return;
      }
      if (typeof it.address !== "string" || !ipVersion(it.address)) {
        nextTick(() => socket.destroy(coded(TypeError, "ERR_INVALID_IP_ADDRESS", `Invalid IP address: ${it.address}`)));
        return;
      }
    }
    tryAll(socket, usable, port, options);
  };
  if (typeof options.lookup === "function") {
    const asked = { family, hints: options.hints || 0, all: family === 0 && isAll };
    options.lookup(name, asked, (error: any, address: any, of: any) => {
      if (error) return done(error, undefined);
      done(null, Array.isArray(address) ? address : [{ address, family: of ?? ipVersion(address) }]);
    });
    return;
  }
  find(wanted(name, { family }), (error, found) => done(error, found));
}

function invalidFamily(family: any, name: string, port: number): Error {
  const error: any = coded(RangeError, "ERR_INVALID_ADDRESS_FAMILY", `Invalid address family: ${family} ${name}:${port}`);
  error.host = name;
  error.port = port;
  return error;
}

/** One address after the other, until one answers. */
function tryAll(socket: any, addresses: any[], port: number, from: any): void {
  const errors: any[] = [];
  const next = (at: number): void => {
    if (!socket.connecting) return;
    if (at === addresses.length) {
      if (errors.length === 1) return socket.destroy(errors[0]);
      const error: any = new AggregateError(errors);
      error.code = errors[0]?.code;
      socket.destroy(error);
      return;
    }
    const isTimed = at < addresses.length - 1;
    let timer: any = null;
    const failed = (error: any) => {
      if (timer !== null) cancel(timer);
      errors.push(error);
      socket.emit("connectionAttemptFailed", addresses[at].address, port, addresses[at].family, error);
      next(at + 1);
    };
    tryOne(socket, addresses[at], port, failed, from);
    if (!isTimed) return;
    const handle = socket[kHandle];
    timer = schedule(() => {
      if (socket[kHandle] !== handle || handle.isConnected || !socket.connecting) return;
      handle.close();
      socket.emit("connectionAttemptTimeout", addresses[at].address, port, addresses[at].family);
      const error: any = host.load("internal:errno").hostError(110, "connect", addresses[at].address, port);
      errors.push(error);
      next(at + 1);
    }, autoSelectFamily.timeout).unref();
  };
  next(0);
}

function tryOne(socket: any, to: any, port: number, failed: (error: any) => void, from: any): void {
  const listener = listenerOf(socket);
  listener.onFault = (error: any) => {
    if (socket[kHandle] !== handle) return;
    if (handle.isConnected) socket.destroy(error);
    else failed(error);
  };
  const handle = new Handle(listener);
  attach(socket, handle);
  handle.listener = listener;
  (socket.autoSelectFamilyAttemptedAddresses ??= []).push(`${to.address}:${port}`);
  socket.emit("connectionAttempt", to.address, port, to.family);
  handle.connect(to.address, port, from.localAddress || (from.localPort ? (to.family === 4 ? "0.0.0.0" : "::") : ""), from.localPort || 0);
}

function connected(socket: any): void {
  if (socket.destroyed || socket[kHandle] === null) return;
  socket.connecting = false;
  touch(socket);
  const { noDelay, keepAlive, keepAliveDelay } = socket[kOptions];
  if (noDelay) socket[kHandle].noDelay(true);
  if (keepAlive) socket[kHandle].keepAlive(true, keepAliveDelay);
  socket.emit("connect");
  socket.emit("ready");
  if (socket.readable && !socket.isPaused() && socket[kHandle] !== null) socket.read(0);
}
