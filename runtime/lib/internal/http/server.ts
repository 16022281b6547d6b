// `http.Server`: connections, and the order of requests and responses on each.
import { coded, invalidArgType } from "internal:errors";
import { IncomingMessage, fill, pause, resume } from "internal:http/incoming";
import { MAX_HEADER_SIZE } from "internal:http/common";
import { kNeedDrain } from "internal:http/outgoing";
import { Parser } from "internal:http/parser";
import { ServerResponse } from "internal:http/response";
import { Server as NetServer, kListening, kPassOn } from "internal:net/server";
import { takeTime } from "internal:net/socket";
import { publish } from "internal:published";
import { validateBoolean, validateInteger } from "internal:validate";

const { setTimeout: schedule, clearTimeout: cancel } = host.timerFunctions;
const { nextTick } = host;
const kSockets: any = Symbol.for("saveloop.sockets");

/** The options that both `http` and `https` have. */
export function storeOptions(server: any, options: any): void {
  const integer = (name: string, usual: number) => {
    const value = options[name];
    if (value !== undefined) validateInteger(value, name, 0);
    return value ?? usual;
  };
  const flag = (name: string, usual: any) => {
    const value = options[name];
    if (value !== undefined) validateBoolean(value, `options.${name}`);
    return value ?? usual;
  };
  server[kIncoming] = options.IncomingMessage || IncomingMessage;
  server[kResponse] = options.ServerResponse || ServerResponse;
  server.maxHeaderSize = options.maxHeaderSize === undefined ? undefined : integer("maxHeaderSize", 0);
  server.insecureHTTPParser = flag("insecureHTTPParser", undefined);
  server.requestTimeout = integer("requestTimeout", 300_000);
  server.headersTimeout = integer("headersTimeout", Math.min(60_000, server.requestTimeout || 60_000));
  if (server.requestTimeout > 0 && server.headersTimeout > 0 && server.headersTimeout > server.requestTimeout)
    throw host.load("internal:errors").outOfRange("headersTimeout", "<= requestTimeout", options.headersTimeout);
  server.keepAliveTimeout = integer("keepAliveTimeout", 5_000);
  server.connectionsCheckingInterval = integer("connectionsCheckingInterval", 30_000);
  server.requireHostHeader = flag("requireHostHeader", true);
  server.joinDuplicateHeaders = flag("joinDuplicateHeaders", undefined);
  server.rejectNonStandardBodyWrites = flag("rejectNonStandardBodyWrites", false);
}
const kIncoming = Symbol("IncomingMessage"),
  kResponse = Symbol("ServerResponse");

export function Server(this: any, options?: any, listener?: any): any {
  if (!(this instanceof (Server as any))) return new (Server as any)(options, listener);
  if (typeof options === "function") {
    listener = options;
    options = {};
  } else if (options != null && typeof options !== "object") throw invalidArgType("options", "Object", options);
  else options = { ...options };
  storeOptions(this, options);
  Reflect.apply(NetServer, this, [
    {
      allowHalfOpen: true,
      noDelay: options.noDelay ?? true,
      keepAlive: options.keepAlive,
      keepAliveInitialDelay: options.keepAliveInitialDelay,
      highWaterMark: options.highWaterMark,
    },
  ]);
  if (listener) this.on("request", listener);
  this.httpAllowHalfOpen = false;
  this.on("connection", connectionListener);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  return undefined;
}
Object.setPrototypeOf(Server.prototype, NetServer.prototype);
Object.setPrototypeOf(Server, NetServer);
addMethods(Server.prototype);

/** What the servers of `http` and of `https` do alike, over the server below. */
export function addMethods(proto: any): void {
  proto.close = function (this: any, callback?: any): any {
    this.closeIdleConnections();
    return Reflect.apply(NetServer.prototype.close, this, [callback]);
  };
  proto.closeAllConnections = function (this: any): void {
    for (const socket of [...this[kSockets]]) socket.destroy();
  };
  proto.closeIdleConnections = function (this: any): void {
    for (const socket of [...this[kSockets]]) if (isIdle(socket)) socket.destroy();
  };
  proto[kPassOn] = function (this: any, next: any, done: () => void): any {
    return passOn(this, next, done);
  };
  proto.setTimeout = function (this: any, delay: any, callback?: any): any {
    this.timeout = delay;
    if (callback) this.on("timeout", callback);
    return this;
  };
}

