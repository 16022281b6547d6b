// The program's own events: `addEventListener` of the global object, and `onerror` and its kin. What a listener
// prevents is handled, as with a listener of `process`; the rest goes on to `process` and to the editor.
import { Event, EventTarget, defineHandler, dispatch } from "web:events";
import { ErrorEvent, PromiseRejectionEvent } from "web:event_classes";

const target: any = new EventTarget();
const HANDLERS = ["error", "unhandledrejection", "rejectionhandled"];
for (const name of HANDLERS.slice(1)) defineHandler(target, name);

/** `onerror` alone is not given the event, and prevents by `true`. */
let handler: { callback: any; listener: any } | null = null;
Object.defineProperty(target, "onerror", {
  __proto__: null,
  get: () => handler?.callback ?? null,
  set(callback: any) {
    if (handler !== null) removeEventListener("error", handler.listener);
    handler = null;
    if (typeof callback !== "function") return;
    const listener = (event: any) => {
      const { message, filename, lineno, colno, error } = event;
      const isError = event instanceof ErrorEvent;
      const args = isError ? [message, filename, lineno, colno, error] : [event];
      if (Reflect.apply(callback, globalThis, args) === true) event.preventDefault();
    };
    handler = { callback, listener };
    addEventListener("error", listener);
  },
} as any);

/** Listeners go with the module that added them. */
export function addEventListener(type: any, callback: any, options: any = undefined): void {
  if (arguments.length < 2) return Reflect.apply(target.addEventListener, target, arguments.length === 0 ? [] : [type]);
  target.addEventListener(type, callback, options);
  host.hold(() => target.removeEventListener(type, callback, options));
}
export function removeEventListener(type: any, callback: any, options: any = undefined): void {
  target.removeEventListener(type, callback, options);
}
export function dispatchEvent(event: any): boolean {
  return target.dispatchEvent(event);
}

/** What the global object has instead of the names: `onerror` is an accessor of the standard's. */
export const accessors: Record<string, PropertyDescriptor> = {};
for (const name of HANDLERS) {
  accessors[`on${name}`] = {
    configurable: true,
    enumerable: true,
    get: () => target[`on${name}`],
    set(value: any) {
      target[`on${name}`] = value;
      if (name !== "error" && value !== null)
        host.hold(() => {
          if (target[`on${name}`] === value) target[`on${name}`] = null;
        });
    },
  };
}
export const onerror = null,
  onunhandledrejection = null,
  onrejectionhandled = null;

let isDispatching = false;
host.errors.listenEvents((kind: string, value: unknown, promise: unknown): boolean => {
  // What a listener throws is no event again: it would never end.
  if (isDispatching) return false;
  let event: Event;
  if (kind === "uncaught") {
    const { dataProperty, inspect } = host.inspect;
    const said = host.isError(value) ? `${dataProperty(value, "name")}: ${dataProperty(value, "message")}` : inspect(value, -1);
    event = new ErrorEvent("error", { cancelable: true, message: `Uncaught ${said}`, error: value });
  } else {
    const type = kind === "handled" ? "rejectionhandled" : "unhandledrejection";
    event = new PromiseRejectionEvent(type, { cancelable: kind !== "handled", promise, reason: value });
  }
  isDispatching = true;
  try {
    dispatch(target, event, true, (error) => host.errors.raise("uncaught", error, ""));
  } finally {
    isDispatching = false;
  }
  return event.defaultPrevented;
});
