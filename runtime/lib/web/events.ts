// The DOM's events, without a tree.
import { coded, invalidArgType } from "internal:errors";

type Listener = {
  callback: any;
  once: boolean;
  capture: boolean;
  removed: boolean;
  isHandler: boolean;
  owner: unknown;
};

const NONE = 0,
  CAPTURING_PHASE = 1,
  AT_TARGET = 2,
  BUBBLING_PHASE = 3;

// What only the dispatcher may touch.
let begin: (event: Event, target: EventTarget, isTrusted: boolean) => void;
let end: (event: Event) => void;
let isStopped: (event: Event) => boolean;
let isDispatching: (event: Event) => boolean;

export class Event {
  #type: string;
  #bubbles: boolean;
  #cancelable: boolean;
  #composed: boolean;
  #target: EventTarget | null = null;
  #phase = NONE;
  #isStopped = false;
  #isPropagationStopped = false;
  #isPrevented = false;
  #isTrusted = false;
  #timeStamp = host.now();

  static {
    begin = (event, target, isTrusted) => {
      event.#target = target;
      event.#phase = AT_TARGET;
      event.#isTrusted = isTrusted;
    };
    end = (event) => {
      event.#phase = NONE;
      event.#isStopped = false;
      event.#isPropagationStopped = false;
    };
    isStopped = (event) => event.#isStopped;
    isDispatching = (event) => event.#phase !== NONE;
  }

  constructor(type: string, init: any = undefined) {
    if (arguments.length === 0)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "type" argument must be specified');
    if (init != null && typeof init !== "object" && typeof init !== "function")
      throw invalidArgType("options", "Object", init);
    this.#type = `${type}`;
    this.#bubbles = !!init?.bubbles;
    this.#cancelable = !!init?.cancelable;
    this.#composed = !!init?.composed;
  }

  get type() {
    return this.#type;
  }
  get target() {
    return this.#target;
  }
  get srcElement() {
    return this.#target;
  }
  get currentTarget() {
    return this.#phase === NONE ? null : this.#target;
  }
  get eventPhase() {
    return this.#phase;
  }
  get bubbles() {
    return this.#bubbles;
  }
  get cancelable() {
    return this.#cancelable;
  }
  get composed() {
    return this.#composed;
  }
  get defaultPrevented() {
    return this.#isPrevented;
  }
  get returnValue() {
    return !this.#isPrevented;
  }
  get timeStamp() {
    return this.#timeStamp;
  }
  get isTrusted() {
    return this.#isTrusted;
  }
  get cancelBubble() {
    return this.#isPropagationStopped;
  }
  set cancelBubble(value) {
    if (value) this.#isPropagationStopped = true;
  }
  composedPath() {
    return this.#phase === NONE ? [] : [this.#target];
  }
  preventDefault() {
    if (this.#cancelable) this.#isPrevented = true;
  }
  stopPropagation() {
    this.#isPropagationStopped = true;
  }
  stopImmediatePropagation() {
    this.#isStopped = true;
    this.#isPropagationStopped = true;
  }
  initEvent(type: string, bubbles = false, cancelable = false) {
    if (this.#phase !== NONE) return;
    this.#type = `${type}`;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
  }
}
for (const name of ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"]) {
  const value = { NONE, CAPTURING_PHASE, AT_TARGET, BUBBLING_PHASE }[name as "NONE"];
  Object.defineProperty(Event, name, { __proto__: null, value, enumerable: true } as any);
}
Object.defineProperty(Event.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "Event",
  configurable: true,
} as any);
for (const name of [
  "type",
  "target",
  "srcElement",
  "currentTarget",
  "eventPhase",
  "bubbles",
  "cancelable",
  "composed",
  "defaultPrevented",
  "returnValue",
  "timeStamp",
  "isTrusted",
  "cancelBubble",
  "composedPath",
  "preventDefault",
  "stopPropagation",
  "stopImmediatePropagation",
  "initEvent",
])
  Object.defineProperty(Event.prototype, name, { __proto__: null, enumerable: true } as any);

host.inspect.print(Event.prototype, (event: Event, depth: number, inspect: any) => {
  const name = host.inspect.constructorName(event) ?? "Event";
  if (depth < 0) return name;
  const { type, defaultPrevented, cancelable, timeStamp } = event;
  return `${name} ${inspect({ type, defaultPrevented, cancelable, timeStamp })}`;
});

export class CustomEvent extends Event {
  #detail: unknown;
  constructor(type: string, init: any = undefined) {
    if (arguments.length === 0)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "type" argument must be specified');
    super(type, init);
    this.#detail = init?.detail ?? null;
  }
  get detail() {
    return this.#detail;
  }
}
Object.defineProperty(CustomEvent.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "CustomEvent",
  configurable: true,
} as any);

let listenersOf: (target: EventTarget) => Map<string, Listener[]>;
let isTarget: (value: any) => boolean;

export class EventTarget {
  #listeners = new Map<string, Listener[]>();

