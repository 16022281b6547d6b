// `tls.TLSSocket`: a socket whose connection is encrypted.
import { coded } from "internal:errors";
import { Socket, attach, kHandle, touch } from "internal:net/socket";
import { Handle } from "internal:net/handle";
import { chained, checkServerIdentity, described } from "internal:tls/identity";
import { Buffer } from "node:buffer";

const kAbout = Symbol("about");
const kSecurity = Symbol("security");
const kOptions = Symbol("options");

export function TLSSocket(this: any, socket?: any, options?: any): any {
  if (!(this instanceof (TLSSocket as any))) return new (TLSSocket as any)(socket, options);
  options = { ...options };
  this[kAbout] = null;
  this[kOptions] = options;
  this.authorized = false;
  this.authorizationError = null;
  this.alpnProtocol = null;
  this.encrypted = true;
  this.servername = null;
  this._secureEstablished = false;
  this.secureConnecting = true;
  Reflect.apply(Socket, this, [{ allowHalfOpen: options.allowHalfOpen, signal: options.signal }]);
  this[kSecurity] = securityOf(options);
  this[kStream] = null;
  if (socket) take(this, socket);
  return undefined;
}
Object.setPrototypeOf(TLSSocket.prototype, Socket.prototype);
Object.setPrototypeOf(TLSSocket, Socket);
const proto: any = TLSSocket.prototype;

const pem = (given: any): string => {
  if (Array.isArray(given)) return given.map(pem).join("\n");
  if (typeof given === "string") return given;
  if (ArrayBuffer.isView(given)) return Buffer.from(given.buffer, given.byteOffset, given.byteLength).toString("latin1");
  if (given && typeof given === "object" && "pem" in given) return pem(given.pem);
  return `${given ?? ""}`;
};
let extra: string[] | null = null;
/** Authorities that the environment names, as it was when the process began: they are the person's. */
function moreAuthorities(): string[] {
  if (extra === null) {
    const text = host.native("system").moreAuthorities();
    extra = text === null || text === undefined ? [] : [text];
  }
  return extra;
}

export function securityOf(options: any): any {
  const context = options.secureContext?.options ?? {};
  const get = (name: string) => options[name] ?? context[name];
  const ca = get("ca");
  const protocols = get("ALPNProtocols");
  return {
    isServer: !!options.isServer,
    servername: options.servername || (options.isServer ? "" : (options.host ?? "")),
    protocols: Array.isArray(protocols) ? protocols.map((it: any) => `${it}`) : [],
    authorities: ca == null ? null : (Array.isArray(ca) ? ca : [ca]).map(pem),
    moreAuthorities: moreAuthorities(),
    certificate: get("cert") == null ? null : pem(get("cert")),
    key: get("key") == null ? null : pem(get("key")),
    asksClient: !!options.isServer && !!get("requestCert"),
    oldest: `${get("minVersion") ?? ""}`,
    newest: `${get("maxVersion") ?? ""}`,
  };
}

/** What Node puts between a stream that is no socket and its encryption. That is not there: only its name is. */
class JSStreamSocket {
  stream: any;
  constructor(stream: any, token: unknown = undefined) {
    if (token !== kStream)
      throw coded(Error, "ERR_METHOD_NOT_IMPLEMENTED", "TLS over a stream that is no socket is not supported");
    this.stream = stream;
  }
}
const kStream = Symbol("stream");

Object.defineProperty(proto, "_handle", {
  __proto__: null,
  configurable: true,
  get(this: any) {
    return this[kHandle] ?? this[kStream] ?? null;
  },
} as any);

/** The connection of a socket becomes this one's, encrypted. */
function take(secure: any, socket: any): void {
  secure._parent = socket;
  if (!(socket instanceof (Socket as any))) {
    // A write says that it cannot be.
    secure[kStream] = { _parentWrap: new JSStreamSocket(socket, kStream) };
    return;
  }
  secure.connecting = socket.connecting;
  const begin = () => {
    const handle: Handle = socket[kHandle];
    if (!handle) return void secure.destroy(coded(Error, "ERR_SOCKET_CLOSED", "Socket is closed"));
    // The connection is no longer the other's.
    socket[kHandle] = null;
    encrypt(secure, handle);
  };
  socket.on("error", (error: any) => secure.destroy(error));
  socket.on("close", () => secure.destroy());
  if (socket.connecting) socket.once("connect", begin);
  else begin();
}

