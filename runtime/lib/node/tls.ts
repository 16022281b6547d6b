// Node's `tls`.
import { coded, invalidArgType } from "internal:errors";
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
/** Whether one name of a certificate is that of a host; a `*` stands for the first label. */
function names(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase().split("."),
    given = host.toLowerCase().split(".");
  if (wanted.length !== given.length || wanted.length === 0) return false;
  for (let i = 1; i < wanted.length; i++) if (wanted[i] !== given[i]) return false;
  if (!wanted[0].includes("*")) return wanted[0] === given[0];
  if (wanted.length < 3 || wanted[0].startsWith("xn--")) return false;
  const [before, after] = wanted[0].split("*");
  return given[0].length >= before.length + after.length && given[0].startsWith(before) && given[0].endsWith(after);
}

/** `undefined` when the certificate is for this host, an error when it is not (RFC 6125, as Node reads it). */
export function checkServerIdentity(hostname: string, cert: any): Error | undefined {
  const { subject, subjectaltname } = cert;
  const host = `${hostname}`.replace(/\.$/, "");
  const dns: string[] = [],
    ips: string[] = [];
  for (const it of subjectaltname ? `${subjectaltname}`.split(", ") : []) {
    if (it.startsWith("DNS:")) dns.push(it.slice(4));
    else if (it.startsWith("IP Address:")) ips.push(it.slice(11));
  }
  let reason = "Unknown reason";
  if (ipVersion(host)) {
    if (ips.includes(host)) return undefined;
    reason = `IP: ${host} is not in the cert's list: ${ips.join(", ")}`;
  } else if (dns.length > 0 || subject?.CN) {
    const common = Array.isArray(subject?.CN) ? subject.CN : [subject?.CN];
    const all: string[] = dns.length > 0 ? dns : common;
    if (all.some((name) => names(name, host))) return undefined;
    reason =
      dns.length > 0
        ? `Host: ${host}. is not in the cert's altnames: ${subjectaltname}`
        : `Host: ${host}. is not cert's CN: ${subject.CN}`;
  } else reason = "Cert does not contain a DNS name";
  const error: any = coded(
    Error,
    "ERR_TLS_CERT_ALTNAME_INVALID",
    `Hostname/IP does not match certificate's altnames: ${reason}`,
  );
  error.reason = reason;
  error.host = host;
  error.cert = cert;
  return error;
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

export { TLSSocket };
