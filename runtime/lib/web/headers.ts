// `Headers`.
import { byteString, describe, few } from "internal:fetch/common";

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_VALUE = /[\0\r\n]/;
const EDGES = /^[\t\r\n ]+|[\t\r\n ]+$/g;

type Field = { name: string; value: string };
type State = { fields: Map<string, Field>; cookies: string[]; isFixed: boolean };

let isHeaders: (value: any) => boolean;
let stateOf: (headers: any) => State;

function checked(where: string, name: any, value: any): [string, string] {
  const text = byteString(name);
  const content = byteString(value).replace(EDGES, "");
  if (!NAME.test(text)) throw new TypeError(`Headers.${where}: "${text}" is an invalid header name.`);
  if (BAD_VALUE.test(content)) throw new TypeError(`Headers.${where}: "${content}" is an invalid header value.`);
  return [text, content];
}

function nameOf(where: string, name: any): string {
  const text = byteString(name);
  if (!NAME.test(text)) throw new TypeError(`Headers.${where}: "${text}" is an invalid header name.`);
  return text.toLowerCase();
}

function add(state: State, name: string, value: string): void {
  const key = name.toLowerCase();
  if (key === "set-cookie") state.cookies.push(value);
  const before = state.fields.get(key);
  if (before === undefined) state.fields.set(key, { name, value });
  else before.value += `${key === "cookie" ? "; " : ", "}${value}`;
}

export class Headers {
  #state: State = { fields: new Map(), cookies: [], isFixed: false };

  static {
    isHeaders = (value) => typeof value === "object" && value !== null && #state in value;
    stateOf = (headers) => {
      if (!isHeaders(headers)) throw new TypeError("Illegal invocation");
      return headers.#state;
    };
  }

  constructor(init: any = undefined) {
    if (init === undefined) return;
    fill(this, init);
  }

  append(name: any, value: any): void {
    const state = stateOf(this);
    few("Headers.append", 2, arguments.length);
    const [text, content] = checked("append", name, value);
    if (state.isFixed) throw new TypeError("immutable");
    add(state, text, content);
  }
  delete(name: any): void {
    const state = stateOf(this);
    few("Headers.delete", 1, arguments.length);
    const key = nameOf("delete", name);
    if (state.isFixed) throw new TypeError("immutable");
    state.fields.delete(key);
    if (key === "set-cookie") state.cookies = [];
  }
  get(name: any): string | null {
    const state = stateOf(this);
    few("Headers.get", 1, arguments.length);
    return state.fields.get(nameOf("get", name))?.value ?? null;
  }
  has(name: any): boolean {
    const state = stateOf(this);
    few("Headers.has", 1, arguments.length);
    return state.fields.has(nameOf("has", name));
  }
  set(name: any, value: any): void {
    const state = stateOf(this);
    few("Headers.set", 2, arguments.length);
    const [text, content] = checked("set", name, value);
    if (state.isFixed) throw new TypeError("immutable");
    const key = text.toLowerCase();
    if (key === "set-cookie") state.cookies = [content];
    state.fields.set(key, { name: text, value: content });
  }
  getSetCookie(): string[] {
    return [...stateOf(this).cookies];
  }
  keys(): any {
    stateOf(this);
    return iterate(this, (it) => it[0]);
  }
  values(): any {
    stateOf(this);
    return iterate(this, (it) => it[1]);
  }
  entries(): any {
    stateOf(this);
    return iterate(this, (it) => it);
  }
  forEach(callback: any, self: any = undefined): void {
    stateOf(this);
    few("Headers.forEach", 1, arguments.length);
    if (typeof callback !== "function")
      throw new TypeError("Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.");
    for (const [name, value] of sorted(this)) Reflect.apply(callback, self, [value, name, this]);
  }
}
Object.defineProperty(Headers, "length", { __proto__: null, value: 0, configurable: true } as any);
describe(Headers, "Headers", [
  "append",
  "delete",
  "get",
  "has",
  "set",
  "getSetCookie",
  "keys",
  "values",
  "entries",
  "forEach",
]);
Object.defineProperty(Headers.prototype, Symbol.iterator, {
  __proto__: null,
  value: Headers.prototype.entries,
  writable: true,
  configurable: true,
} as any);
host.inspect.print(Headers.prototype, (it: any, depth: number, inspect: any, state: any) => {
  if (!isHeaders(it)) return undefined;
  if (depth < 0) return "[Headers]";
  const shown: any = {};
  for (const { name, value } of stateOf(it).fields.values()) shown[name] = value;
  return `Headers ${inspect(shown, state.depth)}`;
});

