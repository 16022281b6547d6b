// URL and URLSearchParams.
import { coded, invalidArgType } from "internal:errors";
import { encodeForm, parseForm } from "internal:url_form";

const natives = host.native("url");
const HREF = 0,
  ORIGIN = 1,
  PROTOCOL = 2,
  USERNAME = 3,
  PASSWORD = 4,
  HOST = 5,
  HOSTNAME = 6,
  PORT = 7,
  PATHNAME = 8,
  SEARCH = 9,
  HASH = 10;

let connect: (params: URLSearchParams, url: URL | null, search: string) => void;
let isParams: (value: any) => boolean;
let updateFrom: (url: URL, query: string) => void;

const wellFormed = (value: unknown): string => `${value}`.toWellFormed();

export class URLSearchParams {
  #list: [string, string][] = [];
  #url: URL | null = null;

  static {
    isParams = (value) => typeof value === "object" && value !== null && #list in value;
    connect = (params, url, search) => {
      params.#url = url;
      params.#list = parseForm(search.startsWith("?") ? search.slice(1) : search);
    };
  }

  constructor(init: any = undefined) {
    if (init == null) return;
    if (typeof init === "object" || typeof init === "function") {
      const method = init[Symbol.iterator];
      if (isParams(init)) {
        this.#list = (init as URLSearchParams).#list.map((it) => [it[0], it[1]]);
      } else if (method != null) {
        if (typeof method !== "function")
          throw coded(TypeError, "ERR_ARG_NOT_ITERABLE", "Query pairs must be iterable");
        for (const pair of init) {
          if (pair == null || typeof pair !== "object" || typeof pair[Symbol.iterator] !== "function") {
            throw coded(
              TypeError,
              "ERR_INVALID_TUPLE",
              "Each query pair must be an iterable [name, value] tuple",
            );
          }
          const entry = [];
          for (const part of pair) entry.push(wellFormed(part));
          if (entry.length !== 2)
            throw coded(
              TypeError,
              "ERR_INVALID_TUPLE",
              "Each query pair must be an iterable [name, value] tuple",
            );
          this.#list.push(entry as [string, string]);
        }
      } else {
        for (const key of Reflect.ownKeys(init)) {
          const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
          if (descriptor === undefined || !descriptor.enumerable) continue;
          if (typeof key === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
          this.#put(wellFormed(key), wellFormed(init[key]));
        }
      }
      return;
    }
    const text = wellFormed(init);
    this.#list = parseForm(text.startsWith("?") ? text.slice(1) : text);
  }

  #put(name: string, value: string) {
    for (const it of this.#list)
      if (it[0] === name) {
        it[1] = value;
        return;
      }
    this.#list.push([name, value]);
  }

  #changed() {
    if (this.#url !== null) updateFrom(this.#url, this.toString());
  }

  get size() {
    return this.#list.length;
  }

  append(name: string, value: string) {
    if (arguments.length < 2) throw missing('"name" and "value"');
    this.#list.push([wellFormed(name), wellFormed(value)]);
    this.#changed();
  }

  delete(name: string, value: string | undefined = undefined) {
    if (arguments.length < 1) throw missing('"name"');
    name = wellFormed(name);
    const wanted = value === undefined ? undefined : wellFormed(value);
    this.#list = this.#list.filter((it) => it[0] !== name || (wanted !== undefined && it[1] !== wanted));
    this.#changed();
  }

  get(name: string): string | null {
    if (arguments.length < 1) throw missing('"name"');
    name = wellFormed(name);
    for (const it of this.#list) if (it[0] === name) return it[1];
    return null;
  }

  getAll(name: string): string[] {
    if (arguments.length < 1) throw missing('"name"');
    name = wellFormed(name);
    return this.#list.filter((it) => it[0] === name).map((it) => it[1]);
  }

  has(name: string, value: string | undefined = undefined): boolean {
    if (arguments.length < 1) throw missing('"name"');
    name = wellFormed(name);
    const wanted = value === undefined ? undefined : wellFormed(value);
    return this.#list.some((it) => it[0] === name && (wanted === undefined || it[1] === wanted));
  }

  set(name: string, value: string) {
    if (arguments.length < 2) throw missing('"name" and "value"');
    name = wellFormed(name);
    value = wellFormed(value);
    let isSet = false;
    this.#list = this.#list.filter((it) => {
      if (it[0] !== name) return true;
      if (isSet) return false;
      it[1] = value;
      return (isSet = true);
    });
    if (!isSet) this.#list.push([name, value]);
    this.#changed();
  }

