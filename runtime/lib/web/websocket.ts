// WebSocket: the client's side. The I/O thread speaks the protocol.
import { accessDenied } from "internal:errors";
import { asInterface } from "internal:interface";
import { Resource } from "internal:io";
import { securityOf } from "internal:tls/socket";
import { Blob } from "web:blob";
import { CloseEvent, ErrorEvent } from "web:event_classes";
import { Event, EventTarget, defineHandler, dispatch } from "web:events";
import { MessageEvent } from "web:messages";
import { URL } from "web:url";

const natives = host.native("websocket");
const refusal = (fault: any): string =>
  fault.permission === undefined ? fault.message : accessDenied(fault.permission, fault.message).message;

const CONNECTING = 0,
  OPEN = 1,
  CLOSING = 2,
  CLOSED = 3;
const ABNORMAL = 1006;
const MOST_OF_A_REASON = 123;

const wrong = (name: string, message: string) => new DOMException(message, name);
function needs(method: string, given: number): void {
  if (given === 0) throw new TypeError(`${method}: 1 argument required, but 0 found.`);
}

function addressOf(given: any): URL {
  let url: URL;
  try {
    url = new URL(`${given}`);
  } catch (error) {
    throw wrong("SyntaxError", `${error}`);
  }
  if (url.protocol === "http:") url.protocol = "ws:";
  else if (url.protocol === "https:") url.protocol = "wss:";
  if (url.protocol !== "ws:" && url.protocol !== "wss:")
    throw wrong("SyntaxError", `Expected a ws: or wss: protocol, got ${url.protocol}`);
  if (url.hash !== "" || url.href.endsWith("#")) throw wrong("SyntaxError", "Got fragment");
  return url;
}

function protocolsOf(given: any): string[] {
  const list: string[] = [];
  const all = typeof given === "string" ? [given] : given;
  for (const it of all) {
    const name = `${it}`;
    const isKnown = list.some((known) => known.toLowerCase() === name.toLowerCase());
    if (isKnown || !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name))
      throw wrong("SyntaxError", "Invalid Sec-WebSocket-Protocol value");
    list.push(name);
  }
  return list;
}

export class WebSocket extends EventTarget {
  #url: URL;
  #state = CONNECTING;
  #binaryType = "blob";
  #protocol = "";
  #buffered = 0;
  #resource: Resource;
  /** Blobs are read before they go: what is sent later waits for them. */
  #order: Promise<void> | null = null;
  /** The owner was replaced: nothing of the program may run. */
  #isGone = false;

  constructor(url: any, protocols: any = []) {
    needs("WebSocket constructor", arguments.length);
    super();
    const isOptions = typeof protocols === "object" && protocols !== null && !(Symbol.iterator in protocols);
    this.#url = addressOf(url);
    const names = protocolsOf((isOptions ? protocols.protocols : protocols) ?? []);
    this.#resource = new Resource(
      "websocket",
      () => this.#url.href,
      (event, value) => this.#told(event, value),
      () => {
        this.#isGone = true;
        this.#state = CLOSED;
      },
    );
    if (this.#resource.id === 0) return;
    const { hostname, port, protocol } = this.#url;
    const isSecure = protocol === "wss:";
    const { env } = host.load("node:process").default;
    natives.open(
      this.#resource.id,
      JSON.stringify({
        url: this.#url.href,
        host: hostname,
        port: port === "" ? (isSecure ? 443 : 80) : Number(port),
        protocols: names,
        security: isSecure ? securityOf({ servername: hostname, ALPNProtocols: ["http/1.1"] }) : null,
        trustsAnyone: env.NODE_TLS_REJECT_UNAUTHORIZED === "0",
      }),
    );
  }

  get url(): string {
    return this.#url.href;
  }
  get readyState(): number {
    return this.#state;
  }
  get bufferedAmount(): number {
    return this.#buffered;
  }
  get protocol(): string {
    return this.#protocol;
  }
  get extensions(): string {
    return "";
  }
  get binaryType(): string {
    return this.#binaryType;
  }
  set binaryType(type: any) {
    // Anything else is none, and changes nothing in the browsers.
    if (type === "blob" || type === "arraybuffer") this.#binaryType = type;
    else this.#binaryType = "blob";
  }

