// `Request`.
import { Body, addReaders, extract } from "internal:fetch/body";
import { byteString, describe, few } from "internal:fetch/common";
import { AbortController, AbortSignal } from "web:abort";
import { Headers, fill } from "web:headers";
import { URL } from "web:url";

export interface State {
  method: string;
  url: any;
  /** The text of the address, where it is known. */
  href?: string | null;
  headers: any;
  body: Body | null;
  signal: any;
  redirect: string;
  mode: string;
  credentials: string;
  cache: string;
  referrer: string;
  referrerPolicy: string;
  integrity: string;
  keepalive: boolean;
}

let stateOf: (request: any) => State;
let isRequest: (value: any) => boolean;
let make: (state: State) => Request;
const GIVEN = {};

const NORMAL = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
const CHOICES: Record<string, string[]> = {
  referrerPolicy: [
    "",
    "no-referrer",
    "no-referrer-when-downgrade",
    "same-origin",
    "origin",
    "strict-origin",
    "origin-when-cross-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
  ],
  mode: ["navigate", "same-origin", "no-cors", "cors"],
  credentials: ["omit", "same-origin", "include"],
  cache: ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"],
  redirect: ["follow", "manual", "error"],
};

function methodOf(given: any): string {
  const method = byteString(given);
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  const upper = method.toUpperCase();
  if (upper === "CONNECT" || upper === "TRACE" || upper === "TRACK")
    throw new TypeError(`'${method}' HTTP method is unsupported.`);
  return NORMAL.includes(upper) ? upper : method;
}

export class Request {
  #state: State = null as any;

  static {
    isRequest = (value) => typeof value === "object" && value !== null && #state in value;
    stateOf = (request) => {
      if (!isRequest(request)) throw new TypeError("Illegal invocation");
      return request.#state;
    };
    make = (state) => {
      const request = new Request(GIVEN as any);
      request.#state = state;
      return request;
    };
  }