  static {
    listenersOf = (target) => target.#listeners;
    isTarget = (value) => typeof value === "object" && value !== null && #listeners in value;
  }

  addEventListener(type: string, callback: any, options: any = undefined) {
    if (!isTarget(this))
      throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type EventTarget');
    if (arguments.length < 2)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "type" and "listener" arguments must be specified');
    const capture = typeof options === "boolean" ? options : !!options?.capture;
    const once = !!options?.once;
    // Asked for, as programs find out by this what there is.
    void options?.passive;
    const signal = options?.signal;
    if (signal !== undefined && (signal === null || typeof signal !== "object" || !("aborted" in signal)))
      throw invalidArgType("options.signal", "AbortSignal", signal);
    if (callback == null) return;
    if (typeof callback !== "function" && typeof callback !== "object")
      throw invalidArgType("listener", "EventListener", callback);
    if (signal?.aborted) return;
    const name = `${type}`;
    let list = this.#listeners.get(name);
    if (list === undefined) this.#listeners.set(name, (list = []));
    for (const it of list) if (it.callback === callback && it.capture === capture) return;
    list.push({
      callback,
      once,
      capture,
      removed: false,
      isHandler: false,
      owner: host.owners.current(),
    });
    if (signal !== undefined)
      signal.addEventListener("abort", () => this.removeEventListener(name, callback, { capture }), {
        once: true,
      });
  }

  removeEventListener(type: string, callback: any, options: any = undefined) {
    if (arguments.length < 2)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "type" and "listener" arguments must be specified');
    const capture = typeof options === "boolean" ? options : !!options?.capture;
    const name = `${type}`;
    const list = this.#listeners.get(name);
    if (list === undefined) return;
    const rest: Listener[] = [];
    for (const it of list) {
      if (it.callback === callback && it.capture === capture) it.removed = true;
      else rest.push(it);
    }
    this.#listeners.set(name, rest);
  }

  dispatchEvent(event: Event): boolean {
    if (!isTarget(this))
      throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type EventTarget');
    if (!(event instanceof Event)) throw invalidArgType("event", "Event", event);
    if (isDispatching(event))
      throw coded(Error, "ERR_EVENT_RECURSION", `The event "${event.type}" is already being dispatched`);
    dispatch(this, event, false);
    return !event.defaultPrevented;
  }
}
Object.defineProperty(EventTarget.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "EventTarget",
  configurable: true,
} as any);
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) {
  Object.defineProperty(EventTarget.prototype, name, { __proto__: null, enumerable: true } as any);
}
host.inspect.print(EventTarget.prototype, (target: EventTarget, depth: number) => {
  const name = host.inspect.constructorName(target) ?? "EventTarget";
  if (depth < 0) return name;
  return `${name} {}`;
});

/** Calls the listeners; what one of them throws is an uncaught error of its own and stops no other. */
export function dispatch(
  target: EventTarget,
  event: Event,
  isTrusted: boolean,
  thrown: (error: unknown) => void = later,
): void {
  begin(event, target, isTrusted);
  const list = listenersOf(target).get(event.type);
  if (list !== undefined) {
    const now = list.slice();
    for (let i = 0; i < now.length; i++) {
      const it = now[i];
      if (it.removed) continue;
      if (it.once) target.removeEventListener(event.type, it.callback, { capture: it.capture });
      try {
        host.owners.run(it.owner, () => {
          if (typeof it.callback === "function") {
            Reflect.apply(it.callback, target, [event]);
          } else {
            const { handleEvent } = it.callback;
            if (typeof handleEvent === "function") Reflect.apply(handleEvent, it.callback, [event]);
          }
        });
      } catch (error) {
        thrown(error);
      }
      if (isStopped(event)) break;
    }
  }
  end(event);
}

/** Uncaught, but not in the middle of a dispatch. */
function later(error: unknown): void {
  host.nextTick(() => {
    throw error;
  });
}

/** Defines `onNAME` for a class of targets. */
export function defineHandler(prototype: object, name: string): void {
  const handlers = new WeakMap<object, { current: any; listener: any }>();
  Object.defineProperty(prototype, `on${name}`, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return handlers.get(this)?.current ?? null;
    },
    set(value) {
      const callback =
        typeof value === "function" || (typeof value === "object" && value !== null) ? value : null;
      const known = handlers.get(this);
      if (known !== undefined) {
        known.current = callback;
        return;
      }
      if (callback === null) return;
      const handler = {
        current: callback,
        listener: (event: Event) => {
          if (typeof handler.current !== "function") return;
          if (Reflect.apply(handler.current, this, [event]) === false) event.preventDefault();
        },
      };
      handlers.set(this, handler);
      this.addEventListener(name, handler.listener);
    },
  } as any);
}

export function listenersFor(target: EventTarget, type: string): any[] {
  return (listenersOf(target).get(type) ?? []).map((it) => it.callback);
}

export const isEventTarget = (value: unknown) => isTarget(value);
