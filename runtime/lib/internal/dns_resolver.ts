// Asking servers of names: what `dns` and `dns/promises` share but for the look-ups of the system.
import { codes, getServers as systemServers } from "internal:dns";
import { accessDenied, coded, invalidArgType, invalidArgValue } from "internal:errors";
import { operation } from "internal:io";
import { ipVersion } from "internal:ip";
import { validateArray, validateFunction, validateInteger, validateObject, validateString } from "internal:validate";

const natives = host.native("dns");
const { nextTick } = host;
const PORT = 53,
  PATIENCE = 2000,
  TRIES = 3;

type Done = (error: any, answer?: any) => void;
/** Kind, seconds, and what it says. */
type Row = [string, number, any[]];

/** What a record says, by its kind; `all`: among records of other kinds, and so with its own. */
const FORMS: Record<string, (says: any[]) => any> = {
  __proto__: null,
  MX: ([priority, exchange]: any[]) => ({ exchange, priority }),
  SRV: ([priority, weight, port, name]: any[]) => ({ name, port, priority, weight }),
  CAA: ([critical, tag, value]: any[]) => ({ critical, [tag]: value }),
  NAPTR: ([order, preference, flags, service, regexp, replacement]: any[]) => ({
    flags, service, regexp, replacement, order, preference,
  }),
  SOA: ([nsname, hostmaster, serial, refresh, retry, expire, minttl]: any[]) => ({
    nsname, hostmaster, serial, refresh, retry, expire, minttl,
  }),
  TXT: (entries: any[]) => entries,
} as any;

const formed = ([kind, , says]: Row): any => (kind in FORMS ? FORMS[kind](says) : says[0]);

function typed(row: Row): any {
  const [type, ttl, says] = row;
  if (type === "A" || type === "AAAA") return { address: says[0], ttl, type };
  if (type === "TXT") return { entries: says, type };
  if (type in FORMS) return { ...formed(row), type };
  return { value: says[0], type };
}

/** Kinds of which there may be none in an answer that has others. */
const MAY_BE_NONE = ["CAA", "MX", "NAPTR", "SRV"];

/** The order in which `resolveAny` has them. */
const KINDS = ["A", "CNAME", "AAAA", "MX", "NS", "TXT", "SRV", "PTR", "NAPTR", "SOA", "CAA"];

function answered(kind: string, withTtl: boolean, rows: Row[]): any {
  if (kind === "ANY") {
    const has = (wanted: string) => rows.filter((row) => row[0] === wanted);
    // What an alias leads to has the place of the alias.
    const kinds = has("A").length > 0 ? KINDS.filter((it) => it !== "CNAME") : KINDS;
    return kinds.flatMap((it) => has(it).map(typed));
  }
  const own = rows.filter((row) => row[0] === kind);
  if (kind === "SOA") return own.length === 0 ? null : formed(own[0]);
  if (withTtl && (kind === "A" || kind === "AAAA")) return own.map(([, ttl, says]) => ({ address: says[0], ttl }));
  return own.map(formed);
}

function failure(code: string, syscall: string, hostname: string, errno?: number): Error {
  const error: any = new Error(`${syscall} ${code}${hostname === "" ? "" : ` ${hostname}`}`);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (hostname !== "") error.hostname = hostname;
  return error;
}

const invalidAddress = (text: string) => coded(TypeError, "ERR_INVALID_IP_ADDRESS", `Invalid IP address: ${text}`);

/** `1.2.3.4`, `1.2.3.4:53`, `::1`, `[::1]`, `[::1]:53`. */
function serverOf(text: string): { ip: string; port: number } {
  if (ipVersion(text) !== 0) return { ip: text, port: PORT };
  const inner = text.startsWith("[") ? text.indexOf("]") : -1;
  const ip = inner > 0 ? text.slice(1, inner) : text.slice(0, Math.max(0, text.lastIndexOf(":")));
  const rest = text.slice(inner > 0 ? inner + 1 : ip.length);
  if (ipVersion(ip) === 0 || (inner <= 0 && ipVersion(ip) === 6)) throw invalidAddress(text);
  if (rest === "") return { ip, port: PORT };
  if (!/^:\d{1,5}$/.test(rest)) throw invalidAddress(text);
  return { ip, port: Number(rest.slice(1)) };
}