const kAnswered = Symbol("answered");

/** Connections go to the server that answers instead; what was asked already is still answered here. */
function passOn(server: any, next: any, done: () => void): { left: number; cut(): void } {
  const isTaken = next !== null && next[kPassOn] === server[kPassOn] && !next._tlsOptions === !server._tlsOptions;
  const busy: any[] = [];
  let left = 0;
  for (const socket of [...server[kSockets]]) {
    const state: State | undefined = socket._serves;
    // One that is no longer HTTP ends with its owner; one that is not yet goes on.
    if (state === undefined ? socket._secureEstablished !== false : state.upgrade !== null) continue;
    // What was asked of a server before this one is waited for already.
    const requests = (state?.incoming ?? []).filter((request) => request[kAnswered] === undefined);
    for (const request of requests) request[kAnswered] = done;
    left += requests.length;
    if (requests.length > 0) busy.push(socket);
    if (isTaken) move(socket, state, server, next);
    else if (state !== undefined && requests.length > 0) {
      state.isLast = true;
      if (socket._httpMessage && !socket._httpMessage._headerSent) socket._httpMessage.shouldKeepAlive = false;
    }
  }
  const cut = () => {
    for (const socket of busy) socket.destroy();
  };
  return { left, cut };
}

function move(socket: any, state: State | undefined, from: any, to: any): void {
  if (socket._handle === null) return;
  from[kSockets].delete(socket);
  from._connections--;
  to[kSockets].add(socket);
  to._connections++;
  socket.server = socket._server = to;
  if (state !== undefined) state.server = to;
  socket._handle.resource.goWith(to[kListening].resource);
  takeTime(socket);
}

/** It has answered something, and nothing is under way. */
const isIdle = (socket: any): boolean => {
  const state = socket._serves;
  return state !== undefined && state.answered > 0 && state.incoming.length === 0 && !state.parser.isBusy;
};

interface State {
  server: any;
  parser: Parser;
  /** Requests that are not answered yet, in order. */
  incoming: any[];
  /** Responses that wait for the ones before them. */
  outgoing: any[];
  current: any;
  answered: number;
  requests: number;
  isKeptAlive: boolean;
  /** Nothing more is answered after what was asked. */
  isLast: boolean;
  timer: any;
  /** The request after which the connection is another's. */
  upgrade: any;
  /** Takes the listeners off. */
  leave(): void;
}

