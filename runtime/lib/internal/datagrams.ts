// A UDP socket: what `dgram` stands on. It is bound before it does anything else; what is asked of it
// meanwhile waits in line.
import { callError, hostError } from "internal:errno";
import { coded, invalidArgType, received } from "internal:errors";
import { Fault, Resource } from "internal:io";
import { ipVersion } from "internal:ip";
import { validateAbortSignal, validateFunction, validateInteger, validateString } from "internal:validate";
import { Buffer } from "node:buffer";
import { EventEmitter, errorMonitor } from "node:events";

const natives = host.native("datagrams");
const { nextTick } = host;
const kState = Symbol("state");
const KINDS_OF_BYTES = ["string", "Buffer", "TypedArray", "DataView"];
const INVALID: Fault = { errno: 22, code: "", message: "" };
const UNBOUND: Fault = { errno: 9, code: "", message: "" };

type Phase = "unbound" | "binding" | "bound";
type Tie = "none" | "making" | "made";

interface State {
  phase: Phase;
  tie: Tie;
  isClosed: boolean;
  isRef: boolean;
  resource: Resource | null;
  /** What waits until it is bound. */
  line: (() => void)[] | null;
  /** What waits for room, oldest first. */
  sent: { size: number; done: (fault: Fault | undefined) => void }[];
  family: 4 | 6;
  lookup: any;
  reuseAddr: boolean;
  ipv6Only: boolean;
  recvBufferSize: number | undefined;
  sendBufferSize: number | undefined;
}

const isFault = (answer: any): answer is Fault => typeof answer === "object" && answer !== null && "errno" in answer;

export function Socket(this: any, type: any, listener?: any): void {
  Reflect.apply(EventEmitter as any, this, []);
  const options = typeof type === "object" && type !== null ? type : { type };
  type = options.type;
  if (type !== "udp4" && type !== "udp6")
    throw coded(TypeError, "ERR_SOCKET_BAD_TYPE", "Bad socket type specified. Valid types are: udp4, udp6");
  const { lookup, signal } = options;
  if (lookup !== undefined) validateFunction(lookup, "lookup");
  for (const name of ["recvBufferSize", "sendBufferSize"])
    if (options[name] !== undefined) validateInteger(options[name], `options.${name}`, 0, 2 ** 32 - 1);
  this.type = type;
  const state: State = {
    phase: "unbound", tie: "none", isClosed: false, isRef: true, resource: null, line: null, sent: [],
    family: type === "udp4" ? 4 : 6,
    // Whoever has put another one into the module means it.
    lookup: lookup ?? host.load("node:dns").default.lookup,
    reuseAddr: Boolean(options.reuseAddr), ipv6Only: Boolean(options.ipv6Only),
    recvBufferSize: options.recvBufferSize, sendBufferSize: options.sendBufferSize,
  };
  Object.defineProperty(this, kState, { __proto__: null, value: state } as any);
  if (typeof listener === "function") this.on("message", listener);
  if (signal === undefined) return;
  validateAbortSignal(signal, "options.signal");
  const abort = () => {
    if (!state.isClosed) this.close();
  };
  if (signal.aborted) return abort();
  signal.addEventListener("abort", abort, { once: true });
  this.once("close", () => signal.removeEventListener("abort", abort));
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Socket, EventEmitter as any);
const proto: any = Socket.prototype;

/** The state of one that is not closed. */
function running(socket: any): State {
  const state: State = socket[kState];
  if (state.isClosed) throw coded(Error, "ERR_SOCKET_DGRAM_NOT_RUNNING", "Not running");
  return state;
}

const isTied = () => coded(Error, "ERR_SOCKET_DGRAM_IS_CONNECTED", "Already connected");
const isUntied = () => coded(Error, "ERR_SOCKET_DGRAM_NOT_CONNECTED", "Not connected");

function otherPort(port: any): number {
  const isText = typeof port === "string" && port.trim().length > 0;
  if ((typeof port !== "number" && !isText) || +port !== +port >>> 0 || port > 0xffff || +port === 0)
    throw coded(RangeError, "ERR_SOCKET_BAD_PORT", `Port should be > 0 and < 65536.${received(port)}.`);
  return port | 0;
}

/** The address of a name; without one, of this machine. */
function lookUp(state: State, name: any, done: (error: any, ip: string) => void): void {
  state.lookup(name || (state.family === 4 ? "127.0.0.1" : "::1"), state.family, done);
}

