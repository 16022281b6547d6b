// Node's EventEmitter.
import { coded, invalidArgType, outOfRange } from "internal:errors";
import {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateNumber,
  validateObject,
} from "internal:validate";
import { warn } from "internal:console";
import { abortError } from "web:abort";
import { isEventTarget, listenersFor } from "web:events";

const errorMonitor = Symbol("events.errorMonitor");
const captureRejectionSymbol = Symbol.for("nodejs.rejection");
const kCapture = Symbol("kCapture");
const kShapeMode = Symbol("shapeMode");
const kWarned = Symbol("kWarned");
let defaultMaxListeners = 10;

function checkListener(listener: unknown) {
  validateFunction(listener, "listener");
}

function EventEmitter(this: any, options?: any) {
  init(this, options);
}

function init(self: any, options?: any) {
  if (self._events === undefined || self._events === Object.getPrototypeOf(self)._events) {
    self._events = Object.create(null);
    self._eventsCount = 0;
  }
  self._maxListeners = self._maxListeners || undefined;
  if (self[kShapeMode] === undefined) self[kShapeMode] = false;
  if (options?.captureRejections) {
    validateBoolean(options.captureRejections, "options.captureRejections");
    self[kCapture] = true;
  } else self[kCapture] = (EventEmitter.prototype as any)[kCapture];
}

const proto: any = EventEmitter.prototype;
proto._events = undefined;
proto._eventsCount = 0;
proto._maxListeners = undefined;
Object.defineProperty(proto, kCapture, {
  __proto__: null,
  value: false,
  writable: true,
  enumerable: false,
} as any);

function method(name: string, value: Function) {
  proto[name] = value;
}

const limitOf = (self: any): number =>
  self._maxListeners === undefined ? defaultMaxListeners : self._maxListeners;

method("setMaxListeners", function setMaxListeners(this: any, n: number) {
  validateNumber(n, "setMaxListeners", 0);
  this._maxListeners = n;
  return this;
});
method("getMaxListeners", function getMaxListeners(this: any) {
  return limitOf(this);
});

method("emit", function emit(this: any, type: string | symbol, ...args: any[]) {
  let events = this._events;
  if (type === "error") {
    if (events !== undefined && events[errorMonitor] !== undefined)
      Reflect.apply(emit, this, [errorMonitor, args[0]]);
    if (events === undefined || events.error === undefined) throw unhandled(args[0]);
  } else if (events === undefined) return false;
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === "function") call(this, type, handler, args);
  else {
    const list = copy(handler);
    for (let i = 0; i < list.length; i++) call(this, type, list[i], args);
  }
  return true;
});

function copy<T>(list: T[]): T[] {
  const out: T[] = [];
  for (let i = 0; i < list.length; i++) out[i] = list[i];
  return out;
}

function call(self: any, type: string | symbol, handler: Function, args: any[]) {
  const result = Reflect.apply(handler, self, args);
  if (result === undefined || result === null || self[kCapture] !== true) return;
  const then = result.then;
  if (typeof then !== "function") return;
  Reflect.apply(then, result, [
    undefined,
    (error: unknown) =>
      host.nextTick(() => {
        if (typeof self[captureRejectionSymbol] === "function")
          self[captureRejectionSymbol](error, type, ...args);
        else {
          const before = self[kCapture];
          try {
            self[kCapture] = false;
            self.emit("error", error);
          } finally {
            self[kCapture] = before;
          }
        }
      }),
  ]);
}

