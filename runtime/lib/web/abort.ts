// AbortController and AbortSignal.
import { coded, invalidArgType } from "internal:errors";
import { validateInteger } from "internal:validate";
import { Event, EventTarget, defineHandler, dispatch } from "web:events";

const TOKEN = {};
let abort: (signal: AbortSignal, reason: unknown) => void;
let follow: (signal: AbortSignal, sources: AbortSignal[]) => void;
let isSignal: (value: any) => boolean;

export class AbortSignal extends EventTarget {
  #isAborted = false;
  #reason: unknown = undefined;
  #sources: AbortSignal[] = [];
  #dependents: AbortSignal[] = [];

  static {
    isSignal = (value) => typeof value === "object" && value !== null && #isAborted in value;
    abort = (signal, reason) => {
      if (signal.#isAborted) return;
      const all = [signal];
      signal.#isAborted = true;
      signal.#reason = reason;
      for (const it of signal.#dependents) {
        if (it.#isAborted) continue;
        it.#isAborted = true;
        it.#reason = reason;
        all.push(it);
      }
      for (const it of all) dispatch(it, new Event("abort"), true);
    };
    follow = (signal, sources) => {
      for (const source of sources) {
        // One that follows others is followed through them.
        const origins = source.#sources.length > 0 ? source.#sources : [source];
        for (const origin of origins) {
          signal.#sources.push(origin);
          origin.#dependents.push(signal);
        }
      }
    };
  }

  constructor(token: unknown = undefined) {
    super();
    if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  }

  get aborted() {
    if (!isSignal(this))
      throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type AbortSignal');
    return this.#isAborted;
  }
  get reason() {
    return this.#reason;
  }
  throwIfAborted() {
    if (this.#isAborted) throw this.#reason;
  }

  static abort(reason: unknown = new DOMException("This operation was aborted", "AbortError")) {
    const signal = new AbortSignal(TOKEN);
    signal.#isAborted = true;
    signal.#reason = reason;
    return signal;
  }

  static timeout(delay: number) {
    validateInteger(delay, "delay", 0, 2 ** 32 - 1);
    const signal = new AbortSignal(TOKEN);
    const timer = setTimeout(() => {
      abort(signal, new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    }, delay);
    (timer as any).unref();
    return signal;
  }

  static any(signals: Iterable<AbortSignal>) {
    const list: AbortSignal[] = [];
    for (const it of signals) {
      if (!isSignal(it)) throw invalidArgType(`signals[${list.length}]`, "AbortSignal", it);
      list.push(it);
    }
    const signal = new AbortSignal(TOKEN);
    for (const it of list) {
      if (it.#isAborted) {
        signal.#isAborted = true;
        signal.#reason = it.#reason;
        return signal;
      }
    }
    follow(signal, list);
    return signal;
  }
}
defineHandler(AbortSignal.prototype, "abort");
Object.defineProperty(AbortSignal.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "AbortSignal",
  configurable: true,
} as any);
for (const name of ["aborted", "reason", "throwIfAborted"]) {
  Object.defineProperty(AbortSignal.prototype, name, { __proto__: null, enumerable: true } as any);
}
host.inspect.print(AbortSignal.prototype, (signal: AbortSignal, depth: number, inspect: any) => {
  if (!isSignal(signal)) return undefined;
  return depth < 0 ? "[AbortSignal]" : `AbortSignal ${inspect({ aborted: signal.aborted })}`;
});

export class AbortController {
  #signal = new AbortSignal(TOKEN);
  get signal() {
    return this.#signal;
  }
  abort(reason: unknown = new DOMException("This operation was aborted", "AbortError")) {
    abort(this.#signal, reason);
  }
}
Object.defineProperty(AbortController.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "AbortController",
  configurable: true,
} as any);
for (const name of ["signal", "abort"]) {
  Object.defineProperty(AbortController.prototype, name, { __proto__: null, enumerable: true } as any);
}
host.inspect.print(AbortController.prototype, (controller: AbortController, depth: number, inspect: any) =>
  depth < 0 ? "[AbortController]" : `AbortController ${inspect({ signal: controller.signal })}`,
);

/** What Node's own functions reject with when a signal ends them. */
export function abortError(signal?: AbortSignal): Error {
  const error = new Error(
    "The operation was aborted",
    signal === undefined ? undefined : { cause: signal.reason },
  ) as Error & { code: string };
  error.name = "AbortError";
  error.code = "ABORT_ERR";
  return error;
}
