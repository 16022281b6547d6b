// `serve`: a server whose handler takes a `Request` and answers with a `Response`; also what
// `export default { fetch }` of the entry stands on.
import { Body } from "internal:fetch/body";
import { invalidArgType } from "internal:errors";
import { ipVersion } from "internal:ip";
import { kListening } from "internal:net/server";
import { Server as HttpServer } from "internal:http/server";
import { Server as HttpsServer } from "node:https";
import { AbortController } from "web:abort";
import { fromRaw, raw } from "web:headers";
import { make as makeRequest } from "web:request";
import { isResponse, stateOf } from "web:response";
import { URL } from "web:url";

/** A path that is an address as it stands. */
const PLAIN_PATH = /^\/(?:[\w\-~!$&()*+,;=:@%/?]|(?<!\/)\.)*$/;
const PLAIN_HOST = /^[a-z0-9\-]+(?:\.[a-z\-][a-z0-9\-]*)*(?::\d+)?$|^\d+\.\d+\.\d+\.\d+(?::\d+)?$/;

/** What a request is made of; what few handlers ask for is made when they do. */
class Incoming {
  method: string;
  headers: any;
  body: Body | null;
  /** As it is written, where that is known without reading it. */
  href: string | null;
  redirect = "follow";
  mode = "cors";
  credentials = "same-origin";
  cache = "default";
  referrer = "about:client";
  referrerPolicy = "";
  integrity = "";
  keepalive = false;
  #address: string;
  #url: any = null;
  #aborts: any = null;
  #reason: any = null;

  constructor(message: any, scheme: string, usual: string) {
    const { method, url: path, headers } = message;
    const host = headers.host || usual;
    this.method = method;
    this.headers = fromRaw(message.rawHeaders);
    // Others ask a proxy in this form.
    this.#address = path[0] === "/" ? `${scheme}://${host}${path}` : path === "*" ? `${scheme}://${host}/` : path;
    this.href = PLAIN_HOST.test(host) && !/:(80|443)$/.test(host) && PLAIN_PATH.test(path) ? this.#address : null;
    const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
    this.body = hasBody && method !== "GET" && method !== "HEAD" ? Body.incoming(message) : null;
  }

