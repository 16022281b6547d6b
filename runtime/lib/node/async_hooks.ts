// Node's `async_hooks`: what is kept over everything that waits.
import { AsyncHook, begin, current, destroyed, isHooked, runIn, type Scope, track } from "internal:async_scopes";
import { coded } from "internal:errors";
import { validateFunction, validateString } from "internal:validate";

const { contexts } = host;

/** What each storage holds: a list that is never changed. */
interface Frame {
  storage: AsyncLocalStorage;
  store: unknown;
  rest: Frame | undefined;
}

function without(frame: Frame | undefined, storage: AsyncLocalStorage): Frame | undefined {
  if (frame === undefined) return undefined;
  if (frame.storage === storage) return frame.rest;
  const rest = without(frame.rest, storage);
  return rest === frame.rest ? frame : { storage: frame.storage, store: frame.store, rest };
}

const entry = (storage: AsyncLocalStorage): Frame | undefined => {
  let frame: Frame | undefined = contexts.frame;
  while (frame !== undefined && frame.storage !== storage) frame = frame.rest;
  return frame;
};

/** Runs in the context that was captured. */
function within<T>(frame: Frame | undefined, body: () => T): T {
  const before = contexts.frame;
  contexts.frame = frame;
  try {
    return body();
  } finally {
    contexts.frame = before;
  }
}

// In Node a store that is in use is a hook.
let isStoring = false;

export class AsyncLocalStorage {
  #isDisabled = false;
  constructor(options: any = {}) {
    if (options?.onPropagate !== undefined) validateFunction(options.onPropagate, "options.onPropagate");
    contexts.follow();
  }
  static bind(fn: any): any {
    return AsyncResource.bind(fn);
  }
  static snapshot(): any {
    return AsyncLocalStorage.bind((callback: any, ...args: any[]) => callback(...args));
  }
  getStore(): any {
    return this.#isDisabled ? undefined : entry(this)?.store;
  }
  enterWith(store: any): void {
    isStoring = true;
    this.#isDisabled = false;
    contexts.frame = { storage: this, store, rest: without(contexts.frame, this) };
  }
  run(store: any, callback: any, ...args: any[]): any {
    if (Object.is(store, this.getStore())) return Reflect.apply(callback, null, args);
    const before = entry(this);
    this.enterWith(store);
    try {
      return Reflect.apply(callback, null, args);
    } finally {
      // What another storage was entered with meanwhile stays.
      const rest = without(contexts.frame, this);
      contexts.frame = before === undefined ? rest : { storage: this, store: before.store, rest };
    }
  }
  exit(callback: any, ...args: any[]): any {
    if (this.#isDisabled) return Reflect.apply(callback, null, args);
    const before = entry(this);
    contexts.frame = without(contexts.frame, this);
    try {
      return Reflect.apply(callback, null, args);
    } finally {
      const rest = without(contexts.frame, this);
      contexts.frame = before === undefined ? rest : { storage: this, store: before.store, rest };
    }
  }
  disable(): void {
    this.#isDisabled = true;
  }
}

export const executionAsyncId = (): number => {
  track();
  return current().id;
};
export const triggerAsyncId = (): number => {
  track();
  return current().trigger;
};
export const executionAsyncResource = (): any => {
  track();
  return current().resource;
};

export class AsyncResource {
  #frame: Frame | undefined = contexts.frame;
  #scope: Scope;
  constructor(type: any, options: any = {}) {
    validateString(type, "type");
    let trigger: any = options;
    if (typeof options !== "number") trigger = options === null ? undefined : options.triggerAsyncId;
    if (trigger === undefined) trigger = current().id;
    if (!Number.isSafeInteger(trigger) || trigger < -1)
      throw coded(RangeError, "ERR_INVALID_ASYNC_ID", `Invalid triggerAsyncId value: ${trigger}`);
    if (type.length === 0 && (isStoring || isHooked())) throw coded(TypeError, "ERR_ASYNC_TYPE", 'Invalid name for async "type": ');
    contexts.follow();
    this.#scope = begin(type, this, trigger);
  }
  runInAsyncScope(fn: any, thisArg?: any, ...args: any[]): any {
    return runIn(this.#scope, () => within(this.#frame, () => Reflect.apply(fn, thisArg, args)));
  }
  emitDestroy(): this {
    destroyed(this.#scope);
    return this;
  }
  asyncId(): number {
    return this.#scope.id;
  }
  triggerAsyncId(): number {
    return this.#scope.trigger;
  }
  bind(fn: any, thisArg?: any): any {
    validateFunction(fn, "fn");
    const resource = this;
    const bound = function (this: any, ...args: any[]) {
      return resource.runInAsyncScope(fn, thisArg === undefined ? this : thisArg, ...args);
    };
    Object.defineProperties(bound, {
      length: {
        __proto__: null,
        configurable: true,
        enumerable: false,
        value: (fn as any).length,
        writable: false,
      } as any,
      asyncResource: {
        __proto__: null,
        configurable: true,
        enumerable: true,
        value: resource,
        writable: true,
      } as any,
    });
    return bound;
  }
  static bind(fn: any, type?: any, thisArg?: any): any {
    return new AsyncResource(type || fn.name || "bound-anonymous-fn").bind(fn, thisArg);
  }
}

export function createHook(callbacks: any): AsyncHook {
  for (const name of ["init", "before", "after", "destroy", "promiseResolve"]) {
    if (callbacks[name] !== undefined && typeof callbacks[name] !== "function")
      throw coded(TypeError, "ERR_ASYNC_CALLBACK", `hook.${name} must be a function`);
  }
  return new AsyncHook(callbacks);
}

export const asyncWrapProviders = Object.freeze({ __proto__: null, NONE: 0 });