/** HTTP on a connection from now on. */
export function connectionListener(this: any, socket: any): void {
  const server = this;
  const state: State = {
    server,
    parser: null as any,
    incoming: [],
    outgoing: [],
    current: null,
    answered: 0,
    requests: 0,
    isKeptAlive: false,
    isLast: false,
    timer: null,
    upgrade: null,
    leave() {},
  };
  Object.defineProperty(socket, "_serves", { __proto__: null, value: state, enumerable: false } as any);
  state.parser = new Parser(false, {
    onHead: (head) => onHead(state, socket, head),
    onBody(bytes) {
      const request = state.current;
      if (request === null || request._dumped) return;
      if (!request.push(bytes)) pause(socket);
    },
    onDone(trailers) {
      const request = state.current;
      if (state.timer !== null) cancel(state.timer);
      state.timer = null;
      if (request === null) return;
      state.current = null;
      request.rawTrailers = trailers;
      request.complete = true;
      request.push(null);
      // Whatever the body waited for, the next message may come.
      if (!request.upgrade) resume(socket);
    },
  });
  if (server.maxHeaderSize) state.parser.maxHeaderSize = server.maxHeaderSize;
  else state.parser.maxHeaderSize = MAX_HEADER_SIZE;
  if (server.timeout && typeof socket.setTimeout === "function") socket.setTimeout(server.timeout);
  const onTimeout = () => {
    const request = state.incoming[0];
    const first = request && !request.complete && request.emit("timeout", socket);
    const response = socket._httpMessage && socket._httpMessage.emit("timeout", socket);
    if (!first && !response && !state.server.emit("timeout", socket)) socket.destroy();
  };
  const onData = (bytes: any) => {
    if (state.isKeptAlive) {
      state.isKeptAlive = false;
      if (state.server.timeout && typeof socket.setTimeout === "function") socket.setTimeout(state.server.timeout);
      else socket.setTimeout?.(0);
    }
    executed(state, socket, bytes, state.parser.execute(bytes));
    if (state.timer === null && state.parser.isInHead) watch(state, socket);
  };
  const onEnd = () => {
    const error = state.parser.finish();
    if (error !== undefined) return onFailed(state, socket, error);
    if (!state.server.httpAllowHalfOpen) {
      socket.end();
    } else if (state.outgoing.length > 0) state.outgoing[state.outgoing.length - 1]._last = true;
    else if (socket._httpMessage) socket._httpMessage._last = true;
    else socket.end();
  };
  const onError = (error: any) => {
    socket.removeListener("error", onError);
    if (socket.listenerCount("error") === 0) socket.on("error", () => {});
    onFailed(state, socket, error);
  };
  const onDrain = () => {
    if (socket._waits && socket.writableLength <= socket.writableHighWaterMark) {
      socket._waits = false;
      if (!socket._paused) socket.resume();
    }
    const message = socket._httpMessage;
    if (message && !message.finished && message[kNeedDrain]) {
      message[kNeedDrain] = false;
      message.emit("drain");
    }
  };
  const onClose = () => {
    if (state.timer !== null) cancel(state.timer);
    state.parser.stop();
    abortIncoming(state);
  };
  socket.on("error", onError);
  socket.on("close", onClose);
  socket.on("drain", onDrain);
  if (typeof socket.setTimeout === "function") socket.on("timeout", onTimeout);
  socket.on("data", onData);
  socket.on("end", onEnd);
  state.leave = () => {
    socket.removeListener("data", onData);
    socket.removeListener("end", onEnd);
    socket.removeListener("close", onClose);
    socket.removeListener("drain", onDrain);
    socket.removeListener("error", onError);
    socket.removeListener("timeout", onTimeout);
  };
}

/** A request has to come to its end in time. */
function watch(state: State, socket: any): void {
  const { server } = state;
  const limit = server.headersTimeout || server.requestTimeout;
  if (!limit) return;
  state.timer = schedule(() => {
    const error = coded(Error, "ERR_HTTP_REQUEST_TIMEOUT", "Request timeout");
    onFailed(state, socket, error);
  }, limit).unref();
}

function abortIncoming(state: State): void {
  while (state.incoming.length > 0) {
    const request = state.incoming.shift();
    request[kAnswered]?.();
    if (!request.destroyed) request.destroy(aborted());
  }
}
export function aborted(): Error {
  const error: any = new Error("aborted");
  error.code = "ECONNRESET";
  return error;
}

function executed(state: State, socket: any, bytes: any, result: any): void {
  if (result === undefined) return;
  if (typeof result !== "number") return onFailed(state, socket, result);
  // What follows is no longer HTTP.
  const request = state.upgrade;
  state.leave();
  state.incoming.length = 0;
  const name = request.method === "CONNECT" ? "connect" : "upgrade";
  if (state.server.listenerCount(name) === 0) return socket.destroy();
  socket._paused = undefined;
  socket.readableFlowing = null;
  state.server.emit(name, request, socket, bytes.subarray(Math.max(0, result)));
}

function onFailed(state: State, socket: any, error: any): void {
  state.parser.stop();
  if (state.server.emit("clientError", error, socket)) return;
  // Nobody answers it: this does, if nothing has been said yet.
  if (socket.writable && (!socket._httpMessage || !socket._httpMessage._headerSent)) {
    const status =
      error.code === "HPE_HEADER_OVERFLOW"
        ? "431 Request Header Fields Too Large"
        : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
          ? "408 Request Timeout"
          : "400 Bad Request";
    socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, "latin1");
  }
  socket.destroy(error);
}

