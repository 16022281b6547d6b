// `fetch`: over `http` and `https`, and the addresses that need no connection.
import { Body } from "internal:fetch/body";
import { Agent } from "internal:http/agent";
import { ClientRequest } from "internal:http/client";
import { bytesOf, resolveObjectURL } from "web:blob";
import { Headers, fill, fix, fromRaw, raw } from "web:headers";
import { Request, stateOf } from "web:request";
import { make } from "web:response";
import { URL } from "web:url";
import { Buffer } from "node:buffer";

const BAD_PORTS = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111,
  113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548,
  554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665,
  6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
const MOST_REDIRECTS = 20;
const UNFETCHED: Record<string, string> = {
  __proto__: null,
  "about:": "about scheme is not supported",
  "file:": "not implemented... yet...",
} as any;
const REDIRECTS = [301, 302, 303, 307, 308];

let agent: any = null;
let secureAgent: any = null;

function agentFor(protocol: string): any {
  const options = { keepAlive: true, timeout: 4000 };
  if (protocol === "http:") return (agent ??= new (Agent as any)(options));
  return (secureAgent ??= new (host.load("node:https").Agent)(options));
}

const failed = (cause: any): Error => new TypeError("fetch failed", { cause });

interface Work {
  method: string;
  url: any;
  headers: any;
  body: Body | null;
  signal: any;
  redirect: string;
  urls: string[];
  /** It went to another origin. */
  isCors: boolean;
}

export function fetch(input: any, init: any = undefined): Promise<any> {
  let request: any;
  try {
    request = new Request(input, init);
  } catch (error) {
    return Promise.reject(error);
  }
  const { method, url, headers: given, body, redirect } = stateOf(request);
  const { signal } = request;
  if (signal.aborted) return Promise.reject(signal.reason);
  const headers = new Headers();
  fill(headers, given);
  return go({ method, url, headers, body, signal, redirect, urls: [url.href], isCors: false });
}
Object.defineProperty(fetch, "length", { __proto__: null, value: 1, configurable: true } as any);

async function go(work: Work): Promise<any> {
  for (;;) {
    const { protocol, port } = work.url;
    if (protocol === "data:") return fromData(work);
    if (protocol === "blob:") return fromBlob(work);
    if (protocol !== "http:" && protocol !== "https:")
      throw failed(new Error(UNFETCHED[protocol] ?? "unknown scheme"));
    if (port !== "" && BAD_PORTS.has(Number(port))) throw failed(new Error("bad port"));
    const response = await send(work);
    const location = response.headers.location;
    if (!REDIRECTS.includes(response.statusCode) || location === undefined || work.redirect === "manual")
      return received(work, response);
    const next = redirected(work, response, location);
    response.resume();
    if (next !== null) throw failed(next);
  }
}

/** Where a redirection leads; an error when it must not be followed. */
function redirected(work: Work, response: any, location: string): Error | null {
  if (work.redirect === "error") return new Error("unexpected redirect");
  let to;
  try {
    to = new URL(Buffer.from(location, "latin1").toString("utf8"), work.url.href);
  } catch {
    return new Error("Invalid URL");
  }
  if (to.protocol !== "http:" && to.protocol !== "https:") return new Error("URL scheme must be a HTTP(S) scheme");
  if (work.urls.length > MOST_REDIRECTS) return new Error("redirect count exceeded");
  const status = response.statusCode;
  if (status !== 303 && work.body !== null && work.body.length === null) return new Error("request body is not replayable");
  if (
    ((status === 301 || status === 302) && work.method === "POST") ||
    (status === 303 && work.method !== "GET" && work.method !== "HEAD")
  ) {
    work.method = "GET";
    work.body = null;
    for (const name of ["content-encoding", "content-language", "content-location", "content-type", "content-length"])
      work.headers.delete(name);
  }
  if (to.origin !== work.url.origin) work.isCors = true;
  if (to.origin !== work.url.origin)
    for (const name of ["authorization", "proxy-authorization", "cookie", "host"]) work.headers.delete(name);
  if (to.hash === "" && work.url.hash !== "") to.hash = work.url.hash;
  work.url = to;
  work.urls.push(to.href);
  return null;
}

/** One request; its response when the head has come. */
function send(work: Work): Promise<any> {
  const { url, body, signal } = work;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const list: string[] = [];
    if (!work.headers.has("host")) list.push("host", url.host);
    // As undici has it: what follows a HEAD comes over another connection.
    list.push("connection", work.method === "HEAD" ? "close" : "keep-alive", ...raw(work.headers));
    const usual = (name: string, value: string) => {
      if (!work.headers.has(name)) list.push(name, value);
    };
    usual("accept", "*/*");
    usual("accept-language", "*");
    usual("sec-fetch-mode", "cors");
    usual("user-agent", "node");
    usual("accept-encoding", url.protocol === "https:" ? "br, gzip, deflate" : "gzip, deflate");
    if (body !== null && body.length !== null) usual("content-length", String(body.length));
    else if (body !== null) list.push("transfer-encoding", "chunked");
    else if (work.method === "POST" || work.method === "PUT" || work.method === "PATCH") usual("content-length", "0");
    const hostname = url.hostname[0] === "[" ? url.hostname.slice(1, -1) : url.hostname;
    const request = new (ClientRequest as any)({
      protocol: url.protocol,
      host: hostname,
      servername: host.load("internal:ip").ipVersion(hostname) ? "" : hostname,
      port: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: work.method,
      agent: agentFor(url.protocol),
      headers: list,
      _keepsCase: true,
    });
    let response: any = null;
    const abort = () => {
      const { reason } = signal;
      reject(reason);
      if (response?._fetchBody) response._fetchBody.failure = reason;
      request.destroy();
      response?.destroy();
    };
    signal.addEventListener("abort", abort, { once: true });
    const isDone = () => signal.removeEventListener("abort", abort);
    request.on("response", (it: any) => {
      response = it;
      it.on("close", isDone);
      resolve(it);
    });
    request.on("error", (error: any) => {
      isDone();
      reject(signal.aborted ? signal.reason : failed(causeOf(error)));
    });
    if (body === null) request.end();
    else if (body.bytes !== null) request.end(body.bytes);
    else
      pump(body.stream, request).catch((error) => {
        reject(signal.aborted ? signal.reason : failed(error));
        request.destroy();
      });
  });
}

