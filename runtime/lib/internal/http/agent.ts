// `http.Agent`: connections that are used again.
import { validateNumber, validateOneOf } from "internal:validate";
import { connect } from "node:net";
import { EventEmitter } from "node:events";
import { kGone, takeTime } from "internal:net/socket";


export function Agent(this: any, options?: any): any {
  if (!(this instanceof (Agent as any))) return new (Agent as any)(options);
  Reflect.apply(EventEmitter as any, this, []);
  this.defaultPort = 80;
  this.protocol = "http:";
  this.options = { __proto__: null, ...options };
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  this.options.path = null;
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Infinity;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || "lifo";
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  validateOneOf(this.scheduling, "scheduling", ["fifo", "lifo"]);
  if (this.maxTotalSockets !== undefined) {
    validateNumber(this.maxTotalSockets, "maxTotalSockets", 1);
  } else this.maxTotalSockets = Infinity;
  this.on("free", (socket: any, given: any) => free(this, socket, given));
  return undefined;
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter as any);
(Agent as any).defaultMaxSockets = Infinity;
const proto: any = Agent.prototype;

proto.createConnection = connect;

proto.getName = function (options: any = {}): string {
  let name = options.host || "localhost";
  name += ":";
  if (options.port) name += options.port;
  name += ":";
  if (options.localAddress) name += options.localAddress;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

/** A socket has nothing to do: for the next request that waits, or for later. */
function free(agent: any, socket: any, options: any): void {
  const name = agent.getName(options);
  if (socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = agent.requests[name];
  if (waiting && waiting.length > 0) {
    const request = waiting.shift();
    if (waiting.length === 0) delete agent.requests[name];
    give(agent, request, socket);
    return;
  }
  const request = socket._httpMessage;
  if (!request?.shouldKeepAlive || !agent.keepAlive) return void socket.destroy();
  const idle = agent.freeSockets[name] ?? [];
  const used = agent.sockets[name]?.length ?? 0;
  if (
    agent.totalSocketCount > agent.maxTotalSockets ||
    used + idle.length > agent.maxSockets ||
    idle.length >= agent.maxFreeSockets ||
    !agent.keepSocketAlive(socket)
  )
    return void socket.destroy();
  agent.freeSockets[name] = idle;
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once("error", onIdleError);
  idle.push(socket);
}
function onIdleError(this: any): void {
  // A connection that breaks while nothing uses it is gone, and nobody's error.
  this.destroy();
}

proto.addRequest = function (this: any, request: any, options: any, port?: any, localAddress?: any): void {
  if (typeof options === "string") options = { host: options, port, localAddress };
  options = { __proto__: null, ...options, ...this.options };
  if (options.socketPath) options.path = options.socketPath;
  name(this, options, request);
  const key = this.getName(options);
  this.sockets[key] ??= [];
  const idle = this.freeSockets[key];
  let socket: any;
  if (idle) {
    while (idle.length > 0 && (idle[0].destroyed || !idle[0].writable)) idle.shift();
    socket = this.scheduling === "fifo" ? idle.shift() : idle.pop();
    while (socket && (socket.destroyed || !socket.writable)) socket = idle.pop();
    if (idle.length === 0) delete this.freeSockets[key];
  }
  const idleCount = idle ? idle.length : 0;
  if (socket) {
    this.reuseSocket(socket, request);
    // Whoever made it may be replaced while this one waits for the answer.
    socket._handle?.resource.take();
    takeTime(socket);
    give(this, request, socket);
    this.sockets[key].push(socket);
  } else if (this.sockets[key].length + idleCount < this.maxSockets && this.totalSocketCount < this.maxTotalSockets)
    this.createSocket(request, options, (error: any, made: any) => {
      if (error) request.onSocket(null, error);
      else give(this, request, made);
    });
  else {
    request._agentKey = key;
    (this.requests[key] ??= []).push(request);
    Object.defineProperty(request, "_agentOptions", { __proto__: null, value: options, enumerable: false, configurable: true } as any);
  }
};

/** The name that a certificate has to be for. */
function name(_agent: any, options: any, request: any): void {
  if (options.servername || options.servername === "") return;
  let found = options.host;
  const header = request.getHeader?.("host");
  if (header) found = header[0] === "[" ? header.slice(1, header.indexOf("]")) : header.split(":", 1)[0];
  options.servername = host.load("internal:ip").ipVersion(found) ? "" : found;
}

proto.createSocket = function (this: any, request: any, given: any, callback: any): void {
  const options = { __proto__: null, ...given, ...this.options };
  if (options.socketPath) options.path = options.socketPath;
  name(this, options, request);
  const key = this.getName(options);
  options._agentKey = key;
  options.encoding = null;
  let isCalled = false;
  const done = (error: any, socket?: any) => {
    if (isCalled) return;
    isCalled = true;
    if (error) return callback(error);
    (this.sockets[key] ??= []).push(socket);
    this.totalSocketCount++;
    install(this, socket, options);
    callback(null, socket);
  };
  if (this.keepAlive) options.keepAlive = this.keepAlive;
  const made = this.createConnection(options, done);
  if (made) done(null, made);
};

function install(agent: any, socket: any, options: any): void {
  const onFree = () => agent.emit("free", socket, options);
  const onClose = () => agent.removeSocket(socket, options);
  const onTimeout = () => {
    for (const key of Object.keys(agent.freeSockets)) if (agent.freeSockets[key].includes(socket)) return socket.destroy();
  };
  const onRemove = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
    socket.removeListener("close", onClose);
    socket.removeListener("free", onFree);
    socket.removeListener("timeout", onTimeout);
    socket.removeListener("agentRemove", onRemove);
  };
  socket.on("free", onFree);
  socket.on("close", onClose);
  socket.on("timeout", onTimeout);
  socket.on("agentRemove", onRemove);
  socket[kGone] = () => {
    socket.destroyed = true;
    agent.removeSocket(socket, options);
  };
  if (agent.options.timeout) socket.setTimeout(agent.options.timeout);
}

proto.removeSocket = function (this: any, socket: any, options: any): void {
  const key = this.getName(options);
  const lists = [this.sockets];
  if (!socket.writable) lists.push(this.freeSockets);
  for (const sockets of lists) {
    const at = sockets[key]?.indexOf(socket) ?? -1;
    if (at === -1) continue;
    sockets[key].splice(at, 1);
    if (sockets[key].length === 0) delete sockets[key];
    if (socket.destroyed) this.totalSocketCount--;
  }
  // There is room for one that waits: for this server, or for one that has no connection at all.
  if (!socket.destroyed) return;
  const isWaiting = (name: string) => this.requests[name]?.length > 0;
  const next = isWaiting(key) ? key : Object.keys(this.requests).find((name) => isWaiting(name) && !(this.sockets[name]?.length > 0));
  if (next === undefined) return;
  const room = (this.sockets[next]?.length ?? 0) < this.maxSockets && this.totalSocketCount < this.maxTotalSockets;
  if (!room) return;
  const request = this.requests[next].shift();
  if (this.requests[next].length === 0) delete this.requests[next];
  this.createSocket(request, request._agentOptions ?? options, (error: any, made: any) => {
    if (error) request.onSocket(null, error);
    else give(this, request, made);
  });
};

proto.keepSocketAlive = function (this: any, socket: any): boolean {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let limit = this.options.timeout || 0;
  // The other side may have said for how long it keeps it.
  const said = /^timeout=(\d+)/.exec(socket._httpMessage?.res?.headers["keep-alive"] ?? "");
  if (said !== null) {
    const most = Number(said[1]) * 1000 - 1000;
    if (most <= 0) return false;
    if (limit === 0 || most < limit) limit = most;
  }
  if (socket.timeout !== limit) socket.setTimeout(limit);
  return true;
};
proto.reuseSocket = function (this: any, socket: any, request: any): void {
  socket.removeListener("error", onIdleError);
  request.reusedSocket = true;
  socket.ref();
};
proto.destroy = function (this: any): void {
  for (const all of [this.freeSockets, this.sockets])
    for (const key of Object.keys(all)) for (const socket of [...all[key]]) socket.destroy();
};

function give(agent: any, request: any, socket: any): void {
  request.onSocket(socket);
  const limit = Number(agent.options.timeout) || 0;
  const wanted = request.timeout ?? limit;
  if (socket.timeout !== wanted && (wanted !== 0 || socket.timeout)) socket.setTimeout(wanted);
}

export const globalAgent = new (Agent as any)({ keepAlive: true, scheduling: "lifo", timeout: 5000 });
