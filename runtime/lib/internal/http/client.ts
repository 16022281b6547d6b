// `ClientRequest`: a request on its way, and its response.
import { coded, invalidArgType } from "internal:errors";
import { globalAgent } from "internal:http/agent";
import { hangUp, isToken, validateHost } from "internal:http/common";
import { IncomingMessage, fill, pause } from "internal:http/incoming";
import { OutgoingMessage, kNeedDrain, kOut, kUnique } from "internal:http/outgoing";
import { Parser } from "internal:http/parser";
import { aborted } from "internal:http/server";
import { publish } from "internal:published";
import { addAbortSignal } from "internal:stream/abort";
import { validateBoolean, validateInteger, validateNumber } from "internal:validate";
import { Buffer } from "node:buffer";
import { URL } from "web:url";
import { connect } from "node:net";

const { nextTick } = host;
const BAD_PATH = /[^\u0021-\u00ff]/;

/** What a `URL` says, as options. */
export function urlOptions(url: any): any {
  const options: any = {
    __proto__: null,
    protocol: url.protocol,
    hostname: typeof url.hostname === "string" && url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname,
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: `${url.pathname || ""}${url.search || ""}`,
    href: url.href,
  };
  if (url.port !== "") options.port = Number(url.port);
  if (url.username || url.password)
    options.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return options;
}

export function ClientRequest(this: any, input: any, options?: any, callback?: any): any {
  Reflect.apply(OutgoingMessage, this, []);
  if (typeof input === "string") input = urlOptions(new URL(input));
  else if (input instanceof URL) input = urlOptions(input);
  else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === "function") {
    callback = options;
    options = input || {};
  } else options = Object.assign(input || {}, options);
  let { agent } = options;
  const defaultAgent = options._defaultAgent || globalAgent;
  if (agent === false) agent = new defaultAgent.constructor();
  else if (agent === null || agent === undefined) {
    if (typeof options.createConnection !== "function") agent = defaultAgent;
  } else if (typeof agent.addRequest !== "function")
    throw invalidArgType("options.agent", ["Agent-like Object", "undefined", "false"], agent);
  this.agent = agent;
  const protocol = options.protocol || defaultAgent.protocol;
  const expected = this.agent?.protocol || defaultAgent.protocol;
  if (options.path) {
    const path = String(options.path);
    if (BAD_PATH.test(path))
      throw coded(TypeError, "ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters");
  }
  if (protocol !== expected)
    throw coded(TypeError, "ERR_INVALID_PROTOCOL", `Protocol "${protocol}" not supported. Expected "${expected}"`);
  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const port = (options.port = options.port || defaultPort || 80);
  const hostname = (options.host = validateHost(options.hostname, "hostname") || validateHost(options.host, "host") || "localhost");
  const setHost = options.setHost !== undefined ? Boolean(options.setHost) : options.setDefaultHeaders !== false;
  this._removedConnection = options.setDefaultHeaders === false;
  this._removedContLen = options.setDefaultHeaders === false;
  this._removedTE = options.setDefaultHeaders === false;
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) {
    validateNumber(options.timeout, "timeout");
    this.timeout = options.timeout;
  }
  let { method } = options;
  if (method != null && typeof method !== "string") throw invalidArgType("options.method", "string", method);
  if (method) {
    if (!isToken(method)) throw coded(TypeError, "ERR_INVALID_HTTP_TOKEN", `Method must be a valid HTTP token ["${method}"]`);
    method = this.method = options._keepsCase ? method : method.toUpperCase();
  } else method = this.method = "GET";
  const { maxHeaderSize, insecureHTTPParser, joinDuplicateHeaders } = options;
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, "maxHeaderSize", 0);
  this.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, "options.insecureHTTPParser");
  this.insecureHTTPParser = insecureHTTPParser;
  if (joinDuplicateHeaders !== undefined) validateBoolean(joinDuplicateHeaders, "options.joinDuplicateHeaders");
  this.joinDuplicateHeaders = joinDuplicateHeaders;
  this.path = options.path || "/";
  if (callback) this.once("response", callback);
  this.useChunkedEncodingByDefault = !["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"].includes(method);
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = hostname;
  this.protocol = protocol;
  if (this.agent) {
    if (!this.agent.keepAlive && !Number.isFinite(this.agent.maxSockets)) {
      this._last = true;
      this.shouldKeepAlive = false;
    } else {
      this._last = false;
      this.shouldKeepAlive = true;
    }
  }
  const isList = Array.isArray(options.headers);
  if (!isList) {
    const { headers } = options;
    if (headers) {
      // A `Headers` or a `Map` is asked for its entries; anything else for its properties.
      for (const name of Object.keys(headers)) this.setHeader(name, headers[name]);
    }
    if (hostname && !this.getHeader("host") && setHost) {
      let value = hostname;
      if (value.includes(":") && value.includes(":", value.indexOf(":") + 1) && value[0] !== "[") value = `[${value}]`;
      if (port && +port !== defaultPort) value += `:${port}`;
      this.setHeader("Host", value);
    }
    if (options.auth && !this.getHeader("Authorization"))
      this.setHeader("Authorization", `Basic ${Buffer.from(options.auth).toString("base64")}`);
    if (this.getHeader("expect")) {
      if (this._header) throw coded(Error, "ERR_HTTP_HEADERS_SENT", "Cannot render headers after they are sent to the client");
      this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kOut]);
    }
  } else this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, options.headers);
  this[kUnique] = options.uniqueHeaders ? new Set(options.uniqueHeaders.map((it: any) => `${it}`.toLowerCase())) : null;
  if (this.agent) {
    this.agent.addRequest(this, options);
  } else {
    this._last = true;
    this.shouldKeepAlive = false;
    const given = { ...options };
    if (options.socketPath) given.path = options.socketPath;
    else delete given.path;
    if (typeof options.createConnection === "function") {
      let isCalled = false;
      const done = (error: any, socket?: any) => {
        if (isCalled) return;
        isCalled = true;
        if (error) nextTick(() => emitFailure(this, error));
        else this.onSocket(socket);
      };
      try {
        const socket = options.createConnection({ ...options, path: options.socketPath ?? options.path }, done);
        if (socket) done(null, socket);
      } catch (error) {
        done(error);
      }
    } else this.onSocket(connect(given));
  }
  if (options.signal) addAbortSignal(options.signal, this);
  if (this.timeout !== undefined) this.setTimeout(this.timeout);
  return undefined;
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);
const proto: any = ClientRequest.prototype;

