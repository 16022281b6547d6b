// Node's `tls`.
import { coded, invalidArgType } from "internal:errors";
import { checkServerIdentity } from "internal:tls/identity";
import { TLSSocket, encrypt } from "internal:tls/socket";
import { Server as NetServer } from "internal:net/server";
import { kHandle, normalized } from "internal:net/socket";
import { ipVersion } from "internal:ip";

export const DEFAULT_MIN_VERSION = "TLSv1.2",
  DEFAULT_MAX_VERSION = "TLSv1.3",
  DEFAULT_ECDH_CURVE = "auto",
  CLIENT_RENEG_LIMIT = 3,
  CLIENT_RENEG_WINDOW = 600;

export function connect(...args: any[]): any {
  const [given, callback] = normalized(args);
  const options: any = { ...given };
  // `connect(port, host, options)` and `connect(port, options)`.
  for (const it of args.slice(1)) if (typeof it === "object" && it !== null) Object.assign(options, it);
  options.host ??= options.socket ? undefined : "localhost";
  if (options.servername === undefined && options.host && !ipVersion(options.host)) options.servername = options.host;
  const socket = new (TLSSocket as any)(options.socket, { ...options, isServer: false });
  if (callback) socket.once("secureConnect", callback);
  if (options.timeout) socket.setTimeout(options.timeout);
  if (!options.socket) socket._tlsConnect(options);
  return socket;
}

export class SecureContext {
  options: any;
  constructor(options: any) {
    this.options = options ?? {};
  }
}
export function createSecureContext(options?: any): SecureContext {
  return new SecureContext(options);
}

export function Server(this: any, options?: any, listener?: any): any {
  if (!(this instanceof (Server as any))) return new (Server as any)(options, listener);
  if (typeof options === "function") {
    listener = options;
    options = {};
  } else if (options != null && typeof options !== "object") throw invalidArgType("options", "Object", options);
  options = { ...options };
  this._tlsOptions = options;
  Reflect.apply(NetServer, this, [{ allowHalfOpen: options.allowHalfOpen, noDelay: options.noDelay }, undefined]);
  if (listener) this.on("secureConnection", listener);
  this.on("connection", accepted);
  return undefined;
}
Object.setPrototypeOf(Server.prototype, NetServer.prototype);
Object.setPrototypeOf(Server, NetServer);
Object.assign(Server.prototype, {
  setSecureContext(this: any, options: any) {
    Object.assign(this._tlsOptions, options);
  },
  getTicketKeys() {
    throw coded(Error, "ERR_METHOD_NOT_IMPLEMENTED", "The getTicketKeys() method is not implemented");
  },
});

function accepted(this: any, socket: any): void {
  const server = this;
  const handle = socket[kHandle];
  const secure = new (TLSSocket as any)(undefined, { ...server._tlsOptions, isServer: true });
  const sockets = server[Symbol.for("saveloop.sockets")];
  // The encrypted socket stands in the plain one's place.
  sockets.delete(socket);
  sockets.add(secure);
  secure.server = server;
  secure._server = server;
  socket._server = null;
  socket[kHandle] = null;
  secure._tlsReady = () => {
    // It may have gone to another server meanwhile.
    (secure._server ?? server).emit("secureConnection", secure);
    if (secure._handle !== null && secure.readable && !secure.isPaused()) secure.read(0);
  };
  secure._tlsFailed = (error: any) => server.emit("tlsClientError", error, secure);
  secure.on("error", () => {});
  encrypt(secure, handle);
}

export function createServer(options?: any, listener?: any): any {
  return new (Server as any)(options, listener);
}
export const rootCertificates: string[] = [];
export function getCiphers(): string[] {
  return [
    "tls_aes_256_gcm_sha384",
    "tls_aes_128_gcm_sha256",
    "tls_chacha20_poly1305_sha256",
    "ecdhe-ecdsa-aes256-gcm-sha384",
    "ecdhe-ecdsa-aes128-gcm-sha256",
    "ecdhe-rsa-aes256-gcm-sha384",
    "ecdhe-rsa-aes128-gcm-sha256",
  ];
}

export { TLSSocket, checkServerIdentity };