  get url(): any {
    return (this.#url ??= new URL(this.#address));
  }
  get signal(): any {
    if (this.#aborts === null) {
      this.#aborts = new AbortController();
      if (this.#reason !== null) this.#aborts.abort(this.#reason);
    }
    return this.#aborts.signal;
  }
  /** Whoever asked is gone. */
  abort(reason: any): void {
    this.#reason = reason;
    this.#aborts?.abort(reason);
    if (this.body !== null) this.body.failure = reason;
  }
}

class Server {
  #http: any;
  #options: any;
  #scheme: string;
  #hostname: string | undefined;
  #port: number;

  constructor(http: any, options: any, scheme: string, hostname: string | undefined, port: number) {
    this.#http = http;
    this.#options = options;
    this.#scheme = scheme;
    this.#hostname = hostname;
    this.#port = port;
  }

  get port(): number {
    return this.#http.address()?.port ?? this.#port;
  }
  get hostname(): string {
    return this.#hostname ?? "localhost";
  }
  get url(): any {
    const { hostname } = this;
    const shown = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : ipVersion(hostname) === 6 ? `[${hostname}]` : hostname;
    return new URL(`${this.#scheme}://${shown}:${this.port}/`);
  }
  /** Requests that are being answered. */
  get pendingRequests(): number {
    return this.#http[kPending];
  }
  /** The address of who asks. */
  requestIP(request: any): any {
    const message = messages.get(request);
    const known = message?.socket?.remoteAddress;
    if (known === undefined) return null;
    const address = known.startsWith("::ffff:") ? known.slice(7) : known;
    return { address, family: `IPv${ipVersion(address)}`, port: message.socket.remotePort };
  }
  /** Listens no longer; settles when every answer is given. With `true` connections are cut at once. */
  stop(isForced = false): Promise<void> {
    return new Promise((resolve) => {
      this.#http.close(() => resolve());
      if (isForced) this.#http.closeAllConnections();
    });
  }
  ref(): this {
    this.#http.ref();
    return this;
  }
  unref(): this {
    this.#http.unref();
    return this;
  }
  /** Answers a request without a connection. */
  fetch(request: any): any {
    return Promise.resolve(Reflect.apply(this.#options.fetch, this.#options, [request, this]));
  }
  [Symbol.asyncDispose ?? Symbol.for("nodejs.asyncDispose")](): Promise<void> {
    return this.stop();
  }
}

const kPending = Symbol("pending");
const messages = new WeakMap<object, any>();

/** Begins to listen: what was given is a handler, or an object with one. */
export function serve(given: any, handler?: any): Server {
  return begin(given, handler, false);
}

function begin(given: any, handler: any, isEntry: boolean): Server {
  const options = optionsOf(given, handler);
  const secured = options.tls ?? (options.cert !== undefined ? options : null);
  const scheme = secured === null ? "http" : "https";
  const http = secured === null ? new (HttpServer as any)() : new (HttpsServer as any)({ cert: secured.cert, key: secured.key, ca: secured.ca });
  const port = portOf(options.port);
  const hostname = options.hostname === undefined ? undefined : `${options.hostname}`;
  const server = new Server(http, options, scheme, hostname, port);
  http[kPending] = 0;
  http.on("request", (message: any, answer: any) => take(server, options, scheme, http, message, answer));
  http.on("error", (error: any) => host.errors.raise("uncaught", error, ""));
  const listen = () => {
    const at = http[kListening]?.at;
    if (typeof options.onListen === "function") options.onListen({ hostname: server.hostname, port: server.port });
    // Once, and not again with each save.
    else if (isEntry && at?.[at.length - 1] === 0) host.print("log", `Listening on ${server.url.href}`);
  };
  http.on("listening", listen);
  // A name that everybody has needs no look-up.
  if (hostname === undefined) http.listen(port);
  else http.listen(port, hostname === "localhost" ? "127.0.0.1" : hostname);
  return server;
}

/** What the entry exports by default, when it is a server. */
export function serveDefault(exported: any): void {
  begin(exported, undefined, true);
}

function optionsOf(given: any, handler: any): any {
  if (typeof given === "function" && typeof given.fetch !== "function") return { fetch: given };
  if (given === null || (typeof given !== "object" && typeof given !== "function"))
    throw invalidArgType("options", ["Object", "Function"], given);
  // As Deno's: the handler behind its options.
  if (typeof handler === "function") return { ...given, fetch: handler };
  if (typeof given.fetch !== "function") throw invalidArgType("options.fetch", "Function", given.fetch);
  return given;
}

function portOf(given: any): number {
  const text = given ?? host.load("node:process").default.env.PORT;
  if (text === undefined || text === "") return 3000;
  return host.load("internal:net/socket").validPort(typeof text === "string" ? text.trim() : text, "options.port");
}

function take(server: Server, options: any, scheme: string, http: any, message: any, answer: any): void {
  const incoming = new Incoming(message, scheme, `localhost:${server.port}`);
  const request = makeRequest(incoming as any);
  messages.set(request, message);
  http[kPending]++;
  answer.on("close", () => {
    http[kPending]--;
    if (!answer.writableFinished) incoming.abort(gone());
  });
  let result;
  try {
    result = Reflect.apply(options.fetch, options, [request, server]);
  } catch (error) {
    return fail(options, incoming, answer, error);
  }
  if (isResponse(result)) return send(options, incoming, answer, result);
  Promise.resolve(result).then(
    (response) => send(options, incoming, answer, response),
    (error) => fail(options, incoming, answer, error),
  );
}

function without(list: string[], names: string[]): string[] {
  return list.filter((_, at) => !names.includes(list[at - (at % 2)].toLowerCase()));
}

function gone(): any {
  return new DOMException("The client has closed the connection", "AbortError");
}

/** The handler failed: its own hook has the first word, a plain answer the last. */
function fail(options: any, incoming: Incoming, answer: any, error: any): void {
  // What a handler makes of its own signal is no failure.
  if (answer.destroyed && incoming.signal.aborted && error === incoming.signal.reason) return;
  if (typeof options.error !== "function") return refuse(answer, error);
  let result;
  try {
    result = Reflect.apply(options.error, options, [error]);
  } catch (another) {
    return refuse(answer, another);
  }
  Promise.resolve(result).then(
    (response) => (isResponse(response) ? send(options, incoming, answer, response) : refuse(answer, error)),
    (another) => refuse(answer, another),
  );
}

function refuse(answer: any, error: any): void {
  host.errors.raise("served", error, "");
  if (answer.headersSent) return void answer.destroy();
  if (answer.destroyed) return;
  const text = "Internal Server Error";
  answer.writeHead(500, ["content-type", "text/plain;charset=UTF-8", "content-length", `${text.length}`]);
  answer.end(text);
}

function send(options: any, incoming: Incoming, answer: any, response: any): void {
  if (!isResponse(response)) {
    const shown = host.inspect.inspect(response);
    return fail(options, incoming, answer, new TypeError(`The handler has to return a Response, and returned ${shown}`));
  }
  const { status, statusText, headers, body, type, urls } = stateOf(response);
  if (type === "error") return fail(options, incoming, answer, new TypeError("The handler returned Response.error()"));
  if (body !== null && (body.isDisturbed || body.isLocked))
    return fail(options, incoming, answer, new TypeError("The body of the Response has already been used"));
  if (answer.destroyed) return void body?.cancel(gone());
  // What came of a connection has been decoded on the way.
  const isDecoded = urls.length > 0 && headers.has("content-encoding");
  const list = isDecoded ? without(raw(headers), ["content-encoding", "content-length"]) : raw(headers);
  const isHead = incoming.method === "HEAD";
  if (body === null) {
    if (isHead || (status !== 204 && status !== 304 && !headers.has("content-length"))) list.push("content-length", "0");
    answer.writeHead(status, statusText || undefined, list);
    return void answer.end();
  }
  const { bytes } = body;
  if (bytes !== null) {
    body.isUsed = true;
    if (!headers.has("content-length")) list.push("content-length", `${bytes.length}`);
    answer.writeHead(status, statusText || undefined, list);
    return void (isHead ? answer.end() : answer.end(bytes));
  }
  answer.writeHead(status, statusText || undefined, list);
  if (isHead) {
    body.cancel(undefined);
    return void answer.end();
  }
  answer.flushHeaders();
  pump(body.stream, answer).catch((error) => {
    // What was sent cannot be taken back: whoever asked sees that it broke off.
    if (!answer.destroyed || error !== incoming.signal.reason) host.errors.raise("served", error, "");
    answer.destroy();
  });
}

/** A stream, no faster than it is taken. */
async function pump(stream: any, answer: any): Promise<void> {
  const reader = stream.getReader();
  let go = () => {};
  const wake = () => go();
  let isClosed = false;
  answer.on("drain", wake);
  answer.on("close", () => {
    isClosed = true;
    wake();
    if (!answer.writableFinished) reader.cancel(gone()).catch(() => {});
  });
  for (;;) {
    const { done, value } = await reader.read();
    if (isClosed) return;
    if (done) break;
    if (!(value instanceof Uint8Array)) throw new TypeError("A body's stream has to be of Uint8Array");
    if (!answer.write(value)) await new Promise<void>((resolve) => (go = resolve));
    if (isClosed) return;
  }
  answer.end();
}