proto._implicitHeader = function (this: any): void {
  if (this._header) throw coded(Error, "ERR_HTTP_HEADERS_SENT", "Cannot render headers after they are sent to the client");
  this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kOut]);
};

proto.abort = function (this: any): void {
  if (this.aborted) return;
  this.aborted = true;
  nextTick(() => this.emit("abort"));
  this.destroy();
};

proto.destroy = function (this: any, error?: any): any {
  if (this.destroyed) return this;
  this.destroyed = true;
  // What it has of a response is not whole.
  this.res?._dump();
  this._failure = error;
  this.socket?.destroy?.(error);
  if (!this.socket) this._failure = error ?? (this.aborted ? undefined : hangUp());
  if (!this.socket && this.agent) {
    // It may still wait for a connection: then there is none to close.
    nextTick(() => {
      if (this.socket || this._closed) return;
      forget(this);
      closeWith(this, this._failure);
    });
  }
  return this;
};

function forget(request: any): void {
  const list = request.agent?.requests?.[request._agentKey];
  const at = list ? list.indexOf(request) : -1;
  if (at === -1) return;
  list.splice(at, 1);
  if (list.length === 0) delete request.agent.requests[request._agentKey];
}

function closeWith(request: any, error: any): void {
  if (request._closed) return;
  if (error) emitFailure(request, error);
  request._closed = true;
  request.emit("close");
}

function emitFailure(request: any, error: any): void {
  if (request._hasFailed) return;
  request._hasFailed = true;
  request.emit("error", error);
}

