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
      if (isParams(init) && method === entries) {
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
    check(this);
    return this.#list.length;
  }

  append(name: string, value: string) {
    check(this);
    if (arguments.length < 2) throw missing('"name" and "value"');
    this.#list.push([wellFormed(name), wellFormed(value)]);
    this.#changed();
  }

  delete(name: string, value: string | undefined = undefined) {
    check(this);
    if (arguments.length < 1) throw missing('"name"');
    name = wellFormed(name);
    const wanted = value === undefined ? undefined : wellFormed(value);
    this.#list = this.#list.filter((it) => it[0] !== name || (wanted !== undefined && it[1] !== wanted));
    this.#changed();
  }

  get(name: string): string | null {
    check(this);
    if (arguments.length < 1) throw missing('"name"');
    name = wellFormed(name);
    for (const it of this.#list) if (it[0] === name) return it[1];
    return null;
  }

  getAll(name: string): string[] {
    check(this);
    if (arguments.length < 1) throw missing('"name"');
    name = wellFormed(name);
    return this.#list.filter((it) => it[0] === name).map((it) => it[1]);
  }

  has(name: string, value: string | undefined = undefined): boolean {
    check(this);
    if (arguments.length < 1) throw missing('"name"');
    name = wellFormed(name);
    const wanted = value === undefined ? undefined : wellFormed(value);
    return this.#list.some((it) => it[0] === name && (wanted === undefined || it[1] === wanted));
  }

  set(name: string, value: string) {
    check(this);
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
    check(this);
    const order = this.#list.map((it, index) => ({ it, index }));
    order.sort((a, b) => (a.it[0] < b.it[0] ? -1 : a.it[0] > b.it[0] ? 1 : a.index - b.index));
    this.#list = order.map(({ it }) => it);
    this.#changed();
  }

  entries() {
    check(this);
    return iterator(
      () => this.#list,
      (it) => [it[0], it[1]],
    );
  }

  forEach(callback: any, thisArg: unknown = undefined) {
    check(this);
    if (typeof callback !== "function") throw invalidArgType("callback", "Function", callback);
    for (let i = 0; i < this.#list.length; i++)
      Reflect.apply(callback, thisArg, [this.#list[i][1], this.#list[i][0], this]);
  }

  keys() {
    check(this);
    return iterator(
      () => this.#list,
      (it) => it[0],
    );
  }
  values() {
    check(this);
    return iterator(
      () => this.#list,
      (it) => it[1],
    );
  }

  toString(): string {
    check(this);
    return this.#list.map((it) => `${encodeForm(it[0])}=${encodeForm(it[1])}`).join("&");
  }
}

function check(it: any): void {
  if (!isParams(it))
    throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type URLSearchParams');
}

function missing(names: string): Error {
  return coded(
    TypeError,
    "ERR_MISSING_ARGS",
    `The ${names} argument${names.includes(" and ") ? "s" : ""} must be specified`,
  );
}

const { entries, forEach } = URLSearchParams.prototype;
const IteratorPrototype = Reflect.getPrototypeOf(Reflect.getPrototypeOf(new Map().entries())!)!;
const PROTOTYPE = Object.create(IteratorPrototype, {
  next: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    writable: true,
    value: function next(this: any) {
      const step = host.isObject(this) ? steps.get(this) : undefined;
      if (step === undefined)
        throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type URLSearchParamsIterator');
      return step();
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
host.inspect.print(PROTOTYPE, (it: object, depth: number, inspect: any, state: any) => {
  const shown = rests.get(it)!().map((item) => inspect(item));
  let length = shown.length;
  for (const part of shown) length += part.length;
  if (length > state.breakLength) return `URLSearchParams Iterator {\n  ${shown.join(",\n  ")} }`;
  return `URLSearchParams Iterator { ${shown.join(", ")} }`;
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
    Reflect.apply(forEach, params, [(value: string, name: string) => parts.push(`${inspect(name)} => ${inspect(value)}`)]);
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

function receive(it: any): void {
  if (!isURL(it)) throw new TypeError("Receiver must be an instance of class URL");
}

let isURL: (value: any) => boolean = () => false;

export class URL {
  #context: string[];
  #searchParams: URLSearchParams | null = null;

  static {
    isURL = (value) => typeof value === "object" && value !== null && #context in value;
    updateFrom = (url, query) => {
      url.#context = natives.set(url.#context[HREF], "search", query);
    };
  }

  constructor(input: string, base: string | undefined = undefined) {
    if (arguments.length === 0)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "url" argument must be specified');
    const text = wellFormed(input);
    const from = base === undefined ? undefined : wellFormed(base);
    const parts = natives.parse(text, from);
    if (parts == null) throw invalid(text, from);
    this.#context = parts;
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

  static #set(it: URL, part: string, value: unknown) {
    it.#context = natives.set(it.#context[HREF], part, wellFormed(value));
    if (part === "search" && it.#searchParams !== null) connect(it.#searchParams, it, it.#context[SEARCH]);
  }

  toString() {
    receive(this);
    return this.#context[HREF];
  }
  get href() {
    receive(this);
    return this.#context[HREF];
  }
  set href(value) {
    void this.#context;
    const text = wellFormed(value);
    const parts = natives.parse(text, undefined);
    if (parts == null) throw invalid(text);
    this.#context = parts;
    if (this.#searchParams !== null) connect(this.#searchParams, this, parts[SEARCH]);
  }
  get origin() {
    return this.#context[ORIGIN];
  }
  get protocol() {
    return this.#context[PROTOCOL];
  }
  set protocol(value) {
    URL.#set(this, "protocol", value);
  }
  get username() {
    return this.#context[USERNAME];
  }
  set username(value) {
    URL.#set(this, "username", value);
  }
  get password() {
    return this.#context[PASSWORD];
  }
  set password(value) {
    URL.#set(this, "password", value);
  }
  get host() {
    return this.#context[HOST];
  }
  set host(value) {
    URL.#set(this, "host", value);
  }
  get hostname() {
    return this.#context[HOSTNAME];
  }
  set hostname(value) {
    URL.#set(this, "hostname", value);
  }
  get port() {
    return this.#context[PORT];
  }
  set port(value) {
    URL.#set(this, "port", value);
  }
  get pathname() {
    return this.#context[PATHNAME];
  }
  set pathname(value) {
    URL.#set(this, "pathname", value);
  }
  get search() {
    receive(this);
    return this.#context[SEARCH];
  }
  set search(value) {
    URL.#set(this, "search", value);
  }
  get searchParams() {
    if (this.#searchParams === null) {
      this.#searchParams = new URLSearchParams();
      connect(this.#searchParams, this, this.#context[SEARCH]);
    }
    return this.#searchParams;
  }
  get hash() {
    return this.#context[HASH];
  }
  set hash(value) {
    URL.#set(this, "hash", value);
  }
  toJSON() {
    receive(this);
    return this.#context[HREF];
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