  constructor(input: any, init: any = {}) {
    if (input === GIVEN) return;
    few("Request constructor", 1, arguments.length);
    init ??= {};
    if (typeof init !== "object" && typeof init !== "function")
      throw new TypeError(`Request constructor: Expected ${host.inspect.inspect(init)} to be one of: Null, Undefined, Object.`);
    const from = isRequest(input) ? stateOf(input) : null;
    let url;
    if (from !== null) url = from.url;
    else {
      const text = `${input}`;
      try {
        url = new URL(text);
      } catch (cause) {
        throw new TypeError(`Failed to parse URL from ${text}`, { cause });
      }
      if (url.username || url.password)
        throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${text}`);
    }
    for (const name of Object.keys(CHOICES)) {
      const value = init[name];
      if (value !== undefined && !CHOICES[name].includes(`${value}`))
        throw new TypeError(
          `Request constructor: ${value} is not an accepted type. Expected one of ${CHOICES[name].join(", ")}.`,
        );
    }
    if (init.mode === "navigate") throw new TypeError("Request constructor: invalid request mode navigate.");
    if (init.window !== undefined && init.window !== null) throw new TypeError("'window' option 'client' must be null");
    const pick = (name: keyof State, usual: any) => (init[name] === undefined ? (from?.[name] ?? usual) : `${init[name]}`);
    const signalGiven = init.signal !== undefined ? init.signal : from?.signal;
    if (signalGiven !== null && signalGiven !== undefined && !(signalGiven instanceof AbortSignal))
      throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
    const headers = new Headers();
    const state: State = (this.#state = {
      method: init.method === undefined ? (from?.method ?? "GET") : methodOf(init.method),
      url,
      headers,
      body: null,
      signal: signalGiven ? (AbortSignal as any).any([signalGiven]) : new AbortController().signal,
      redirect: pick("redirect", "follow"),
      mode: pick("mode", "cors"),
      credentials: pick("credentials", "same-origin"),
      cache: pick("cache", "default"),
      referrer: init.referrer === undefined ? (from?.referrer ?? "about:client") : referrerOf(init.referrer),
      referrerPolicy: pick("referrerPolicy", ""),
      integrity: pick("integrity", ""),
      keepalive: init.keepalive === undefined ? (from?.keepalive ?? false) : Boolean(init.keepalive),
    });
    if (init.headers !== undefined && init.headers !== null) fill(headers, init.headers);
    else if (from !== null) fill(headers, from.headers);
    const given = init.body;
    if (((given !== null && given !== undefined) || from?.body) && (state.method === "GET" || state.method === "HEAD"))
      throw new TypeError("Request with GET/HEAD method cannot have body.");
    if (given !== null && given !== undefined) {
      const { body, type } = extract(given);
      state.body = body;
      if (type !== null && !headers.has("content-type")) headers.append("content-type", type);
      if (body.length === null && init.duplex == null)
        throw new TypeError("RequestInit: duplex option is required when sending a body.");
    } else if (from?.body) {
      if (from.body.isDisturbed || from.body.isLocked)
        throw new TypeError("Cannot construct a Request with a Request object that has already been used.");
      // The body goes over to this one.
      if (from.body.bytes !== null) {
        state.body = Body.of(from.body.bytes);
        from.body.isUsed = true;
      } else {
        const { TransformStream } = host.load("web:streams");
        const through = new TransformStream();
        from.body.stream.pipeThrough(through);
        state.body = Body.from(through.readable);
      }
    }
  }

  get method(): string {
    return stateOf(this).method;
  }
  get url(): string {
    const state = stateOf(this);
    return state.href ?? state.url.href;
  }
  get headers(): any {
    return stateOf(this).headers;
  }
  get destination(): string {
    stateOf(this);
    return "";
  }
  get referrer(): string {
    return stateOf(this).referrer;
  }
  get referrerPolicy(): string {
    return stateOf(this).referrerPolicy;
  }
  get mode(): string {
    return stateOf(this).mode;
  }
  get credentials(): string {
    return stateOf(this).credentials;
  }
  get cache(): string {
    return stateOf(this).cache;
  }
  get redirect(): string {
    return stateOf(this).redirect;
  }
  get integrity(): string {
    return stateOf(this).integrity;
  }
  get keepalive(): boolean {
    return stateOf(this).keepalive;
  }
  get isReloadNavigation(): boolean {
    stateOf(this);
    return false;
  }
  get isHistoryNavigation(): boolean {
    stateOf(this);
    return false;
  }
  get signal(): any {
    return stateOf(this).signal;
  }
  get body(): any {
    return stateOf(this).body?.stream ?? null;
  }
  get bodyUsed(): boolean {
    return stateOf(this).body?.isDisturbed ?? false;
  }
  get duplex(): string {
    stateOf(this);
    return "half";
  }
  clone(): Request {
    const state = stateOf(this);
    if (state.body !== null && (state.body.isDisturbed || state.body.isLocked)) throw new TypeError("unusable");
    const headers = new Headers();
    fill(headers, state.headers);
    return make({
      ...state,
      url: state.url,
      headers,
      body: state.body?.clone() ?? null,
      signal: (AbortSignal as any).any([state.signal]),
    });
  }
}

function referrerOf(given: any): string {
  const text = `${given}`;
  if (text === "") return "";
  try {
    const { href } = new URL(text);
    return href === "about:client" ? href : "about:client";
  } catch (cause) {
    throw new TypeError(`Referrer "${text}" is not a valid URL.`, { cause });
  }
}

addReaders(
  Request,
  (it) => stateOf(it).body,
  (it) => stateOf(it).headers.get("content-type") ?? "",
);
const SHOWN = [
  "method",
  "url",
  "headers",
  "destination",
  "referrer",
  "referrerPolicy",
  "mode",
  "credentials",
  "cache",
  "redirect",
  "integrity",
  "keepalive",
  "isReloadNavigation",
  "isHistoryNavigation",
  "signal",
];
describe(Request, "Request", [...SHOWN, "body", "bodyUsed", "duplex", "clone"]);
host.inspect.print(Request.prototype, (it: any, depth: number, inspect: any, state: any) => {
  if (!isRequest(it)) return undefined;
  if (depth < 0) return "[Request]";
  const shown: any = {};
  for (const name of SHOWN) shown[name] = it[name];
  return `Request ${inspect(shown, state.depth)}`;
});

export { isRequest, make, stateOf };