/** Names and values, by name; each cookie for itself. */
export function sorted(headers: any): [string, string][] {
  const { fields, cookies } = stateOf(headers);
  const names = [...fields.keys()].sort();
  const out: [string, string][] = [];
  for (const name of names) {
    if (name === "set-cookie") for (const cookie of cookies) out.push([name, cookie]);
    else out.push([name, fields.get(name)!.value]);
  }
  return out;
}

/** Names and values in turn, in the order in which they were given. */
export function raw(headers: any): string[] {
  const { fields, cookies } = stateOf(headers);
  const out: string[] = [];
  for (const [key, { name, value }] of fields) {
    if (key === "set-cookie") for (const cookie of cookies) out.push(name, cookie);
    else out.push(name, value);
  }
  return out;
}

/** As they came: nothing is checked. */
export function fromRaw(list: string[]): Headers {
  const headers = new Headers();
  const state = stateOf(headers);
  for (let i = 0; i < list.length; i += 2) add(state, list[i], list[i + 1]);
  return headers;
}

/** From here on nobody changes them. */
export function fix(headers: any): any {
  stateOf(headers).isFixed = true;
  return headers;
}

export function fill(headers: any, init: any): void {
  const wrong = () =>
    new TypeError(
      "Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.",
    );
  if (init === null || (typeof init !== "object" && typeof init !== "function")) throw wrong();
  if (isHeaders(init)) {
    const from = raw(init);
    for (let i = 0; i < from.length; i += 2) add(stateOf(headers), from[i], from[i + 1]);
    return;
  }
  const iterator = init[Symbol.iterator];
  if (iterator != null) {
    if (typeof iterator !== "function") throw wrong();
    let at = 0;
    for (const pair of init) {
      if (typeof pair !== "object" || pair === null || typeof pair[Symbol.iterator] !== "function")
        throw new TypeError(`Headers contructor: init[${at}] (${host.inspect.inspect(pair)}) is not iterable.`);
      const both = [...pair];
      if (both.length !== 2)
        throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${both.length}.`);
      headers.append(both[0], both[1]);
      at++;
    }
    return;
  }
  for (const key of Reflect.ownKeys(init) as any[]) {
    const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
    if (descriptor?.enumerable) headers.append(key, init[key]);
  }
}

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const steps = new WeakMap<object, () => any>();
const HeadersIterator = Object.create(IteratorPrototype, {
  next: {
    __proto__: null,
    value: function next(this: any) {
      const step = steps.get(this);
      if (step === undefined)
        throw new TypeError("'next' called on an object that does not implement interface Headers Iterator.");
      return step();
    },
    writable: true,
    enumerable: true,
    configurable: true,
  },
  [Symbol.toStringTag]: { __proto__: null, value: "Headers Iterator", configurable: true },
} as any);

function iterate(headers: any, shown: (it: [string, string]) => any): any {
  let at = 0;
  const iterator = Object.create(HeadersIterator);
  steps.set(iterator, () => {
    // What is added meanwhile is seen, as in the standard.
    const all = sorted(headers);
    return at < all.length ? { value: shown(all[at++]), done: false } : { value: undefined, done: true };
  });
  return iterator;
}

export { isHeaders };
