// `url.parse` and its kin, from before the standard.
import { invalidArgType } from "internal:errors";
import { validateString } from "internal:validate";
import querystring from "node:querystring";

const SLASHED = ["http", "http:", "https", "https:", "ftp", "ftp:", "gopher", "gopher:", "file", "file:", "ws", "ws:", "wss", "wss:"];
const HOSTLESS = ["javascript", "javascript:"];
const FIELDS = ["protocol", "slashes", "auth", "host", "port", "hostname", "hash", "search", "query", "pathname", "path", "href"];

export function Url(this: any) {
  for (const name of FIELDS) this[name] = null;
}

const ESCAPES: Record<string, string> = {
  __proto__: null, "\t": "%09", "\n": "%0A", "\r": "%0D", " ": "%20", '"': "%22", "'": "%27", "<": "%3C", ">": "%3E", "\\": "%5C",
  "^": "%5E", "`": "%60", "{": "%7B", "|": "%7C", "}": "%7D",
} as any;

function escaped(text: string): string {
  let out = "";
  for (const unit of text) out += ESCAPES[unit] ?? unit;
  return out;
}

export function parse(input: any, parseQuery = false, slashesDenoteHost = false): any {
  if (input instanceof (Url as any)) return input;
  const url = new (Url as any)();
  url.parse(input, parseQuery, slashesDenoteHost);
  return url;
}

