// Node's `diagnostics_channel`: named channels within a program.
import { invalidArgType } from "internal:errors";
import { listen } from "internal:published";
import { validateFunction } from "internal:validate";

const channels = new Map<string | symbol, Channel>();

export class Channel {
  name;
  static [Symbol.hasInstance](it: any): boolean {
    return Object.getPrototypeOf(it) === Channel.prototype;
  }
  #subscribers: Function[] = [];
  #stores = new Map<any, ((data: any) => any) | undefined>();
  constructor(name: string | symbol) {
    this.name = name;
  }
  get hasSubscribers() {
    return this.#subscribers.length > 0 || this.#stores.size > 0;
  }
  subscribe(callback: Function) {
    validateFunction(callback, "subscription");
    this.#subscribers = [...this.#subscribers, callback];
  }
  unsubscribe(callback: Function): boolean {
    const at = this.#subscribers.indexOf(callback);
    if (at < 0) return false;
    this.#subscribers = this.#subscribers.filter((_, index) => index !== at);
    return true;
  }
  /** Within `runStores` the store holds what `transform` makes of the message. */
  bindStore(store: any, transform: any = undefined): void {
    this.#stores.set(store, transform);
  }
  unbindStore(store: any): boolean {
    return this.#stores.delete(store);
  }
  runStores(data: any, callback: any, thisArg: any = undefined, ...args: any[]): any {
    let run = () => {
      this.publish(data);
      return Reflect.apply(callback, thisArg, args);
    };
    for (const [store, transform] of this.#stores) {
      const inner = run;
      run = () => {
        let context = data;
        if (transform !== undefined) {
          try {
            context = transform(data);
          } catch (error) {
            host.nextTick(() => {
              throw error;
            });
            return inner();
          }
        }
        return store.run(context, inner);
      };
    }
    return run();
  }
  publish(message: unknown) {
    for (const it of this.#subscribers) {
      try {
        Reflect.apply(it, undefined, [message, this.name]);
      } catch (error) {
        host.nextTick(() => {
          throw error;
        });
      }
    }
  }
}

export function channel(name: string | symbol): Channel {
  if (typeof name !== "string" && typeof name !== "symbol")
    throw invalidArgType("channel", ["string", "symbol"], name);
  let known = channels.get(name);
  if (known === undefined) channels.set(name, (known = new Channel(name)));
  return known;
}
listen((name, message) => {
  const known = channels.get(name);
  if (known?.hasSubscribers) known.publish(message());
});

export function hasSubscribers(name: string | symbol): boolean {
  return channels.get(name)?.hasSubscribers ?? false;
}
export function subscribe(name: string | symbol, callback: Function) {
  return channel(name).subscribe(callback);
}
export function unsubscribe(name: string | symbol, callback: Function) {
  return channel(name).unsubscribe(callback);
}

const EVENTS = ["start", "end", "asyncStart", "asyncEnd", "error"];

/** The five channels of one kind of operation. */
class TracingChannel {
  declare start: Channel;
  declare end: Channel;
  declare asyncStart: Channel;
  declare asyncEnd: Channel;
  declare error: Channel;
  constructor(given: any) {
    if (typeof given !== "string" && (given === null || typeof given !== "object"))
      throw invalidArgType("nameOrChannels", ["string", "object", "TracingChannel"], given);
    for (const event of EVENTS) {
      const it = typeof given === "string" ? channel(`tracing:${given}:${event}`) : given?.[event];
      if (!(it instanceof Channel)) {
        throw invalidArgType(`nameOrChannels.${event}`, "Channel", it);
      }
      Object.defineProperty(this, event, { __proto__: null, value: it } as any);
    }
  }
  get hasSubscribers(): boolean {
    return EVENTS.some((event) => (this as any)[event].hasSubscribers);
  }
  subscribe(handlers: any): void {
    for (const event of EVENTS) if (handlers[event]) (this as any)[event].subscribe(handlers[event]);
  }
  unsubscribe(handlers: any): boolean {
    let done = true;
    for (const event of EVENTS)
      if (handlers[event] && !(this as any)[event].unsubscribe(handlers[event])) done = false;
    return done;
  }
  /** Between `start` and `end`; what is thrown is told too. */
  #within(context: any, call: () => any): any {
    return this.start.runStores(context, () => {
      try {
        return call();
      } catch (error) {
        context.error = error;
        this.error.publish(context);
        throw error;
      } finally {
        this.end.publish(context);
      }
    });
  }
  traceSync(body: any, context: any = {}, self: any = undefined, ...args: any[]): any {
    if (!this.hasSubscribers) return Reflect.apply(body, self, args);
    return this.#within(context, () => {
      const result = Reflect.apply(body, self, args);
      context.result = result;
      return result;
    });
  }
  tracePromise(body: any, context: any = {}, self: any = undefined, ...args: any[]): any {
    if (!this.hasSubscribers) return Reflect.apply(body, self, args);
    const settled = (name: string, value: any) => {
      context[name] = value;
      if (name === "error") this.error.publish(context);
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
    };
    return this.#within(context, () => {
      let promise = Reflect.apply(body, self, args);
      if (!(promise instanceof Promise)) promise = Promise.resolve(promise);
      return promise.then(
        (value: any) => {
          settled("result", value);
          return value;
        },
        (error: any) => {
          settled("error", error);
          return Promise.reject(error);
        },
      );
    });
  }
  traceCallback(body: any, position = -1, context: any = {}, self: any = undefined, ...args: any[]): any {
    if (!this.hasSubscribers) return Reflect.apply(body, self, args);
    const at = position < 0 ? args.length + position : position;
    const callback = args[at];
    validateFunction(callback, "callback");
    const tracing = this;
    args[at] = function (this: any, error: any, result: any) {
      if (error) {
        context.error = error;
        tracing.error.publish(context);
      } else context.result = result;
      return tracing.asyncStart.runStores(context, () => {
        try {
          return Reflect.apply(callback, this, [error, result]);
        } finally {
          tracing.asyncEnd.publish(context);
        }
      });
    };
    return this.#within(context, () => Reflect.apply(body, self, args));
  }
}

export function tracingChannel(given: any): TracingChannel {
  return new TracingChannel(given);
}