  sort() {
    const order = this.#list.map((it, index) => ({ it, index }));
    order.sort((a, b) => (a.it[0] < b.it[0] ? -1 : a.it[0] > b.it[0] ? 1 : a.index - b.index));
    this.#list = order.map(({ it }) => it);
    this.#changed();
  }

  entries() {
    return iterator(
      () => this.#list,
      (it) => [it[0], it[1]],
    );
  }

  forEach(callback: any, thisArg: unknown = undefined) {
    if (typeof callback !== "function") throw invalidArgType("callback", "Function", callback);
    for (let i = 0; i < this.#list.length; i++)
      Reflect.apply(callback, thisArg, [this.#list[i][1], this.#list[i][0], this]);
  }

  keys() {
    return iterator(
      () => this.#list,
      (it) => it[0],
    );
  }
  values() {
    return iterator(
      () => this.#list,
      (it) => it[1],
    );
  }

  toString(): string {
    return this.#list.map((it) => `${encodeForm(it[0])}=${encodeForm(it[1])}`).join("&");
  }
}

function missing(names: string): Error {
  return coded(
    TypeError,
    "ERR_MISSING_ARGS",
    `The ${names} argument${names.includes(" and ") ? "s" : ""} must be specified`,
  );
}

const IteratorPrototype = Reflect.getPrototypeOf(Reflect.getPrototypeOf(new Map().entries())!)!;
const PROTOTYPE = Object.create(IteratorPrototype, {
  next: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    writable: true,
    value: function next(this: any) {
      return steps.get(this)!();
    },
  } as any,
  [Symbol.toStringTag]: { __proto__: null, value: "URLSearchParams Iterator", configurable: true } as any,
});
const steps = new WeakMap<object, () => IteratorResult<any>>();
const rests = new WeakMap<object, () => any[]>();

function iterator(list: () => [string, string][], pick: (it: [string, string]) => any): any {
  let at = 0;
  const it = Object.create(PROTOTYPE);
  steps.set(it, () => {
    const now = list();
    return at < now.length ? { value: pick(now[at++]), done: false } : { value: undefined, done: true };
  });
  rests.set(it, () => list().slice(at).map(pick));
  return it;
}
host.inspect.print(PROTOTYPE, (it: object, depth: number, inspect: any) => {
  const shown = rests.get(it)!().map((item) => inspect(item));
  return shown.length === 0
    ? "URLSearchParams Iterator {  }"
    : `URLSearchParams Iterator { ${shown.join(", ")} }`;
});

Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, {
  __proto__: null,
  value: URLSearchParams.prototype.entries,
  writable: true,
  configurable: true,
} as any);
Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "URLSearchParams",
  configurable: true,
} as any);
for (const name of [
  "size",
  "append",
  "delete",
  "get",
  "getAll",
  "has",
  "set",
  "sort",
  "forEach",
  "toString",
  "keys",
  "values",
  "entries",
]) {
  Object.defineProperty(URLSearchParams.prototype, name, { __proto__: null, enumerable: true } as any);
}
host.inspect.print(
  URLSearchParams.prototype,
  (params: URLSearchParams, depth: number, inspect: any, state: any) => {
    if (!isParams(params)) return undefined;
    if (depth < 0) return "[Object]";
    const parts: string[] = [];
    params.forEach((value: string, name: string) => parts.push(`${inspect(name)} => ${inspect(value)}`));
    let length = parts.length;
    for (const part of parts) length += part.length + 1;
    if (length > state.breakLength) return `URLSearchParams {\n  ${parts.join(",\n  ")} }`;
    return parts.length === 0 ? "URLSearchParams {}" : `URLSearchParams { ${parts.join(", ")} }`;
  },
);