const written = (ip: string, port: number): string => (ipVersion(ip) === 6 ? `[${ip}]:${port}` : `${ip}:${port}`);

/** What both kinds of resolvers stand on. */
export class Asker {
  #servers: { ip: string; port: number }[] | null = null;
  #timeout: number;
  #tries: number;
  #local: { four: string | null; six: string | null } = { four: null, six: null };
  /** What has not been answered; nothing where nobody can take it back. */
  #pending: Set<() => void> | null;

  constructor(options: any, isShared = false) {
    const { timeout = -1, tries = 4 } = options ?? {};
    validateInteger(timeout, "options.timeout", -1, 2 ** 31 - 1);
    validateInteger(tries, "options.tries", 1, 2 ** 31 - 1);
    this.#timeout = timeout > 0 ? timeout : PATIENCE;
    this.#tries = options?.tries === undefined ? TRIES : tries;
    this.#pending = isShared ? null : new Set();
  }

  getServers(): string[] {
    if (this.#servers === null) return systemServers();
    return this.#servers.map(({ ip, port }) => (port === PORT ? ip : written(ip, port)));
  }
  setServers(servers: any): void {
    validateArray(servers, "servers");
    const found: { ip: string; port: number }[] = [];
    // Whoever reads an element may change the list.
    (servers as any[]).forEach((it, index) => {
      validateString(it, `servers[${index}]`);
      const server = serverOf(it);
      if (!found.some(({ ip, port }) => ip === server.ip && port === server.port)) found.push(server);
    });
    if (this.#pending !== null && this.#pending.size > 0) {
      const what = `c-ares failed to set servers: "There are pending queries." [${host.inspect.inspect(servers)}]`;
      throw coded(Error, "ERR_DNS_SET_SERVERS_FAILED", what);
    }
    this.#servers = found;
  }
  setLocalAddress(first: any, second: any): void {
    validateString(first, "ipv4");
    if (second !== undefined) validateString(second, "ipv6");
    const local: any = { four: null, six: null };
    const bad = (text: string) => coded(TypeError, "ERR_INVALID_ARG_VALUE", text);
    for (const it of second === undefined ? [first] : [first, second]) {
      const version = ipVersion(it);
      if (version === 0) throw bad("Invalid IP address.");
      if (local[version === 4 ? "four" : "six"] !== null) throw bad(`Cannot specify two IPv${version} addresses.`);
      local[version === 4 ? "four" : "six"] = it;
    }
    this.#local = local;
  }
  cancel(): void {
    const pending = [...(this.#pending ?? [])];
    this.#pending?.clear();
    for (const it of pending) it();
  }

  query(name: string, kind: string, syscall: string, hostname: string, done: (error: any, rows: Row[]) => void): void {
    const failed = (code: string) => done(failure(code, syscall, hostname), []);
    // Names that no server is to hear of.
    if (/\.onion\.?$/i.test(name)) return nextTick(failed, ["ENOTFOUND"]);
    const servers = this.#servers ?? systemServers().map((ip) => ({ ip, port: PORT }));
    const ways = {
      servers: servers.map(({ ip, port }) => written(ip.split("%")[0], port)),
      timeout: this.#timeout, tries: this.#tries, localFour: this.#local.four, localSix: this.#local.six,
    };
    const asked = operation(
      `question for ${name}`,
      (id) => natives.ask(id, name, kind, JSON.stringify(ways), this.#servers !== null),
      (fault, rows) => {
        this.#pending?.delete(taken);
        if (fault === null) done(null, rows);
        else if (fault.permission !== undefined) done(accessDenied(fault.permission, fault.message), []);
        else failed(fault.code || "ECONNREFUSED");
      },
    );
    const taken = () => {
      asked.cancel();
      nextTick(failed, ["ECANCELLED"]);
    };
    this.#pending?.add(taken);
  }

  resolve(name: string, kind: string, withTtl: boolean, done: Done): void {
    const syscall = `query${kind[0]}${kind.slice(1).toLowerCase()}`;
    this.query(name, kind, syscall, name, (error, rows) => {
      if (error !== null) return done(error);
      const answer = answered(kind, withTtl, rows);
      if (answer === null) done(failure("EBADRESP", syscall, name));
      else if (answer.length === 0 && !MAY_BE_NONE.includes(kind)) done(failure("ENODATA", syscall, name));
      else done(null, answer);
    });
  }

  /** The names of an address: those of this machine's own table first. */
  reverse(address: any, done: Done): void {
    validateString(address, "name");
    const syscall = "getHostByAddr";
    const version = ipVersion(address);
    if (version === 0) throw failure("EINVAL", syscall, address, -22);
    const own = ownNames(address);
    if (own.length > 0) return nextTick(done, [null, own]);
    this.query(pointer(address, version), "PTR", syscall, address, (error, rows) => {
      if (error !== null) return done(error);
      const names = answered("PTR", false, rows);
      if (names.length === 0) done(failure("ENOTFOUND", syscall, address));
      else done(null, names);
    });
  }
}

function ownNames(address: string): string[] {
  const text: string = host.native("system").file("/etc/hosts") ?? "";
  const names: string[] = [];
  for (const line of text.split("\n")) {
    const [first, ...rest] = line.split("#")[0].trim().split(/\s+/);
    if (first === address) names.push(...rest);
  }
  // As in Node, the first is the name itself, and only its others are told where there are any.
  return names.length > 1 ? names.slice(1) : names;
}

/** `4.3.2.1.in-addr.arpa`. */
function pointer(address: string, version: number): string {
  if (version === 4) return `${address.split(".").reverse().join(".")}.in-addr.arpa`;
  const digits = host.load("internal:net/addresses").bits(address).toString(16).padStart(32, "0");
  return `${[...digits].reverse().join(".")}.ip6.arpa`;
}

/** The kinds of records, and what the functions for them are called. */
export const KIND_OF: Record<string, string> = {
  __proto__: null,
  resolve4: "A", resolve6: "AAAA", resolveAny: "ANY", resolveCaa: "CAA", resolveCname: "CNAME", resolveMx: "MX",
  resolveNaptr: "NAPTR", resolveNs: "NS", resolvePtr: "PTR", resolveSoa: "SOA", resolveSrv: "SRV", resolveTxt: "TXT",
} as any;

export function kindNamed(kind: any): string {
  if (typeof kind !== "string") throw invalidArgType("rrtype", "string", kind);
  for (const name in KIND_OF) if (KIND_OF[name] === kind) return kind;
  throw invalidArgValue("rrtype", kind);
}

export function checkedQuestion(name: any, options: any): boolean {
  validateString(name, "name");
  return Boolean(options?.ttl);
}

export function lookupService(address: any, port: any, done: Done): void {
  if (ipVersion(address) === 0) throw invalidArgValue("address", address);
  const at = host.load("internal:net/socket").validPort(port, "Port");
  validateFunction(done, "callback");
  operation(
    `name of ${address}`,
    (id) => natives.service(id, address, at),
    (fault, found) => {
      if (fault === null) done(null, found);
      else if (fault.permission !== undefined) done(accessDenied(fault.permission, fault.message));
      else done(failure(fault.code || codes.NOTFOUND, "getnameinfo", address, fault.code === "ENOTFOUND" ? -3008 : -3001));
    },
  );
}

/** Whom the functions of the modules ask. */
let shared = new Asker(undefined, true);
export const fallback = (): Asker => shared;
export function setServers(servers: any): void {
  const next = new Asker(undefined, true);
  next.setServers(servers);
  shared = next;
}

export function resolverOptions(options: any): any {
  if (options !== undefined) validateObject(options, "options");
  return options;
}