proto.onSocket = function (this: any, socket: any, error?: any): void {
  nextTick(() => {
    if (this.destroyed || error) {
      forget(this);
      const failure = error ?? this._failure ?? (this.aborted ? null : hangUp());
      if (socket) {
        // Nobody has used it yet.
        if (!error && this.agent && !socket.destroyed && socket.writable && !this._failure && this.agent.keepAlive) {
          socket.emit("free");
        } else socket.destroy(this._failure);
        socket.on("error", () => {});
      }
      closeWith(this, failure);
      return;
    }
    begin(this, socket);
  });
};

function begin(request: any, socket: any): void {
  request.socket = socket;
  socket._httpMessage = request;
  const parser = new Parser(true, {
    onHead: (head) => onHead(request, socket, head),
    onBody(bytes) {
      const { res } = request;
      if (res && !res._dumped && !res.push(bytes)) pause(socket);
    },
    onDone(trailers) {
      const { res } = request;
      if (!res || request._skipsInformation) return;
      res.rawTrailers = trailers;
      res.complete = true;
      res.push(null);
    },
  });
  if (request.maxHeaderSize) parser.maxHeaderSize = request.maxHeaderSize;
  request.parser = parser;
  const on: Record<string, any> = {
    data(bytes: any) {
      const result = parser.execute(bytes);
      if (result === undefined) return;
      if (typeof result !== "number") {
        socket.removeListener("data", on.data);
        socket.removeListener("end", on.end);
        parser.stop();
        socket.destroy();
        return emitFailure(request, result);
      }
      upgraded(request, socket, bytes.subarray(Math.max(0, result)));
    },
    end() {
      parser.finish();
      if (!request.res && !request.upgradeOrConnect) emitFailure(request, hangUp());
      if (!socket._ended) socket.end?.();
    },
    error(error: any) {
      // What has come so far may have been a whole response.
      emitFailure(request, error);
      parser.stop();
      socket.destroy();
    },
    close() {
      socketClosed(request, socket, parser);
    },
    drain() {
      if (request && !request.finished && request[kNeedDrain]) {
        request[kNeedDrain] = false;
        request.emit("drain");
      }
    },
    timeout() {
      request.emit("timeout");
    },
  };
  request._listeners = on;
  for (const name of Object.keys(on)) if (name !== "timeout") socket.on(name, on[name]);
  if (request.timeout !== undefined) socket.once("timeout", on.timeout);
  request.emit("socket", socket);
  if (request._timeoutWanted !== undefined) applyTimeout(request, socket);
  socket._paused = false;
  // A socket that was idle goes on.
  socket.resume?.();
  request._flush();
}

function leave(request: any, socket: any): void {
  const on = request._listeners;
  if (!on) return;
  for (const name of Object.keys(on)) socket.removeListener(name, on[name]);
}

function onHead(request: any, socket: any, head: any): number {
  if (request.res && !request._skipsInformation && request.res.complete !== false) {
    // More than one answer.
    socket.destroy();
    return 1;
  }
  const response = fill(new (IncomingMessage as any)(socket), head);
  response.statusCode = head.status;
  response.statusMessage = head.reason;
  response.joinDuplicateHeaders = request.joinDuplicateHeaders ?? false;
  if (request.maxHeadersCount > 0) response.rawHeaders = head.headers.slice(0, request.maxHeadersCount * 2);
  request.res = response;
  response.req = request;
  request._skipsInformation = false;
  if (request.method === "CONNECT" || (response.upgrade && request.listenerCount("upgrade") > 0 && head.status === 101) || head.status === 101) {
    response.upgrade = true;
    request.upgradeOrConnect = true;
    return 2;
  }
  response.upgrade = false;
  if (head.status >= 100 && head.status < 200) {
    request.res = null;
    request._skipsInformation = true;
    if (head.status === 100) request.emit("continue");
    request.emit("information", {
      statusCode: head.status,
      statusMessage: head.reason,
      httpVersion: response.httpVersion,
      httpVersionMajor: head.major,
      httpVersionMinor: head.minor,
      headers: response.headers,
      rawHeaders: response.rawHeaders,
    });
    return 1;
  }
  if (request.shouldKeepAlive && !head.shouldKeepAlive) request.shouldKeepAlive = false;
  response.on("end", () => responseEnded(request, socket));
  request.on("finish", () => requestFinished(request));
  publish("http.client.response.finish", () => ({ request, response }));
  if (request.aborted || !request.emit("response", response)) response._dump();
  return request.method === "HEAD" ? 1 : 0;
}