function invalid(input: string, base?: string): Error {
  const error = new TypeError("Invalid URL") as any;
  error.code = "ERR_INVALID_URL";
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

let isURL: (value: any) => boolean = () => false;

export class URL {
  #parts: string[];
  #params: URLSearchParams | null = null;

  static {
    isURL = (value) => typeof value === "object" && value !== null && #parts in value;
    updateFrom = (url, query) => {
      url.#parts = natives.set(url.#parts[HREF], "search", query);
    };
  }

  constructor(input: string, base: string | undefined = undefined) {
    if (arguments.length === 0)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "url" argument must be specified');
    const text = wellFormed(input);
    const from = base === undefined ? undefined : wellFormed(base);
    const parts = natives.parse(text, from);
    if (parts == null) throw invalid(text, from);
    this.#parts = parts;
  }

  /** `null` where the constructor throws. */
  static parse(input: string, base: string | undefined = undefined): URL | null {
    if (arguments.length === 0)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "url" argument must be specified');
    const [address, from] = [wellFormed(input), base === undefined ? undefined : wellFormed(base)];
    return natives.parse(address, from) ? new URL(address, from) : null;
  }
  static canParse(input: string, base: string | undefined = undefined): boolean {
    if (arguments.length === 0)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "url" argument must be specified');
    return natives.parse(wellFormed(input), base === undefined ? undefined : wellFormed(base)) != null;
  }

  static createObjectURL(blob: any): string {
    return host.load("web:blob").createObjectURL(blob);
  }
  static revokeObjectURL(url: any): void {
    if (arguments.length === 0)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "url" argument must be specified');
    host.load("web:blob").revokeObjectURL(url);
  }

  #set(part: string, value: unknown) {
    this.#parts = natives.set(this.#parts[HREF], part, wellFormed(value));
    if (part === "search" && this.#params !== null) connect(this.#params, this, this.#parts[SEARCH]);
  }

  toString() {
    return this.#parts[HREF];
  }
  get href() {
    return this.#parts[HREF];
  }
  set href(value) {
    const text = wellFormed(value);
    const parts = natives.parse(text, undefined);
    if (parts == null) throw invalid(text);
    this.#parts = parts;
    if (this.#params !== null) connect(this.#params, this, parts[SEARCH]);
  }
  get origin() {
    return this.#parts[ORIGIN];
  }
  get protocol() {
    return this.#parts[PROTOCOL];
  }
  set protocol(value) {
    this.#set("protocol", value);
  }
  get username() {
    return this.#parts[USERNAME];
  }
  set username(value) {
    this.#set("username", value);
  }
  get password() {
    return this.#parts[PASSWORD];
  }
  set password(value) {
    this.#set("password", value);
  }
  get host() {
    return this.#parts[HOST];
  }
  set host(value) {
    this.#set("host", value);
  }
  get hostname() {
    return this.#parts[HOSTNAME];
  }
  set hostname(value) {
    this.#set("hostname", value);
  }
  get port() {
    return this.#parts[PORT];
  }
  set port(value) {
    this.#set("port", value);
  }
  get pathname() {
    return this.#parts[PATHNAME];
  }
  set pathname(value) {
    this.#set("pathname", value);
  }
  get search() {
    return this.#parts[SEARCH];
  }
  set search(value) {
    this.#set("search", value);
  }
  get searchParams() {
    if (this.#params === null) {
      this.#params = new URLSearchParams();
      connect(this.#params, this, this.#parts[SEARCH]);
    }
    return this.#params;
  }
  get hash() {
    return this.#parts[HASH];
  }
  set hash(value) {
    this.#set("hash", value);
  }
  toJSON() {
    return this.#parts[HREF];
  }
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "URL",
  configurable: true,
} as any);
for (const name of [
  "href",
  "origin",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
  "searchParams",
  "toString",
  "toJSON",
])
  Object.defineProperty(URL.prototype, name, { __proto__: null, enumerable: true } as any);
for (const name of ["canParse", "createObjectURL", "revokeObjectURL"])
  Object.defineProperty(URL, name, { __proto__: null, enumerable: true } as any);
host.inspect.print(URL.prototype, (url: URL, depth: number, inspect: any) => {
  if (!isURL(url)) return undefined;
  const name = host.inspect.constructorName(url) ?? "URL";
  if (depth < 0) return `${name} {}`;
  const {
    href,
    origin,
    protocol,
    username,
    password,
    host: hostText,
    hostname,
    port,
    pathname,
    search,
    searchParams,
    hash,
  } = url;
  return `${name} ${inspect({ href, origin, protocol, username, password, host: hostText, hostname, port, pathname, search, searchParams, hash })}`;
});

export { isURL };

