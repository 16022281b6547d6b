// Looking a name up by the system's resolver: what `dns`, `dns/promises` and `net` share.
import { accessDenied, invalidArgType, invalidArgValue, coded } from "internal:errors";
import { operation } from "internal:io";
import { validateBoolean, validateFunction, validateNumber, validateOneOf } from "internal:validate";
import { ipVersion } from "internal:ip";

const natives = host.native("dns");

export interface Address {
  address: string;
  family: number;
}

let order = "verbatim";
export const getDefaultResultOrder = (): string => order;
export function setDefaultResultOrder(value: string): void {
  validateOneOf(value, "dnsOrder", ["verbatim", "ipv4first", "ipv6first"]);
  order = value;
}

// As libuv numbers them.
const NUMBERS: Record<string, number> = { __proto__: null, ENOTFOUND: -3008, EAI_AGAIN: -3001 } as any;

export function lookupError(code: string, hostname: string): Error {
  const error: any = new Error(`getaddrinfo ${code} ${hostname}`);
  error.errno = NUMBERS[code];
  error.code = code;
  error.syscall = "getaddrinfo";
  if (hostname) error.hostname = hostname;
  return error;
}

export interface Wanted {
  hostname: string;
  family: number;
  all: boolean;
  order: string;
}

/** The arguments of `lookup`, checked as Node checks them. */
export function wanted(hostname: any, options: any): Wanted {
  let family = 0,
    all = false,
    wantedOrder = order;
  if (hostname && typeof hostname !== "string") throw invalidArgType("hostname", "string", hostname);
  if (typeof options === "number") {
    validateOneOf(options, "family", [0, 4, 6]);
    family = options;
  } else if (options !== undefined && typeof options !== "object") {
    throw invalidArgType("options", ["integer", "object"], options);
  } else if (options) {
    if (options.hints != null) {
      validateNumber(options.hints, "options.hints");
      // Of the three there are.
      if ((options.hints >>> 0) & ~(32 | 16 | 8)) throw invalidArgValue("hints", options.hints >>> 0);
    }
    if (options.family != null) {
      if (options.family === "IPv4") family = 4;
      else if (options.family === "IPv6") family = 6;
      else {
        validateOneOf(options.family, "options.family", [0, 4, 6]);
        family = options.family;
      }
    }
    if (options.all != null) {
      validateBoolean(options.all, "options.all");
      all = options.all;
    }
    if (options.verbatim != null) {
      validateBoolean(options.verbatim, "options.verbatim");
      wantedOrder = options.verbatim ? "verbatim" : "ipv4first";
    }
  }
  return { hostname, family, all, order: wantedOrder };
}

/** Calls back in a later turn, with an error or the addresses. */
export function find(it: Wanted, done: (error: Error | null, addresses: Address[]) => void): void {
  const { hostname, family } = it;
  if (!hostname) return host.nextTick(done, [null, []]);
  const version = ipVersion(hostname);
  if (version !== 0) return host.nextTick(done, [null, [{ address: hostname, family: version }]]);
  operation(
    `look-up of ${hostname}`,
    (id) => natives.lookup(id, hostname, family),
    (fault, found: string[]) => {
      if (fault?.permission !== undefined) return done(accessDenied(fault.permission, fault.message), []);
      if (fault !== null) return done(lookupError(fault.code || "ENOTFOUND", hostname), []);
      let addresses: Address[] = found.map((address) => ({ address, family: ipVersion(address) }));
      const of = (family: number) => addresses.filter((one) => one.family === family);
      if (it.order === "ipv4first") addresses = of(4).concat(of(6));
      else if (it.order === "ipv6first") addresses = of(6).concat(of(4));
      done(null, addresses);
    },
  );
}

export function lookup(hostname: any, options: any, callback?: any): any {
  if (typeof options === "function") {
    callback = options;
    options = undefined;
  } else {
    if (hostname && typeof hostname !== "string") throw invalidArgType("hostname", "string", hostname);
    validateFunction(callback, "callback");
  }
  const it = wanted(hostname, options);
  if (!hostname) {
    host.nextTick(callback, it.all ? [null, []] : [null, null, it.family === 6 ? 6 : 4]);
    return {};
  }
  find(it, (error, addresses) => {
    if (error !== null) callback(error);
    else if (it.all) callback(null, addresses);
    else callback(null, addresses[0].address, addresses[0].family);
  });
  return {};
}

export function lookupPromise(hostname: any, options: any): Promise<any> {
  const it = wanted(hostname, options);
  return new Promise((resolve, reject) => {
    if (!hostname) return resolve(it.all ? [] : { address: null, family: it.family === 6 ? 6 : 4 });
    find(it, (error, addresses) => {
      if (error !== null) reject(error);
      else resolve(it.all ? addresses : addresses[0]);
    });
  });
}

/** The servers the system's resolver asks. */
export function getServers(): string[] {
  const text: string = host.native("system").file("/etc/resolv.conf") ?? "";
  const servers: string[] = [];
  for (const line of text.split("\n")) {
    const found = /^nameserver\s+(\S+)/.exec(line);
    if (found !== null) servers.push(found[1]);
  }
  return servers;
}

export const codes: Record<string, string> = {
  NODATA: "ENODATA",
  FORMERR: "EFORMERR",
  SERVFAIL: "ESERVFAIL",
  NOTFOUND: "ENOTFOUND",
  NOTIMP: "ENOTIMP",
  REFUSED: "EREFUSED",
  BADQUERY: "EBADQUERY",
  BADNAME: "EBADNAME",
  BADFAMILY: "EBADFAMILY",
  BADRESP: "EBADRESP",
  CONNREFUSED: "ECONNREFUSED",
  TIMEOUT: "ETIMEOUT",
  EOF: "EOF",
  FILE: "EFILE",
  NOMEM: "ENOMEM",
  DESTRUCTION: "EDESTRUCTION",
  BADSTR: "EBADSTR",
  BADFLAGS: "EBADFLAGS",
  NONAME: "ENONAME",
  BADHINTS: "EBADHINTS",
  NOTINITIALIZED: "ENOTINITIALIZED",
  LOADIPHLPAPI: "ELOADIPHLPAPI",
  ADDRGETNETWORKPARAMS: "EADDRGETNETWORKPARAMS",
  CANCELLED: "ECANCELLED",
};
