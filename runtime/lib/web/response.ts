// `Response`.
import { Body, addReaders, extract } from "internal:fetch/body";
import { byteString, describe } from "internal:fetch/common";
import { Headers, fill, fix } from "web:headers";
import { URL } from "web:url";

interface State {
  type: string;
  status: number;
  statusText: string;
  headers: any;
  body: Body | null;
  urls: string[];
}

let stateOf: (response: any) => State;
let isResponse: (value: any) => boolean;
/** A response that was not made by the program. */
let make: (state: State) => Response;
const GIVEN = {};
const NO_BODY = [101, 204, 205, 304];
const REASON = /^[\t\x20-\x7e\x80-\xff]*$/;

export class Response {
  #state: State = {
    type: "default",
    status: 200,
    statusText: "",
    headers: null,
    body: null,
    urls: [],
  };

  static {
    isResponse = (value) => typeof value === "object" && value !== null && #state in value;
    stateOf = (response) => {
      if (!isResponse(response)) throw new TypeError("Illegal invocation");
      return response.#state;
    };
    make = (state) => {
      const response = new Response(GIVEN as any);
      response.#state = state;
      return response;
    };
  }

  constructor(body: any = null, init: any = {}) {
    if (body === GIVEN) return;
    const state = this.#state;
    state.headers = new Headers();
    if (init !== null && init !== undefined && typeof init !== "object" && typeof init !== "function")
      throw new TypeError(`Response constructor: Expected ${host.inspect.inspect(init)} to be one of: Null, Undefined, Object.`);
    const extracted = body === null || body === undefined ? null : extract(body);
    const { status = 200, statusText = "", headers } = init ?? {};
    const number = Math.trunc(Number(status)) & 0xffff;
    if (number < 200 || number > 599)
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    const text = byteString(statusText);
    if (!REASON.test(text)) throw new TypeError("Invalid statusText");
    state.status = number;
    state.statusText = text;
    if (headers !== undefined && headers !== null) fill(state.headers, headers);
    if (extracted === null) return;
    if (NO_BODY.includes(number)) throw new TypeError(`Response constructor: Invalid response status code ${number}`);
    state.body = extracted.body;
    if (extracted.type !== null && !state.headers.has("content-type"))
      state.headers.append("content-type", extracted.type);
  }

  static error(): Response {
    return make({ type: "error", status: 0, statusText: "", headers: fix(new Headers()), body: null, urls: [] });
  }
  static json(data: any, init: any = {}): Response {
    if (arguments.length === 0) throw new TypeError("Response.json: 1 argument required, but 0 found.");
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError("Value is not JSON serializable");
    const response = new Response(text, init);
    const given = new Headers(init?.headers ?? undefined);
    if (!given.has("content-type")) stateOf(response).headers.set("content-type", "application/json");
    return response;
  }
  static redirect(url: any, status: any = 302): Response {
    if (arguments.length === 0) throw new TypeError("Response.redirect: 1 argument required, but 0 found.");
    let parsed;
    try {
      parsed = new URL(`${url}`);
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${url}`, { cause });
    }
    const number = Math.trunc(Number(status)) & 0xffff;
    if (![301, 302, 303, 307, 308].includes(number)) throw new RangeError(`Invalid status code ${number}`);
    const headers = new Headers({ location: parsed.href });
    return make({ type: "default", status: number, statusText: "", headers: fix(headers), body: null, urls: [] });
  }

  get type(): string {
    return stateOf(this).type;
  }
  get url(): string {
    const last = stateOf(this).urls.at(-1);
    return last === undefined ? "" : last.split("#")[0];
  }
  get redirected(): boolean {
    return stateOf(this).urls.length > 1;
  }
  get status(): number {
    return stateOf(this).status;
  }
  get ok(): boolean {
    const { status } = stateOf(this);
    return status >= 200 && status <= 299;
  }
  get statusText(): string {
    return stateOf(this).statusText;
  }
  get headers(): any {
    return stateOf(this).headers;
  }
  get body(): any {
    return stateOf(this).body?.stream ?? null;
  }
  get bodyUsed(): boolean {
    return stateOf(this).body?.isDisturbed ?? false;
  }
  clone(): Response {
    const state = stateOf(this);
    if (state.body !== null && (state.body.isDisturbed || state.body.isLocked))
      throw new TypeError("Response.clone: Body has already been consumed.");
    const headers = new Headers();
    fill(headers, state.headers);
    return make({ ...state, headers, urls: [...state.urls], body: state.body?.clone() ?? null });
  }
}
addReaders(
  Response,
  (it) => stateOf(it).body,
  (it) => stateOf(it).headers.get("content-type") ?? "",
);
describe(Response, "Response", [
  "type",
  "url",
  "redirected",
  "status",
  "ok",
  "statusText",
  "headers",
  "body",
  "bodyUsed",
  "clone",
]);
for (const name of ["error", "json", "redirect"])
  Object.defineProperty(Response, name, { __proto__: null, enumerable: true } as any);
host.inspect.print(Response.prototype, (it: any, depth: number, inspect: any, state: any) => {
  if (!isResponse(it)) return undefined;
  if (depth < 0) return "[Response]";
  const { status, statusText, headers, body, bodyUsed, ok, redirected, type, url } = it;
  return `Response ${inspect({ status, statusText, headers, body, bodyUsed, ok, redirected, type, url }, state.depth)}`;
});

export { isResponse, make, stateOf };