function open(state: State, socket: any, address: string, port: number, reuses: boolean): Fault | undefined {
  const resource = new Resource(
    "datagrams",
    () => {
      const at = state.resource === null || state.resource.id === 0 ? null : natives.ends(state.resource.id, false);
      return Array.isArray(at) ? `datagrams at ${at[0]}:${at[1]}` : "datagrams";
    },
    (event, value) => told(state, socket, event, value),
    () => {
      state.isClosed = true;
    },
  );
  if (resource.id === 0) return undefined;
  const failed = natives.bind(resource.id, address, port, reuses, state.ipv6Only);
  if (failed !== undefined) {
    resource.close();
    return failed;
  }
  if (!state.isRef) resource.unref();
  state.resource = resource;
  return undefined;
}

function told(state: State, socket: any, event: string, value: any): void {
  if (event === "sent") return state.sent.shift()?.done(value);
  if (event !== "data") return void socket.emit("error", callError(value, "recvmsg"));
  const [bytes, address, port] = value;
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  socket.emit("message", message, { address, family: `IPv${ipVersion(address)}`, port, size: bytes.length });
}

/** Puts it off until the socket is bound. */
function inLine(socket: any, state: State, call: () => void): void {
  if (state.line !== null) return void state.line.push(call);
  state.line = [call];
  const flush = () => {
    socket.removeListener(errorMonitor, drop);
    const line = state.line;
    state.line = null;
    for (const it of line ?? []) it();
  };
  const drop = () => {
    socket.removeListener("listening", flush);
    state.line = null;
  };
  socket.once("listening", flush);
  socket.once(errorMonitor, drop);
}

proto.bind = function (this: any, ...args: any[]): any {
  const state = running(this);
  if (state.phase !== "unbound") throw coded(Error, "ERR_SOCKET_ALREADY_BOUND", "Socket is already bound");
  state.phase = "binding";
  const callback = args[args.length - 1];
  if (typeof callback === "function") {
    const forget = () => {
      this.removeListener("error", forget);
      this.removeListener("listening", heard);
    };
    const heard = () => {
      forget();
      Reflect.apply(callback, this, []);
    };
    this.on("error", forget);
    this.on("listening", heard);
  }
  let [port, address] = args;
  if (typeof port === "object" && port !== null) ({ port, address } = port);
  else if (typeof address === "function") address = undefined;
  if (typeof port === "function") port = 0;
  bindTo(this, state, port || 0, address || (state.family === 4 ? "0.0.0.0" : "::"));
  return this;
};

function bindTo(socket: any, state: State, port: any, address: string): void {
  const failed = (error: any) => {
    state.phase = "unbound";
    socket.emit("error", error);
  };
  lookUp(state, address, (error, ip) => {
    // It may have been closed since.
    if (state.isClosed) return;
    if (error) return failed(error);
    const isPort = Number.isInteger(+port) && port >= 0 && port <= 0xffff;
    const fault = state.resource !== null || !isPort ? INVALID : open(state, socket, ip, +port, state.reuseAddr);
    if (fault !== undefined) return failed(hostError(fault, "bind", ip, port));
    state.phase = "bound";
    if (state.recvBufferSize) bufferSize(state, "receiveBuffer", state.recvBufferSize);
    if (state.sendBufferSize) bufferSize(state, "sendBuffer", state.sendBufferSize);
    socket.emit("listening");
  });
}

proto.connect = function (this: any, port: any, address?: any, callback?: any): void {
  const to = otherPort(port);
  if (typeof address === "function") [address, callback] = ["", address];
  if (address === undefined) address = "";
  validateString(address, "address");
  const state = running(this);
  if (state.tie !== "none") throw isTied();
  state.tie = "making";
  if (state.phase === "unbound") this.bind({ port: 0, exclusive: true }, null);
  const tie = () => tieTo(this, state, to, address, callback);
  if (state.phase !== "bound") inLine(this, state, tie);
  else tie();
};

function tieTo(socket: any, state: State, port: number, address: string, callback: any): void {
  if (callback) socket.once("connect", callback);
  lookUp(state, address, (error, ip) => {
    if (state.isClosed || state.resource === null) return;
    if (!error) {
      const fault = natives.connect(state.resource.id, ip, port);
      if (fault !== undefined) error = hostError(fault, "connect", address, port);
    }
    if (!error) {
      state.tie = "made";
      nextTick(() => socket.emit("connect"));
      return;
    }
    state.tie = "none";
    nextTick(() => {
      if (!callback) return void socket.emit("error", error);
      socket.removeListener("connect", callback);
      callback(error);
    });
  });
}

proto.disconnect = function (this: any): void {
  const state = running(this);
  if (state.tie !== "made") throw isUntied();
  checked(ask(state, (id) => natives.disconnect(id)), "connect");
  state.tie = "none";
};