/** What is written meanwhile waits, as for a connection. */
export function encrypt(secure: any, handle: Handle): void {
  secure.connecting = true;
  attach(secure, handle);
  const { listener } = handle;
  const onFault = listener.onFault;
  listener.onFault = (error: any) => {
    if (!secure._secureEstablished && secure[kOptions].isServer) secure._tlsFailed?.(error);
    if (!secure._secureEstablished && error.code === "ECONNRESET" && !secure[kOptions].isServer) {
      error = new Error("Client network socket disconnected before secure TLS connection was established");
      error.code = "ECONNRESET";
      Object.assign(error, { path: undefined, host: secure[kOptions].host, port: secure[kOptions].port, localAddress: undefined });
    }
    onFault(error);
  };
  listener.onSecured = (about) => secured(secure, about);
  handle.secure(secure[kSecurity]);
}

function secured(secure: any, about: any[]): void {
  const [protocol, cipher, above, code, words, certificates] = about;
  secure[kAbout] = { protocol, cipher, certificates };
  secure._secureEstablished = true;
  secure.secureConnecting = false;
  secure.alpnProtocol = above === "" ? false : above;
  secure.connecting = false;
  touch(secure);
  const options = secure[kOptions];
  if (options.isServer) {
    if (options.requestCert) {
      const doubt = certificates.length === 0 ? "UNABLE_TO_GET_ISSUER_CERT" : code;
      secure.authorized = doubt === "";
      if (doubt !== "") {
        secure.authorizationError = doubt;
        if (options.rejectUnauthorized !== false) return void secure.destroy();
      }
    }
    secure.emit("connect");
    secure.emit("secure");
    secure._tlsReady?.();
    return;
  }
  secure.servername = options.servername || options.host || null;
  let error: any = null;
  if (code === "" || code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    // Whether the names are good is for a program to say, or by the common name where there are no others.
    const check = options.checkServerIdentity ?? (code === "" ? null : checkServerIdentity);
    error = check === null ? null : (check(secure[kSecurity].servername, secure.getPeerCertificate(true)) ?? null);
  } else {
    error = new Error(words);
    error.code = code;
  }
  if (error !== null) {
    secure.authorized = false;
    secure.authorizationError = error.code || error.message;
    if (isStrict(options)) return void secure.destroy(error);
  } else secure.authorized = true;
  secure.emit("connect");
  secure.emit("ready");
  secure.emit("secureConnect");
  if (secure.readable && !secure.isPaused() && secure[kHandle] !== null) secure.read(0);
}

function isStrict(options: any): boolean {
  if (options.rejectUnauthorized !== undefined) return options.rejectUnauthorized !== false;
  return host.load("node:process").default.env.NODE_TLS_REJECT_UNAUTHORIZED !== "0";
}

proto._tlsConnect = function (this: any, ...args: any[]): any {
  // The connection first, then its encryption.
  const below = new (Socket as any)();
  Reflect.apply(Socket.prototype.connect, below, args);
  take(this, below);
  return this;
};
proto.getProtocol = function (this: any): any {
  // Until it is agreed on, the newest.
  return this[kAbout]?.protocol ?? (this.destroyed ? null : "TLSv1.3");
};
proto.getCipher = function (this: any): any {
  const about = this[kAbout];
  if (about === null) return {};
  return { name: about.cipher, standardName: about.cipher, version: about.protocol };
};
proto.getPeerCertificate = function (this: any, isDetailed?: boolean): any {
  const about = this[kAbout];
  if (about === null) return null;
  if (about.certificates.length === 0) return {};
  return isDetailed ? chained(about.certificates) : described(about.certificates[0]);
};
proto.getCertificate = function (this: any): any {
  const own = this[kSecurity].certificate;
  if (own === null) return this[kAbout] === null ? null : {};
  const text = /-----BEGIN CERTIFICATE-----([^-]*)/.exec(own)?.[1];
  return text === undefined ? {} : described(Buffer.from(text, "base64"));
};
proto.getSession = proto.getTLSTicket = function (): undefined {
  return undefined;
};
proto.isSessionReused = function (): boolean {
  return false;
};
proto.setServername = function (this: any, name: any): void {
  this[kSecurity].servername = `${name}`;
};
proto.disableRenegotiation = function (): void {};