function responseEnded(request: any, socket: any): void {
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket.writable) socket.destroySoon?.();
  } else if (request.writableFinished && !request.aborted) done(request, socket);
}
function requestFinished(request: any): void {
  if (request.shouldKeepAlive && request._ended && request.socket) done(request, request.socket);
}

/** Request and response are through: the connection is free. */
function done(request: any, socket: any): void {
  if (request._isDone) return;
  request._isDone = true;
  leave(request, socket);
  if (request._onTimeout) socket.removeListener("timeout", request._onTimeout);
  request.destroyed = true;
  nextTick(() => {
    socket.emit("free");
    if (!request._closed) {
      request._closed = true;
      request.emit("close");
    }
  });
}

function upgraded(request: any, socket: any, head: any): void {
  const { res } = request;
  leave(request, socket);
  if (request._onTimeout) socket.removeListener("timeout", request._onTimeout);
  socket.emit("agentRemove");
  const name = request.method === "CONNECT" ? "connect" : "upgrade";
  if (request.listenerCount(name) > 0) {
    socket.readableFlowing = null;
    socket._paused = undefined;
    request.emit(name, res, socket, head);
    request.destroyed = true;
    request._closed = true;
    request.emit("close");
  } else socket.destroy();
}

function socketClosed(request: any, socket: any, parser: Parser): void {
  parser.finish();
  const { res } = request;
  leave(request, socket);
  if (res && !request._isDone) {
    if (!res.complete) res.destroy(aborted());
    request.destroyed = true;
    if (!request._closed) {
      request._closed = true;
      request.emit("close");
    }
    if (!res.aborted && res.readable) res.push(null);
    return;
  }
  if (!request._hasFailed && !request._isDone) {
    request.destroyed = true;
    emitFailure(request, request._failure ?? hangUp());
  }
  request.destroyed = true;
  if (!request._closed) {
    request._closed = true;
    request.emit("close");
  }
}

function applyTimeout(request: any, socket: any): void {
  const delay = request._timeoutWanted;
  const set = () => socket.setTimeout(delay);
  if (socket.connecting) socket.once("connect", set);
  else set();
}

proto.setTimeout = function (this: any, delay: any, callback?: any): any {
  if (this._ended) return this;
  validateNumber(delay, "msecs");
  if (callback) this.once("timeout", callback);
  this._timeoutWanted = delay;
  const listen = (socket: any) => {
    if (!this._onTimeout) {
      this._onTimeout = () => this.emit("timeout");
      socket.once("timeout", this._onTimeout);
      if (this._listeners) socket.removeListener("timeout", this._listeners.timeout);
    }
  };
  if (this.socket) {
    listen(this.socket);
    applyTimeout(this, this.socket);
  } else this.once("socket", listen);
  return this;
};
proto.clearTimeout = function (this: any, callback?: any): void {
  this.setTimeout(0, callback);
};

function withSocket(request: any, body: (socket: any) => void): void {
  const ready = (socket: any) => {
    if (socket.writable && !socket.connecting) body(socket);
    else socket.once("connect", () => body(socket));
  };
  if (request.socket) ready(request.socket);
  else request.once("socket", ready);
}
proto.setNoDelay = function (this: any, isOn?: any): void {
  withSocket(this, (socket) => socket.setNoDelay(isOn));
};
proto.setSocketKeepAlive = function (this: any, isOn?: any, delay?: any): void {
  withSocket(this, (socket) => socket.setKeepAlive(isOn, delay));
};