function part(bytes: any, offset: any, length: any): Uint8Array {
  if (typeof bytes === "string") bytes = Buffer.from(bytes);
  else if (!ArrayBuffer.isView(bytes)) throw invalidArgType("buffer", KINDS_OF_BYTES, bytes);
  [offset, length] = [offset >>> 0, length >>> 0];
  const outside = (name: string) =>
    coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", `"${name}" is outside of buffer bounds`);
  if (offset > bytes.byteLength) throw outside("offset");
  if (offset + length > bytes.byteLength) throw outside("length");
  return Buffer.from(bytes.buffer, bytes.byteOffset + offset, length);
}

/** All of it in one piece. */
function whole(bytes: any): Uint8Array {
  const isList = Array.isArray(bytes);
  const parts = (isList ? bytes : [bytes]).map((it: any) => {
    if (typeof it === "string") return Buffer.from(it);
    if (ArrayBuffer.isView(it)) return Buffer.from(it.buffer as ArrayBuffer, it.byteOffset, it.byteLength);
    throw invalidArgType(isList ? "buffer list arguments" : "buffer", KINDS_OF_BYTES, bytes);
  });
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** `(bytes, offset, length, port, address, callback)` or `(bytes, port, address, callback)`, without the target where it is connected. */
proto.send = function (this: any, bytes: any, ...rest: any[]): void {
  const isTiedNow = this[kState].tie === "made";
  let [port, address, callback] = rest;
  if (isTiedNow) {
    if (typeof rest[1] === "number") {
      bytes = part(bytes, rest[0], rest[1]);
      [port, address, callback] = rest.slice(2);
      if (typeof port === "function") [port, callback] = [undefined, port];
    } else [callback, port, address] = [rest[0], rest[2], rest[3]];
    if (port || address) throw isTied();
  } else if (rest[3] || (rest[2] && typeof rest[2] !== "function")) {
    bytes = part(bytes, rest[0], rest[1]);
    [port, address, callback] = rest.slice(2);
  }
  const message = whole(bytes);
  if (!isTiedNow) port = otherPort(port);
  if (typeof address === "function") [address, callback] = [undefined, address];
  else if (address != null) validateString(address, "address");
  if (typeof callback !== "function") callback = undefined;
  const state = running(this);
  if (state.phase === "unbound") this.bind({ port: 0, exclusive: true }, null);
  const go = () => deliver(this, state, message, port, address, callback);
  if (state.phase !== "bound") inLine(this, state, go);
  else go();
};

function deliver(socket: any, state: State, message: Uint8Array, port: any, address: any, callback: any): void {
  if (state.isClosed) return;
  const done = (error: any, ip: string) => {
    if (error) {
      nextTick(() => (callback ? callback(error) : socket.emit("error", error)));
      return;
    }
    if (state.isClosed || state.resource === null) return;
    const told = (fault: Fault | undefined) => {
      if (fault !== undefined) callback?.(hostError(fault, "send", address, port));
      else callback?.(null, message.length);
    };
    const { id } = state.resource;
    if (id === 0) return;
    const answer = natives.send(id, message, ip, port ?? 0, state.sent.length > 0);
    if (answer === false) state.sent.push({ size: message.length, done: told });
    else if (callback) nextTick(told, [isFault(answer) ? answer : undefined]);
  };
  if (state.tie === "made") done(null, "");
  else lookUp(state, address, done);
}

/** As it was before there was `send` in its short forms. */
proto.sendto = function (this: any, bytes: any, offset: any, length: any, port: any, address: any, callback: any): void {
  for (const [name, value] of [["offset", offset], ["length", length], ["port", port]] as [string, any][])
    if (typeof value !== "number") throw invalidArgType(name, "number", value);
  validateString(address, "address");
  this.send(bytes, offset, length, port, address, callback);
};

proto.close = function (this: any, callback?: any): any {
  const state: State = this[kState];
  if (typeof callback === "function") this.on("close", callback);
  if (state.line !== null) {
    state.line.push(() => this.close());
    return this;
  }
  running(this);
  state.isClosed = true;
  state.resource?.close();
  state.sent = [];
  nextTick(() => this.emit("close"));
  return this;
};

proto[Symbol.asyncDispose ?? Symbol.for("nodejs.asyncDispose")] = function (this: any): Promise<void> {
  return new Promise((resolve) => {
    if (this[kState].isClosed) resolve();
    else this.close(resolve);
  });
};

/** What a bound socket says; one that is not bound has nothing to say. */
function ask(state: State, call: (id: number) => any): any {
  return state.resource === null ? UNBOUND : call(state.resource.id);
}
function checked(answer: any, syscall: string): any {
  if (isFault(answer)) throw callError(answer, syscall);
  return answer;
}

function ends(state: State, isPeer: boolean, syscall: string): any {
  const [address, port] = checked(ask(state, (id) => natives.ends(id, isPeer)), syscall);
  return { address, family: `IPv${ipVersion(address)}`, port };
}
proto.address = function (this: any): any {
  return ends(running(this), false, "getsockname");
};
proto.remoteAddress = function (this: any): any {
  const state = running(this);
  if (state.tie !== "made") throw isUntied();
  return ends(state, true, "getpeername");
};

const set = (socket: any, name: string, value: number, syscall: string): void =>
  checked(ask(running(socket), (id) => natives.option(id, name, value)), syscall);

proto.setBroadcast = function (this: any, isOn: any): void {
  set(this, "broadcast", isOn ? 1 : 0, "setBroadcast");
};
for (const [method, option] of [["setTTL", "ttl"], ["setMulticastTTL", "multicastTtl"]]) {
  proto[method] = function (this: any, ttl: any): any {
    if (typeof ttl !== "number") throw invalidArgType("ttl", "number", ttl);
    set(this, option, ttl, method);
    return ttl;
  };
}
proto.setMulticastLoopback = function (this: any, isOn: any): any {
  set(this, "multicastLoopback", isOn ? 1 : 0, "setMulticastLoopback");
  return isOn;
};
proto.setMulticastInterface = function (this: any, address: any): void {
  const state = running(this);
  validateString(address, "interfaceAddress");
  checked(ask(state, (id) => natives.multicastInterface(id, address)), "setMulticastInterface");
};

/** A group can be joined before it is bound: that binds it. */
function member(socket: any, joins: boolean, syscall: string, source: string, group: any, address: any): void {
  const state = running(socket);
  if (state.resource === null) {
    const fault = open(state, socket, state.family === 4 ? "0.0.0.0" : "::", 0, true);
    if (fault !== undefined) throw callError(fault, syscall);
  }
  checked(ask(state, (id) => natives.member(id, joins, source, `${group}`, address ? `${address}` : "")), syscall);
}
for (const [method, joins] of [["addMembership", true], ["dropMembership", false]] as [string, boolean][]) {
  proto[method] = function (this: any, group: any, address: any): void {
    running(this);
    if (!group) throw coded(TypeError, "ERR_MISSING_ARGS", 'The "multicastAddress" argument must be specified');
    member(this, joins, method, "", group, address);
  };
}
for (const [method, joins] of [["addSourceSpecificMembership", true], ["dropSourceSpecificMembership", false]] as [string, boolean][]) {
  proto[method] = function (this: any, source: any, group: any, address: any): void {
    running(this);
    validateString(source, "sourceAddress");
    validateString(group, "groupAddress");
    member(this, joins, method, source, group, address);
  };
}

/** Sets it, or tells it without a size. */
function bufferSize(state: State, name: string, size: number): any {
  const answer = ask(state, (id) => natives.option(id, name, size));
  if (!isFault(answer)) return answer;
  const syscall = name === "sendBuffer" ? "uv_send_buffer_size" : "uv_recv_buffer_size";
  const { code } = callError(answer, syscall) as any;
  const message = (host.load("internal:system_errors").ERRORS as any[]).find((it) => it[1] === answer.errno)?.[2] ?? code;
  const error: any = coded(
    Error,
    "ERR_SOCKET_BUFFER_SIZE",
    `Could not get or set buffer size: ${syscall} returned ${code} (${message})`,
  );
  error.name = "SystemError";
  error.info = { errno: -answer.errno, code, message, syscall };
  error.errno = -answer.errno;
  error.syscall = syscall;
  throw error;
}
for (const [side, name] of [["Recv", "receiveBuffer"], ["Send", "sendBuffer"]]) {
  proto[`set${side}BufferSize`] = function (this: any, size: any): void {
    if (size >>> 0 !== size || size > 0x7fffffff)
      throw coded(TypeError, "ERR_SOCKET_BAD_BUFFER_SIZE", "Buffer size must be a positive integer");
    bufferSize(this[kState], name, size);
  };
  proto[`get${side}BufferSize`] = function (this: any): number {
    return bufferSize(this[kState], name, 0);
  };
}
proto.getSendQueueSize = function (this: any): number {
  let size = 0;
  for (const it of this[kState].sent) size += it.size;
  return size;
};
proto.getSendQueueCount = function (this: any): number {
  return this[kState].sent.length;
};

proto.ref = function (this: any): any {
  this[kState].isRef = true;
  this[kState].resource?.ref();
  return this;
};
proto.unref = function (this: any): any {
  this[kState].isRef = false;
  this[kState].resource?.unref();
  return this;
};
