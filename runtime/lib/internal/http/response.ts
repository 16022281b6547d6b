// `ServerResponse`.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { STATUS_CODES, hasInvalidCharacter, validateHeaderName, validateHeaderValue } from "internal:http/common";
import { OutgoingMessage, kOut } from "internal:http/outgoing";

export const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

export function ServerResponse(this: any, request: any, options?: any): any {
  Reflect.apply(OutgoingMessage, this, [options]);
  if (request.method === "HEAD") this._hasBody = false;
  this.req = request;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(request.headers?.te ?? "");
    this.shouldKeepAlive = false;
  }
  if (options?.rejectNonStandardBodyWrites) this._rejectsBody = true;
  return undefined;
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);
const proto: any = ServerResponse.prototype;

proto.statusCode = 200;
proto.statusMessage = undefined;
proto._removedTE = false;

proto._finish = function (this: any): void {
  Reflect.apply(OutgoingMessage.prototype._finish, this, []);
};

/** Called on behalf of a connection that closes: it does so for the response too. */
function onSocketClose(this: any): void {
  const response = this._httpMessage;
  if (!response) return;
  response.destroyed = true;
  response._closed = true;
  response.emit("close");
}

proto.assignSocket = function (this: any, socket: any): void {
  if (socket._httpMessage)
    throw coded(Error, "ERR_HTTP_SOCKET_ASSIGNED", "ServerResponse has an already assigned socket");
  socket._httpMessage = this;
  socket.on("close", onSocketClose);
  this.socket = socket;
  this.emit("socket", socket);
  this._flush();
};
proto.detachSocket = function (this: any, socket: any): void {
  socket.removeListener("close", onSocketClose);
  socket._httpMessage = null;
  this.socket = null;
};

proto.writeContinue = function (this: any, callback?: any): void {
  this._writeRaw(CONTINUE, "latin1", callback);
  this._sent100 = true;
};
proto.writeProcessing = function (this: any, callback?: any): void {
  this._writeRaw("HTTP/1.1 102 Processing\r\n\r\n", "latin1", callback);
};
const LINK = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
proto.writeEarlyHints = function (this: any, hints: any, callback?: any): void {
  if (hints === null || typeof hints !== "object" || Array.isArray(hints)) throw invalidArgType("hints", "Object", hints);
  if (hints.link === null || hints.link === undefined) return;
  const links = Array.isArray(hints.link) ? hints.link : [hints.link];
  for (const it of links) {
    if (typeof it !== "string" || !LINK.test(it))
      throw invalidArgValue("hints", it, 'must be an array or string of format "</styles.css>; rel=preload; as=style"');
  }
  if (links.length === 0) return;
  let head = `HTTP/1.1 103 Early Hints\r\nLink: ${links.join(", ")}\r\n`;
  for (const key of Object.keys(hints)) {
    if (key === "link") continue;
    validateHeaderName(key);
    validateHeaderValue(key, hints[key]);
    head += `${key}: ${hints[key]}\r\n`;
  }
  this._writeRaw(`${head}\r\n`, "latin1", callback);
};

proto._implicitHeader = function (this: any): void {
  this.writeHead(this.statusCode);
};

proto.writeHead = function (this: any, status: any, reason?: any, headers?: any): any {
  if (this._header)
    throw coded(Error, "ERR_HTTP_HEADERS_SENT", "Cannot write headers after they are sent to the client");
  const given = status;
  status |= 0;
  if (status < 100 || status > 999)
    throw coded(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${typeof given === "string" ? given : host.inspect.inspect(given)}`);
  if (typeof reason === "string") this.statusMessage = reason;
  else {
    this.statusMessage ||= STATUS_CODES[status] || "unknown";
    headers ??= reason;
  }
  this.statusCode = status;
  let out: any = headers;
  if (this[kOut] !== null) {
    // Those that were set, and these over them.
    if (Array.isArray(headers)) {
      const pairs: [any, any][] = [];
      if (headers.length > 0 && Array.isArray(headers[0])) for (const it of headers) pairs.push([it[0], it[1]]);
      else {
        if (headers.length % 2 !== 0) throw invalidArgValue("headers", headers);
        for (let i = 0; i < headers.length; i += 2) pairs.push([headers[i], headers[i + 1]]);
      }
      for (const it of pairs) this.removeHeader(it[0]);
      for (const it of pairs) if (it[0]) this.appendHeader(it[0], it[1]);
    } else if (headers) for (const name of Object.keys(headers)) if (name) this.setHeader(name, headers[name]);
    out = this[kOut];
  }
  if (hasInvalidCharacter(this.statusMessage))
    throw coded(TypeError, "ERR_INVALID_CHAR", "Invalid character in statusMessage");
  if (status === 204 || status === 304 || (status >= 100 && status <= 199)) this._hasBody = false;
  // A client that waits to be told to go on was not: it may not be the same request that follows.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(`HTTP/1.1 ${status} ${this.statusMessage}\r\n`, out);
  return this;
};
proto.writeHeader = proto.writeHead;

