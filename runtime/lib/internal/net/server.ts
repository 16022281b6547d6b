// `net.Server`.
import { find, wanted } from "internal:dns";
import { listenError } from "internal:errno";
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { Resource } from "internal:io";
import { ipVersion } from "internal:ip";
import { Handle } from "internal:net/handle";
import { Socket, normalized, validPort } from "internal:net/socket";
import { publish } from "internal:published";
import { validateAbortSignal, validateNumber } from "internal:validate";
import { EventEmitter } from "node:events";

const natives = host.native("net");
const { nextTick } = host;

export const kListening = Symbol("listening");
/** The instance of a module that made it. */
const kMaker = Symbol("maker");
/** Another server answers in this one's place, or nobody does: `Resource.lets`. */
export const kPassOn = Symbol("passOn");
const kSockets = Symbol.for("saveloop.sockets");

export function Server(this: any, options?: any, listener?: any): any {
  if (!(this instanceof (Server as any))) return new (Server as any)(options, listener);
  Reflect.apply(EventEmitter as any, this, []);
  if (typeof options === "function") {
    listener = options;
    options = {};
  } else if (options == null || typeof options === "object") options = { ...options };
  else throw invalidArgType("options", "Object", options);
  if (typeof listener === "function") this.on("connection", listener);
  if (options.keepAliveInitialDelay !== undefined)
    validateNumber(options.keepAliveInitialDelay, "options.keepAliveInitialDelay");
  this._connections = 0;
  this[kListening] = null;
  Object.defineProperty(this, kMaker, { __proto__: null, value: host.owners.current(), enumerable: false } as any);
  Object.defineProperty(this, kSockets, { __proto__: null, value: new Set(), enumerable: false } as any);
  this._unref = false;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = !!options.pauseOnConnect;
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark;
  return undefined;
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter as any);
const proto: any = Server.prototype;

Object.defineProperty(proto, "listening", {
  __proto__: null,
  get(this: any) {
    return this[kListening] !== null;
  },
  configurable: true,
  enumerable: true,
} as any);
Object.defineProperty(proto, "_handle", {
  __proto__: null,
  get(this: any) {
    return this[kListening];
  },
  configurable: true,
  enumerable: false,
} as any);

proto.listen = function (this: any, ...args: any[]): any {
  let [options, callback] = normalized(args);
  if (this[kListening] !== null || this._isOpening)
    throw coded(Error, "ERR_SERVER_ALREADY_LISTEN", "Listen method has been called more than once without closing.");
  if (callback !== null) this.once("listening", callback);
  if (options.signal !== undefined) {
    validateAbortSignal(options.signal, "options.signal");
    const close = () => this.close();
    if (options.signal.aborted) nextTick(close);
    else options.signal.addEventListener("abort", close, { once: true });
  }
  if (
    args.length === 0 ||
    typeof args[0] === "function" ||
    (typeof options.port === "undefined" && "port" in options) ||
    options.port === null
  )
    options = { ...options, port: 0 };
  if (typeof options.port === "number" || typeof options.port === "string") {
    const port = validPort(options.port, "options.port");
    if (options.host) {
      this._isOpening = true;
      find(wanted(options.host, {}), (error, found) => {
        if (!this._isOpening) return;
        this._isOpening = false;
        if (error !== null) return void this.emit("error", error);
        const first = found[0] ?? { address: options.host };
        bind(this, first.address, port);
      });
    } else bind(this, null, port);
    return this;
  }
  if (typeof options.path === "string") {
    bindPath(this, options.path);
    return this;
  }
  if (!("port" in options || "path" in options))
    throw invalidArgValue("options", options, 'must have the property "port" or "path"');
  throw invalidArgValue("options", options);
};

function opened(server: any, what: () => string, start: (id: number, module: number) => any): any {
  const made: { resource: Resource; at: any; path?: string } = { resource: null as any, at: null };
  host.owners.run(host.standsFor(server[kMaker]), () => begin(server, made, what, start));
  return made;
}

function begin(server: any, made: any, what: () => string, start: (id: number, module: number) => any): void {
  made.resource = new Resource(
    "server",
    what,
    (event, value) => {
      if (event === "connection") connection(server, value);
      else server.emit("error", listenError(value, "listen"));
    },
    () => {
      server[kListening] = null;
    },
  );
  made.resource.lets(server, (next, done) => {
    // The file would be in the way of the next server; a successor has it.
    if (made.path !== undefined && next === null) unlink(made.path);
    return server[kPassOn](next, done);
  });
  if (made.resource.id === 0) return;
  made.at = start(made.resource.id, made.resource.module);
  if (!Array.isArray(made.at)) made.resource.close();
}

