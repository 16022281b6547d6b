// Node's `https`: `http` over `tls`.
import { Agent as HttpAgent } from "internal:http/agent";
import { ClientRequest, urlOptions } from "internal:http/client";
import { addMethods, connectionListener, storeOptions } from "internal:http/server";
import { Server as TlsServer, connect } from "node:tls";
import { invalidArgType } from "internal:errors";
import { URL } from "web:url";

export function Agent(this: any, options?: any): any {
  if (!(this instanceof (Agent as any))) return new (Agent as any)(options);
  Reflect.apply(HttpAgent, this, [options]);
  this.defaultPort = 443;
  this.protocol = "https:";
  this.maxCachedSessions = this.options.maxCachedSessions ?? 100;
  this._sessionCache = { map: {}, list: [] };
  return undefined;
}
Object.setPrototypeOf(Agent.prototype, HttpAgent.prototype);
Object.setPrototypeOf(Agent, HttpAgent);
(Agent.prototype as any).createConnection = function (options: any): any {
  return connect(options);
};
(Agent.prototype as any).getName = function (this: any, options: any = {}): string {
  let name = Reflect.apply((HttpAgent.prototype as any).getName, this, [options]);
  for (const key of ["ca", "cert", "clientCertEngine", "ciphers", "key", "pfx", "rejectUnauthorized"]) {
    name += ":";
    const value = options[key];
    if (value !== undefined && (value || key === "rejectUnauthorized")) name += value;
  }
  name += ":";
  if (options.servername && options.servername !== options.host) name += options.servername;
  for (const key of [
    "minVersion",
    "maxVersion",
    "secureProtocol",
    "crl",
    "honorCipherOrder",
    "ecdhCurve",
    "dhparam",
    "secureOptions",
    "sessionIdContext",
    "sigalgs",
    "privateKeyIdentifier",
    "privateKeyEngine",
  ]) {
    name += ":";
    if (options[key] !== undefined && options[key]) name += options[key];
  }
  return name;
};
export const globalAgent = new (Agent as any)({ keepAlive: true, scheduling: "lifo", timeout: 5000 });

export function Server(this: any, options?: any, listener?: any): any {
  if (!(this instanceof (Server as any))) return new (Server as any)(options, listener);
  if (typeof options === "function") {
    listener = options;
    options = {};
  } else if (options != null && typeof options !== "object") throw invalidArgType("options", "Object", options);
  options = { ALPNProtocols: ["http/1.1"], noDelay: true, ...options };
  storeOptions(this, options);
  Reflect.apply(TlsServer, this, [{ ...options, allowHalfOpen: true }]);
  this.httpAllowHalfOpen = false;
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  if (listener) this.addListener("request", listener);
  this.on("secureConnection", connectionListener);
  this.on("tlsClientError", (error: any, socket: any) => {
    if (!this.emit("clientError", error, socket)) socket.destroy(error);
  });
  return undefined;
}
Object.setPrototypeOf(Server.prototype, TlsServer.prototype);
Object.setPrototypeOf(Server, TlsServer);
addMethods(Server.prototype);

export function createServer(options?: any, listener?: any): any {
  return new (Server as any)(options, listener);
}

export function request(...args: any[]): any {
  let options: any = {};
  if (typeof args[0] === "string") options = urlOptions(new URL(args.shift()));
  else if (args[0] instanceof URL) options = urlOptions(args.shift());
  if (args[0] && typeof args[0] !== "function") Object.assign(options, args.shift());
  options._defaultAgent = globalAgent;
  return new (ClientRequest as any)(options, args[0]);
}
export function get(...args: any[]): any {
  const made = request(...args);
  made.end();
  return made;
}