  send(data: any): void {
    needs("WebSocket.send", arguments.length);
    if (this.#state === CONNECTING) throw wrong("InvalidStateError", "Sent before connected.");
    const isBytes = ArrayBuffer.isView(data) || /arraybuffer$/.test(host.kindOf(data) ?? "");
    if (data instanceof Blob) {
      this.#buffered += data.size;
      if (this.#state === OPEN) this.#later(async () => this.#bytes(new Uint8Array(await data.arrayBuffer())));
    } else if (isBytes) {
      const bytes = ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
        : new Uint8Array(data).slice();
      this.#buffered += bytes.length;
      if (this.#state === OPEN) this.#inOrder(() => this.#bytes(bytes));
    } else {
      const text = `${data}`.toWellFormed();
      this.#buffered += host.native("encoding").utf8Encode(text).length;
      if (this.#state === OPEN) this.#inOrder(() => natives.sendText(this.#resource.id, text));
    }
  }
  #bytes(bytes: Uint8Array): void {
    natives.sendBytes(this.#resource.id, bytes);
  }
  #inOrder(work: () => void): void {
    if (this.#order === null) work();
    else this.#later(async () => work());
  }
  #later(work: () => Promise<void>): void {
    const before = this.#order;
    const mine: Promise<void> = (async () => {
      await before;
      if (!this.#isGone) await work();
      if (this.#order === mine) this.#order = null;
    })();
    this.#order = mine;
  }

  close(code: any = undefined, reason: any = undefined): void {
    if (code !== undefined) {
      code = Math.min(Math.max(Math.trunc(Number(code)) || 0, 0), 65535);
      if (code !== 1000 && (code < 3000 || code > 4999)) throw wrong("InvalidAccessError", "invalid code");
    }
    const why = reason === undefined ? "" : `${reason}`.toWellFormed();
    const { length } = host.native("encoding").utf8Encode(why);
    if (length > MOST_OF_A_REASON)
      throw wrong("SyntaxError", `Reason must be less than ${MOST_OF_A_REASON} bytes; received ${length}`);
    if (this.#state === CLOSING || this.#state === CLOSED) return;
    const wasOpening = this.#state === CONNECTING;
    this.#state = CLOSING;
    // Without a code there can be no reason.
    const close = () => natives.close(this.#resource.id, code ?? (why === "" ? 0 : 1000), why);
    if (wasOpening) close();
    else this.#inOrder(close);
  }

  #told(event: string, value: any): void {
    if (event === "connected") {
      this.#protocol = value;
      this.#state = OPEN;
      natives.read(this.#resource.id);
      dispatch(this, new Event("open"), true);
    } else if (event === "data") this.#received(value);
    else if (event === "sent") this.#buffered -= value;
    else if (event === "shut") this.#state = CLOSING;
    else if (event === "end") {
      const [code, reason, wasClean] = value;
      this.#ended(code, reason, !!wasClean, null);
    } else if (event === "failed") this.#ended(ABNORMAL, "", false, refusal(value));
  }

  #received(value: any): void {
    natives.read(this.#resource.id);
    if (this.#state !== OPEN) return;
    let data = value;
    if (typeof value !== "string")
      data = this.#binaryType === "blob" ? new Blob([value]) : value.buffer.slice(value.byteOffset, value.byteOffset + value.length);
    dispatch(this, new MessageEvent("message", { data, origin: this.#url.origin }), true);
  }

  #ended(code: number, reason: string, wasClean: boolean, fault: string | null): void {
    this.#state = CLOSED;
    this.#resource.close();
    if (fault !== null) dispatch(this, new ErrorEvent("error", { message: fault, error: new Error(fault) }), true);
    dispatch(this, new CloseEvent("close", { code, reason, wasClean }), true);
  }
}
for (const name of ["open", "error", "close", "message"]) defineHandler(WebSocket.prototype, name);
asInterface(WebSocket, "WebSocket", [
  "url", "readyState", "bufferedAmount", "protocol", "extensions", "binaryType", "send", "close",
]);
for (const [name, value] of [
  ["CONNECTING", CONNECTING],
  ["OPEN", OPEN],
  ["CLOSING", CLOSING],
  ["CLOSED", CLOSED],
] as const) {
  const constant = { __proto__: null, value, enumerable: true } as any;
  Object.defineProperty(WebSocket, name, constant);
  Object.defineProperty(WebSocket.prototype, name, constant);
}