function unlink(path: string): void {
  host.load("node:fs").rmSync(path, { force: true });
}

// A connection without a protocol has nobody to go to: it ends with its owner.
proto[kPassOn] = () => ({ left: 0, cut() {} });

function listening(server: any, made: any): void {
  server[kListening] = made;
  if (server._unref) made.resource.unref();
  nextTick(() => {
    // It may have been closed since.
    if (server[kListening] !== null) server.emit("listening");
  });
}

function bind(server: any, address: string | null, port: number): void {
  const at = () => {
    const here = server[kListening]?.at;
    return here ? `server at ${here[0]}:${here[1]}` : "server";
  };
  let made = opened(server, at, (id, module) => natives.listenTcp(id, address ?? "::", port, module));
  // Without the newer protocol, the older one.
  if (address === null && made.at !== null && !Array.isArray(made.at) && (made.at.errno === 97 || made.at.errno === 99))
    made = opened(server, at, (id, module) => natives.listenTcp(id, "0.0.0.0", port, module));
  if (made.at === null) return;
  if (!Array.isArray(made.at)) {
    const error = listenError(made.at, "listen", address ?? "::", port);
    nextTick(() => server.emit("error", error));
    return;
  }
  listening(server, made);
}

function bindPath(server: any, path: string): void {
  const made = opened(server, () => `server at ${path}`, (id) => natives.listenUnix(id, path));
  if (made.at === null) return;
  if (!Array.isArray(made.at)) {
    const error = listenError(made.at, "listen", path, -1);
    nextTick(() => server.emit("error", error));
    return;
  }
  made.path = path;
  listening(server, made);
}

function connection(server: any, ends: any[]): void {
  if (server.maxConnections != null && server._connections >= server.maxConnections) {
    // Not adopted, it is closed.
    const [localAddress, localPort, remoteAddress, remotePort] = ends;
    const data =
      localAddress === undefined
        ? undefined
        : {
            localAddress,
            localPort,
            localFamily: `IPv${ipVersion(localAddress)}`,
            remoteAddress,
            remotePort,
            remoteFamily: `IPv${ipVersion(remoteAddress)}`,
          };
    server.emit("drop", data);
    return;
  }
  const handle = new Handle(null as any);
  handle.adopt(ends);
  const socket = new (Socket as any)({
    handle,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
  });
  if (server.noDelay) handle.noDelay(true);
  if (server.keepAlive) handle.keepAlive(true, server.keepAliveInitialDelay);
  server._connections++;
  socket.server = server;
  socket._server = server;
  server[kSockets].add(socket);
  if (server.pauseOnConnect) socket.pause();
  server.emit("connection", socket);
  publish("net.server.socket", () => ({ socket }));
  if (!server.pauseOnConnect && socket._handle !== null && socket.readable) socket.read(0);
}

proto.address = function (this: any): any {
  const made = this[kListening];
  if (made === null) return null;
  if (made.path !== undefined) return made.path;
  const [address, port] = made.at;
  return { address, family: `IPv${ipVersion(address)}`, port };
};

proto.getConnections = function (this: any, callback: any): any {
  const count = this._connections;
  nextTick(callback, [null, this[kListening] === null && count === 0 ? 0 : count]);
  return this;
};

proto.close = function (this: any, callback?: any): any {
  const made = this[kListening];
  if (typeof callback === "function") {
    if (made === null) {
      this.once("close", () => callback(coded(Error, "ERR_SERVER_NOT_RUNNING", "Server is not running.")));
    } else this.once("close", callback);
  }
  this._isOpening = false;
  if (made !== null) {
    made.resource.close();
    this[kListening] = null;
    if (made.path !== undefined) unlink(made.path);
  }
  this._emitCloseIfDrained();
  return this;
};

proto._emitCloseIfDrained = function (this: any): void {
  if (this[kListening] !== null || this._connections > 0) return;
  nextTick(() => this.emit("close"));
};

proto[Symbol.asyncDispose ?? Symbol.for("nodejs.asyncDispose")] = function (this: any): Promise<void> {
  return new Promise((resolve, reject) => {
    if (this[kListening] === null) return resolve();
    this.close((error: any) => (error ? reject(error) : resolve()));
  });
};

proto.ref = function (this: any): any {
  this._unref = false;
  this[kListening]?.resource.ref();
  return this;
};
proto.unref = function (this: any): any {
  this._unref = true;
  this[kListening]?.resource.unref();
  return this;
};