/** What undici says of a connection that was closed before the answer. */
function causeOf(error: any): any {
  if (error.code !== "ECONNRESET" || error.message !== "socket hang up") return error;
  const closed: any = new Error("other side closed");
  closed.name = "SocketError";
  closed.code = "UND_ERR_SOCKET";
  return closed;
}

async function pump(stream: any, request: any): Promise<void> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    // Text goes as it stands, as in Node.
    if (typeof value !== "string" && !(value instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
    if (!request.write(value)) {
      await new Promise<void>((resolve) => {
        const go = () => {
          request.removeListener("drain", go);
          request.removeListener("close", go);
          resolve();
        };
        request.on("drain", go);
        request.on("close", go);
      });
    }
    if (request.destroyed && request.res === null) return void reader.cancel();
  }
  request.end();
}

/** A response of the program's from one of the connection's. */
function received(work: Work, message: any): any {
  const names = message.rawHeaders.map((it: string, at: number) => (at % 2 === 0 ? it.toLowerCase() : it));
  const headers = fromRaw(names);
  const hasBody =
    work.method !== "HEAD" && work.method !== "CONNECT" && ![101, 204, 205, 304].includes(message.statusCode);
  let body: Body | null = null;
  if (hasBody) {
    const readable = decoded(message, work);
    body = Body.incoming(readable);
    message._fetchBody = body;
    if (readable !== message) readable.on("error", () => message.destroy());
  } else message.resume();
  return make({
    type: work.isCors ? "cors" : "basic",
    status: message.statusCode,
    statusText: message.statusMessage,
    headers: fix(headers),
    body,
    urls: work.urls,
  });
}

function decoded(message: any, work: Work): any {
  const coding = message.headers["content-encoding"];
  if (coding === undefined || coding === "" || work.method === "HEAD") return quiet(message);
  const zlib = host.load("node:zlib");
  let readable = quiet(message);
  const codings = coding.toLowerCase().split(",").map((it: string) => it.trim());
  const steps: any[] = [];
  for (const it of codings.reverse()) {
    const flush = zlib.constants.Z_SYNC_FLUSH;
    if (it === "gzip" || it === "x-gzip") steps.push(zlib.createGunzip({ flush, finishFlush: flush }));
    else if (it === "deflate") steps.push(zlib.createInflate({ flush, finishFlush: flush }));
    else if (it === "br") steps.push(zlib.createBrotliDecompress());
    else return readable;
  }
  const { pipeline } = host.load("node:stream");
  for (const step of steps) {
    pipeline(readable, step, () => {});
    readable = step;
  }
  return quiet(readable);
}

/** Its errors are heard by who reads the body, if anybody does. */
function quiet(readable: any): any {
  readable.on("error", () => {});
  return readable;
}

function whole(work: Work, bytes: Uint8Array, headers: string[][]): any {
  const list = new Headers(headers);
  return make({ type: "basic", status: 200, statusText: "OK", headers: fix(list), body: Body.of(bytes), urls: work.urls });
}

function fromBlob(work: Work): any {
  if (work.method !== "GET") throw failed(new Error("invalid method"));
  const blob = resolveObjectURL(work.url.href.replace(/#.*$/s, ""));
  if (blob === undefined) throw failed(new Error("invalid method"));
  const bytes = bytesOf(blob);
  return whole(work, bytes, [
    ["content-length", String(bytes.length)],
    ["content-type", blob.type],
  ]);
}

function fromData(work: Work): any {
  const found = /^data:([^,]*),([^#]*)/i.exec(work.url.href);
  if (found === null) throw failed(new Error("failed to fetch the data URL"));
  let type = found[1].trim();
  let bytes: Uint8Array = percentDecoded(found[2]);
  const isBase64 = /;\s*base64\s*$/i.exec(type);
  if (isBase64 !== null) {
    type = type.slice(0, isBase64.index);
    const text = Buffer.from(bytes).toString("latin1").replace(/[\t\n\f\r ]/g, "");
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.replace(/=+$/, "").length % 4 === 1)
      throw failed(new Error("failed to fetch the data URL"));
    bytes = new Uint8Array(Buffer.from(text, "base64"));
  }
  if (type.startsWith(";")) type = `text/plain${type}`;
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+/.test(type)) type = "text/plain;charset=US-ASCII";
  return whole(work, bytes, [["Content-Type", type.replace(/\s*;\s*/g, ";")]]);
}

function percentDecoded(text: string): Uint8Array {
  const from = Buffer.from(text, "utf8");
  const out: number[] = [];
  const digit = (byte: number) => (byte === undefined ? NaN : parseInt(String.fromCharCode(byte), 16));
  for (let i = 0; i < from.length; i++) {
    const high = from[i] === 37 ? digit(from[i + 1]) : NaN,
      low = from[i] === 37 ? digit(from[i + 2]) : NaN;
    if (high === high && low === low) {
      out.push(high * 16 + low);
      i += 2;
    } else out.push(from[i]);
  }
  return new Uint8Array(out);
}