function unhandled(error: any): Error {
  if (error instanceof Error) return error;
  let shown: string;
  try {
    shown = host.inspect.inspect(error);
  } catch {
    shown = error;
  }
  const made = coded(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${shown})`) as any;
  made.context = error;
  return made;
}

function add(self: any, type: string | symbol, listener: any, isFirst: boolean) {
  checkListener(listener);
  let events = self._events;
  if (events === undefined) {
    events = self._events = Object.create(null);
    self._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    self.emit("newListener", type, listener.listener ?? listener);
    events = self._events;
  }
  const known = events[type];
  if (known === undefined) {
    events[type] = listener;
    ++self._eventsCount;
    return self;
  }
  let list = known;
  if (typeof known === "function") list = events[type] = isFirst ? [listener, known] : [known, listener];
  else if (isFirst) known.unshift(listener);
  else known.push(listener);
  const limit = limitOf(self);
  if (limit > 0 && list.length > limit && !list.warned) {
    list.warned = true;
    warn(
      "MaxListenersExceededWarning",
      `Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ${shownName(self)}. MaxListeners is ${limit}. Use emitter.setMaxListeners() to increase limit`,
    );
  }
  return self;
}

const shownName = (self: object) => host.inspect.inspect(self, -1);

method("addListener", function addListener(this: any, type: any, listener: any) {
  return add(this, type, listener, false);
});
proto.on = proto.addListener;
method("prependListener", function prependListener(this: any, type: any, listener: any) {
  return add(this, type, listener, true);
});

function onceWrapper(self: any, type: any, listener: Function): any {
  checkListener(listener);
  let fired = false;
  const wrapped: any = function (this: any, ...args: any[]) {
    if (fired) return undefined;
    self.removeListener(type, wrapped);
    fired = true;
    return Reflect.apply(listener, self, args);
  };
  Object.defineProperty(wrapped, "name", {
    __proto__: null,
    value: "bound onceWrapper",
    configurable: true,
  } as any);
  wrapped.listener = listener;
  return wrapped;
}

method("once", function once(this: any, type: any, listener: any) {
  checkListener(listener);
  return this.on(type, onceWrapper(this, type, listener));
});
method("prependOnceListener", function prependOnceListener(this: any, type: any, listener: any) {
  checkListener(listener);
  return this.prependListener(type, onceWrapper(this, type, listener));
});

method("removeListener", function removeListener(this: any, type: any, listener: any) {
  checkListener(listener);
  const events = this._events;
  if (events === undefined) return this;
  const list = events[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    this._eventsCount -= 1;
    if (this._eventsCount === 0) this._events = Object.create(null);
    else delete events[type];
    if (events.removeListener) this.emit("removeListener", type, list.listener ?? listener);
  } else if (typeof list !== "function") {
    let at = -1;
    for (let i = list.length - 1; i >= 0; i--) {
      if (list[i] === listener || list[i].listener === listener) {
        at = i;
        break;
      }
    }
    if (at < 0) return this;
    if (at === 0) list.shift();
    else list.splice(at, 1);
    if (list.length === 1) events[type] = list[0];
    if (events.removeListener !== undefined) this.emit("removeListener", type, listener);
  }
  return this;
});
proto.off = proto.removeListener;

method("removeAllListeners", function removeAllListeners(this: any, type?: any) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = Object.create(null);
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      if (--this._eventsCount === 0) this._events = Object.create(null);
      else delete events[type];
    }
    return this;
  }
  if (arguments.length === 0) {
    for (const key of Reflect.ownKeys(events)) if (key !== "removeListener") this.removeAllListeners(key);
    this.removeAllListeners("removeListener");
    this._events = Object.create(null);
    this._eventsCount = 0;
    return this;
  }
  const list = events[type];
  if (typeof list === "function") this.removeListener(type, list);
  else if (list !== undefined) for (let i = list.length - 1; i >= 0; i--) this.removeListener(type, list[i]);
  return this;
});

function listenersFrom(self: any, type: any, unwrap: boolean): Function[] {
  const list = self._events?.[type];
  if (list === undefined) return [];
  const all = typeof list === "function" ? [list] : copy(list);
  return unwrap ? all.map((it: any) => it.listener ?? it) : all;
}

method("listeners", function listeners(this: any, type: any) {
  return listenersFrom(this, type, true);
});
method("rawListeners", function rawListeners(this: any, type: any) {
  return listenersFrom(this, type, false);
});
method("listenerCount", function listenerCount(this: any, type: any, listener?: any) {
  const list = this._events?.[type];
  if (list === undefined) return 0;
  if (typeof list === "function")
    return listener == null || listener === list || listener === list.listener ? 1 : 0;
  if (listener == null) return list.length;
  let count = 0;
  for (let i = 0; i < list.length; i++) if (list[i] === listener || list[i].listener === listener) count++;
  return count;
});
method("eventNames", function eventNames(this: any) {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
});

function listenerCount(emitter: any, type: any): number {
  if (typeof emitter.listenerCount === "function") return emitter.listenerCount(type);
  return getEventListeners(emitter, type).length;
}

function getEventListeners(emitter: any, type: any): Function[] {
  if (typeof emitter?.listeners === "function") return emitter.listeners(type);
  if (isEventTarget(emitter)) return listenersFor(emitter, type);
  throw invalidArgType("emitter", ["EventEmitter", "EventTarget"], emitter);
}

function getMaxListeners(emitter: any): number {
  if (typeof emitter?.getMaxListeners === "function") return limitOf(emitter);
  if (isEventTarget(emitter)) return emitter[kWarned] ?? defaultMaxListeners;
  throw invalidArgType("emitter", ["EventEmitter", "EventTarget"], emitter);
}

function setMaxListeners(n = defaultMaxListeners, ...targets: any[]): void {
  validateNumber(n, "setMaxListeners", 0);
  if (targets.length === 0) defaultMaxListeners = n;
  for (const target of targets) {
    if (isEventTarget(target))
      Object.defineProperty(target, kWarned, {
        __proto__: null,
        value: n,
        configurable: true,
        writable: true,
      } as any);
    else if (typeof target.setMaxListeners === "function") target.setMaxListeners(n);
    else throw invalidArgType("eventTargets", ["EventEmitter", "EventTarget"], target);
  }
}

function once(emitter: any, name: any, options: any = {}): Promise<any[]> {
  return start(() => {
    validateObject(options, "options");
    const signal = options.signal;
    validateAbortSignal(signal, "options.signal");
    if (signal?.aborted) throw abortError(signal);
    return new Promise((resolve, reject) => {
      // A port is both, and an emitter first.
      const isTarget = isEventTarget(emitter) && typeof emitter.on !== "function";
      const stop = () => {
        if (isTarget) emitter.removeEventListener(name, resolver);
        else {
          emitter.removeListener(name, resolver);
          emitter.removeListener("error", failed);
        }
        if (signal !== undefined) signal.removeEventListener("abort", aborted);
      };
      const resolver = (...args: any[]) => {
        stop();
        resolve(args);
      };
      const failed = (error: unknown) => {
        stop();
        reject(error);
      };
      const aborted = () => {
        stop();
        reject(abortError(signal));
      };
      if (isTarget) emitter.addEventListener(name, resolver, { once: true });
      else if (typeof emitter?.on === "function") {
        emitter.once(name, resolver);
        if (name !== "error") emitter.once("error", failed);
      } else throw invalidArgType("emitter", ["EventEmitter", "EventTarget"], emitter);
      if (signal !== undefined) signal.addEventListener("abort", aborted, { once: true });
    });
  });
}

async function start<T>(body: () => T | Promise<T>): Promise<T> {
  return await body();
}

function on(emitter: any, name: any, options: any = {}): AsyncIterableIterator<any[]> {
  validateObject(options, "options");
  const signal = options.signal;
  validateAbortSignal(signal, "options.signal");
  if (signal?.aborted) throw abortError(signal);
  const isTarget = isEventTarget(emitter);
  if (!isTarget && typeof emitter?.on !== "function")
    throw invalidArgType("emitter", ["EventEmitter", "EventTarget"], emitter);
  const events: any[][] = [];
  const waiting: { resolve(value: any): void; reject(error: unknown): void }[] = [];
  let error: { reason: unknown } | null = null,
    isDone = false;
  const handler = (...args: any[]) => {
    const next = waiting.shift();
    if (next !== undefined) next.resolve({ value: args, done: false });
    else events.push(args);
  };
  const failed = (reason: unknown) => {
    const next = waiting.shift();
    if (next !== undefined) next.reject(reason);
    else error = { reason };
    close();
  };
  const aborted = () => failed(abortError(signal));
  const listening: [any, (...args: any[]) => void][] = [[name, handler]];
  if (!isTarget && name !== "error") listening.push(["error", failed]);
  for (const event of options.close ?? []) listening.push([event, () => close()]);
  for (const [event, listener] of listening)
    isTarget ? emitter.addEventListener(event, listener) : emitter.on(event, listener);
  if (signal !== undefined) signal.addEventListener("abort", aborted, { once: true });
  function close() {
    for (const [event, listener] of listening)
      isTarget ? emitter.removeEventListener(event, listener) : emitter.removeListener(event, listener);
    if (signal !== undefined) signal.removeEventListener("abort", aborted);
    isDone = true;
    for (const it of waiting.splice(0)) it.resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true as const });
  }
  return {
    next() {
      if (events.length > 0) return Promise.resolve({ value: events.shift()!, done: false });
      if (error !== null) {
        const { reason } = error;
        error = null;
        return Promise.reject(reason);
      }
      if (isDone) return Promise.resolve({ value: undefined, done: true } as any);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    return() {
      return close() as any;
    },
    throw(reason: any) {
      if (!(reason instanceof Error)) throw invalidArgType("EventEmitter.AsyncIterator", "Error", reason);
      failed(reason);
      return undefined as any;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  } as any;
}

function addAbortListener(signal: any, listener: any) {
  if (signal === undefined) throw invalidArgType("signal", "AbortSignal", signal);
  validateAbortSignal(signal, "signal");
  validateFunction(listener, "listener");
  if (signal.aborted) host.nextTick(listener);
  else signal.addEventListener("abort", listener, { once: true });
  const stop = () => signal.removeEventListener("abort", listener);
  return { __proto__: null, [Symbol.dispose]: stop };
}

Object.defineProperties(EventEmitter, {
  defaultMaxListeners: {
    __proto__: null,
    enumerable: true,
    get: () => defaultMaxListeners,
    set(n: number) {
      if (typeof n !== "number" || n < 0 || n !== n) throw outOfRange("defaultMaxListeners", ">= 0", n);
      defaultMaxListeners = n;
    },
  } as any,
  captureRejections: {
    __proto__: null,
    enumerable: true,
    get: () => proto[kCapture],
    set(value: boolean) {
      validateBoolean(value, "EventEmitter.captureRejections");
      proto[kCapture] = value;
    },
  } as any,
});
let ResourceEmitter: any;
Object.defineProperty(EventEmitter, "EventEmitterAsyncResource", {
  __proto__: null,
  enumerable: true,
  configurable: true,
  // `async_hooks` is made when the first one is.
  get: () => (ResourceEmitter ??= host.load("internal:events_resource").EventEmitterAsyncResource),
} as any);
const lazy_EventEmitterAsyncResource = () => (EventEmitter as any).EventEmitterAsyncResource;

const statics: any = {
  once,
  on,
  getEventListeners,
  getMaxListeners,
  setMaxListeners,
  listenerCount,
  addAbortListener,
  EventEmitter,
  usingDomains: false,
  errorMonitor,
  captureRejectionSymbol,
  kMaxEventTargetListeners: Symbol("events.maxEventTargetListeners"),
  kMaxEventTargetListenersWarned: Symbol("events.maxEventTargetListenersWarned"),
  init(this: any, options: any) {
    init(this, options);
  },
};
for (const name of Object.keys(statics)) (EventEmitter as any)[name] = statics[name];

const emitter = EventEmitter as any;
export default emitter;
export {
  EventEmitter,
  once,
  on,
  getEventListeners,
  getMaxListeners,
  setMaxListeners,
  listenerCount,
  addAbortListener,
  errorMonitor,
  captureRejectionSymbol,
  defaultMaxListeners,
  lazy_EventEmitterAsyncResource as EventEmitterAsyncResource,
};
export const usingDomains = false;
export const captureRejections = false;