function onHead(state: State, socket: any, head: any): number {
  const { server } = state;
  if (state.timer !== null) {
    cancel(state.timer);
    state.timer = null;
  }
  const request = fill(new server[kIncoming](socket), head);
  request.method = head.method;
  request.url = head.url;
  request.joinDuplicateHeaders = server.joinDuplicateHeaders ?? false;
  if (server.maxHeadersCount > 0) request.rawHeaders = head.headers.slice(0, server.maxHeadersCount * 2);
  const isConnect = head.method === "CONNECT";
  request.upgrade = head.isUpgrade && (isConnect || server.listenerCount("upgrade") > 0);
  state.current = request;
  if (request.upgrade) {
    state.upgrade = request;
    return 2;
  }
  state.incoming.push(request);
  // Responses that nobody reads hold back what is asked next.
  if (!socket._waits && socket.writableLength >= socket.writableHighWaterMark) {
    socket._waits = true;
    socket.pause();
  }
  const response = new server[kResponse](request, {
    highWaterMark: socket.writableHighWaterMark,
    rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
  });
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response.shouldKeepAlive = head.shouldKeepAlive;
  if (socket._httpMessage) state.outgoing.push(response);
  else response.assignSocket(socket);
  response.on("finish", () => {
    publish("http.server.response.finish", () => ({ request, response, socket, server }));
    answered(state, socket, request, response);
  });
  publish("http.server.request.start", () => ({ request, response, socket, server }));
  let isHandled = false;
  if (head.major === 1 && head.minor === 1) {
    if (server.requireHostHeader && request.headers.host === undefined) {
      isHandled = true;
      response.writeHead(400, ["Connection", "close"]);
      response.end();
    }
    const isLimited = typeof server.maxRequestsPerSocket === "number" && server.maxRequestsPerSocket > 0;
    if (isLimited) {
      state.requests++;
      response.maxRequestsOnConnectionReached = server.maxRequestsPerSocket <= state.requests;
    }
    const expects = request.headers.expect;
    if (isLimited && server.maxRequestsPerSocket < state.requests) {
      isHandled = true;
      server.emit("dropRequest", request, socket);
      response.writeHead(503);
      response.end();
    } else if (!isHandled && expects !== undefined) {
      isHandled = true;
      if (/^100-continue$/i.test(expects)) {
        response._expect_continue = true;
        if (server.listenerCount("checkContinue") > 0) server.emit("checkContinue", request, response);
        else {
          response.writeContinue();
          server.emit("request", request, response);
        }
      } else if (server.listenerCount("checkExpectation") > 0) server.emit("checkExpectation", request, response);
      else {
        response.writeHead(417);
        response.end();
      }
    }
  }
  if (!isHandled) {
    server.emit("request", request, response);
  }
  return 0;
}

function answered(state: State, socket: any, request: any, response: any): void {
  const { server } = state;
  state.answered++;
  const at = state.incoming.indexOf(request);
  if (at !== -1) state.incoming.splice(at, 1);
  // What was not read of the request is thrown away, so that the next one can be read.
  if (!request._consuming && !request._readableState.resumeScheduled) request._dump();
  response.detachSocket(socket);
  nextTick(() => {
    response.destroyed = true;
    response._closed = true;
    response.emit("close");
  });
  request[kAnswered]?.();
  if (response._last || (state.isLast && state.outgoing.length === 0)) {
    if (typeof socket.destroySoon === "function") socket.destroySoon();
    else socket.end();
  } else if (state.outgoing.length === 0) {
    if (server.keepAliveTimeout && typeof socket.setTimeout === "function") {
      socket.setTimeout(server.keepAliveTimeout);
      state.isKeptAlive = true;
    }
  } else {
    const next = state.outgoing.shift();
    next.assignSocket(socket);
  }
}