Url.prototype.parse = function (input: any, parseQuery: boolean, slashesDenoteHost: boolean) {
  validateString(input, "url");
  let rest = input.trim();
  const cut = rest.search(/[?#]/);
  const head = cut < 0 ? rest : rest.slice(0, cut);
  rest = head.replaceAll("\\", "/") + (cut < 0 ? "" : rest.slice(cut));
  const scheme = /^[a-z0-9.+-]+:/i.exec(rest);
  let protocol = "";
  if (scheme !== null) {
    protocol = scheme[0].toLowerCase();
    this.protocol = protocol;
    rest = rest.slice(protocol.length);
  }
  let slashes = false;
  if (slashesDenoteHost || protocol !== "" || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith("//");
    if (slashes && !(protocol !== "" && HOSTLESS.includes(protocol))) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!HOSTLESS.includes(protocol) && (slashes || (protocol !== "" && !SLASHED.includes(protocol)))) {
    let end = rest.search(/[/?#]/);
    if (end < 0) end = rest.length;
    let authority = rest.slice(0, end);
    rest = rest.slice(end);
    const at = authority.lastIndexOf("@");
    if (at >= 0) {
      this.auth = decodeURIComponent(authority.slice(0, at));
      authority = authority.slice(at + 1);
    }
    const port = /:([0-9]*)$/.exec(authority);
    if (port !== null) {
      if (port[1] !== "") this.port = port[1];
      authority = authority.slice(0, authority.length - port[0].length);
    }
    let hostname = authority;
    const isIPv6 = hostname.startsWith("[") && hostname.endsWith("]");
    if (!isIPv6) {
      const bad = hostname.search(/[\0\t\n\r "#%/:;<>?@[\\\]^`{|}]/);
      if (bad >= 0) {
        const unit = hostname[bad];
        if (/[ \t\n\r"<>;`{}'|^]/.test(unit)) {
          rest = `/${escaped(hostname.slice(bad))}${rest}`;
          hostname = hostname.slice(0, bad);
        } else throw invalidURL(input);
      }
      hostname = hostname.length > 255 ? "" : hostname.toLowerCase();
      if (hostname !== "") {
        const ascii = host.native("url").domainToASCII(hostname);
        if (ascii === "" && !/^[a-z0-9._~!$&'()*+,=-]*$/.test(hostname)) throw invalidURL(input);
        if (ascii !== "" && !/^[0-9.]+$/.test(hostname)) hostname = ascii;
      }
    }
    this.hostname = isIPv6 ? hostname.slice(1, -1) : hostname;
    this.host = hostname + (this.port === null ? "" : `:${this.port}`);
    if (isIPv6 && rest[0] !== "/") rest = `/${rest}`;
  }
  if (!HOSTLESS.includes(protocol)) rest = escaped(rest);
  const hash = rest.indexOf("#");
  if (hash >= 0) {
    this.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const query = rest.indexOf("?");
  if (query >= 0) {
    this.search = rest.slice(query);
    this.query = parseQuery ? querystring.parse(rest.slice(query + 1)) : rest.slice(query + 1);
    rest = rest.slice(0, query);
  } else if (parseQuery) {
    this.search = null;
    this.query = Object.create(null);
  }
  if (rest !== "") this.pathname = rest;
  if (SLASHED.includes(protocol) && this.hostname && !this.pathname) this.pathname = "/";
  if (this.pathname || this.search) this.path = `${this.pathname || ""}${this.search || ""}`;
  this.href = this.format();
  return this;
};

function invalidURL(input: string): Error {
  const error = new TypeError("Invalid URL") as any;
  error.code = "ERR_INVALID_URL";
  error.input = input;
  return error;
}

export function format(url: any): string {
  if (typeof url === "string") url = parse(url);
  else if (typeof url !== "object" || url === null) throw invalidArgType("urlObject", ["Object", "string"], url);
  return Reflect.apply(Url.prototype.format, url, []);
}

Url.prototype.format = function (): string {
  let auth = this.auth || "";
  if (auth) auth = `${encodeURIComponent(auth).replaceAll("%3A", ":")}@`;
  let protocol = this.protocol || "", pathname = this.pathname || "", hash = this.hash || "", hostText = "", query = "";
  if (this.host) hostText = auth + this.host;
  else if (this.hostname) {
    hostText = auth + (this.hostname.includes(":") && !this.hostname.startsWith("[") ? `[${this.hostname}]` : this.hostname);
    if (this.port) hostText += `:${this.port}`;
  }
  if (this.query !== null && typeof this.query === "object") query = querystring.stringify(this.query);
  let search = this.search || (query && `?${query}`) || "";
  if (protocol && !protocol.endsWith(":")) protocol += ":";
  pathname = pathname.replaceAll("#", "%23").replaceAll("?", "%3F");
  if (this.slashes || SLASHED.includes(protocol)) {
    if (this.slashes || hostText) {
      if (pathname && pathname[0] !== "/") pathname = `/${pathname}`;
      hostText = `//${hostText}`;
    } else if (protocol === "file:") hostText = "//";
  }
  search = search.replaceAll("#", "%23");
  if (hash && hash[0] !== "#") hash = `#${hash}`;
  if (search && search[0] !== "?") search = `?${search}`;
  return protocol + hostText + pathname + search + hash;
};

export function resolve(from: string, to: string): string { return parse(from, false, true).resolve(to); }
export function resolveObject(from: any, to: any): any { return from ? parse(from, false, true).resolveObject(to) : to; }

Url.prototype.resolve = function (to: string): string { return this.resolveObject(parse(to, false, true)).format(); };

Url.prototype.resolveObject = function (to: any): any {
  if (typeof to === "string") to = parse(to, false, true);
  const out = new (Url as any)();
  for (const name of FIELDS) out[name] = this[name];
  out.hash = to.hash;
  if (to.href === "") {
    out.href = out.format();
    return out;
  }
  if (to.slashes && !to.protocol) {
    for (const name of FIELDS) if (name !== "protocol") out[name] = to[name];
    if (SLASHED.includes(out.protocol ?? "") && out.hostname && !out.pathname) out.path = out.pathname = "/";
    out.href = out.format();
    return out;
  }
  if (to.protocol && to.protocol !== out.protocol) {
    for (const name of FIELDS) out[name] = to[name];
    out.href = out.format();
    return out;
  }
  const isAbsolute = to.host || (to.pathname && to.pathname[0] === "/");
  let parts: string[] = (this.pathname || "").split("/").slice(this.pathname ? (this.pathname[0] === "/" ? 1 : 0) : 0);
  const target: string[] = (to.pathname || "").split("/");
  if (isAbsolute) {
    if (to.host) {
      out.host = to.host;
      out.hostname = to.hostname;
      out.port = to.port;
      out.auth = to.auth ?? null;
    }
    parts = target.slice(1);
  } else if (to.pathname) {
    parts = parts.slice(0, -1).concat(target);
  } else if (to.search !== null) {
    out.search = to.search;
    out.query = to.query;
    out.path = `${out.pathname || ""}${out.search || ""}`;
    out.href = out.format();
    return out;
  } else {
    out.href = out.format();
    return out;
  }
  out.search = to.search;
  out.query = to.query;
  const isRooted = isAbsolute || (this.pathname || "").startsWith("/") || !!out.host;
  const last = parts[parts.length - 1];
  const kept: string[] = [];
  for (const part of parts) {
    if (part === ".") continue;
    if (part === "..") {
      if (kept.length > 0 && kept[kept.length - 1] !== "..") kept.pop();
      else if (!isRooted) kept.push("..");
    } else kept.push(part);
  }
  if ((last === "." || last === "..") && kept[kept.length - 1] !== "") kept.push("");
  const path = kept.join("/");
  out.pathname = isRooted ? `/${path}` : path;
  out.path = `${out.pathname || ""}${out.search || ""}`;
  out.slashes = out.slashes || to.slashes;
  out.href = out.format();
  return out;
};
