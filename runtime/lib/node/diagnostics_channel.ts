// Node's `diagnostics_channel`: named channels within a program.
import { invalidArgType } from "internal:errors";
import { validateFunction } from "internal:validate";

const channels = new Map<string | symbol, Channel>();

export class Channel {
  name;
  #subscribers: Function[] = [];
  constructor(name: string | symbol) { this.name = name; }
  get hasSubscribers() { return this.#subscribers.length > 0; }
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
  publish(message: unknown) {
    for (const it of this.#subscribers) {
      try { Reflect.apply(it, undefined, [message, this.name]); } catch (error) {
        host.nextTick(() => { throw error; });
      }
    }
  }
}

export function channel(name: string | symbol): Channel {
  if (typeof name !== "string" && typeof name !== "symbol") throw invalidArgType("channel", ["string", "symbol"], name);
  let known = channels.get(name);
  if (known === undefined) channels.set(name, (known = new Channel(name)));
  return known;
}
export function hasSubscribers(name: string | symbol): boolean { return channels.get(name)?.hasSubscribers ?? false; }
export function subscribe(name: string | symbol, callback: Function) { return channel(name).subscribe(callback); }
export function unsubscribe(name: string | symbol, callback: Function) { return channel(name).unsubscribe(callback); }
