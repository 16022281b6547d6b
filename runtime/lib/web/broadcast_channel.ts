// BroadcastChannel: the program's channels of one name hear each other.
import { coded } from "internal:errors";
import { asInterface } from "internal:interface";
import { Resource } from "internal:io";
import { structuredClone } from "web:clone";
import { EventTarget, defineHandler, dispatch } from "web:events";
import { MessageEvent } from "web:messages";

const { setImmediate: soon } = host.timerFunctions;
const named = new Map<string, BroadcastChannel[]>();
let isActive: (channel: BroadcastChannel) => boolean;
let deliver: (channel: BroadcastChannel, data: any) => void;

export class BroadcastChannel extends EventTarget {
  #name: string;
  #isClosed = false;
  #resource: any;

  static {
    isActive = (channel) => !channel.#isClosed;
    deliver = (channel, data) => {
      if (channel.#isClosed) return;
      dispatch(channel, new MessageEvent("message", { data: structuredClone(data) }), false);
    };
  }

  constructor(name: any) {
    if (arguments.length === 0) throw coded(TypeError, "ERR_MISSING_ARGS", 'The "name" argument must be specified');
    super();
    this.#name = `${name}`;
    const others = named.get(this.#name);
    if (others === undefined) named.set(this.#name, [this]);
    else others.push(this);
    this.#resource = new Resource("channel", () => this.#name, () => {}, () => this.#leave());
  }

  get name(): string {
    return this.#name;
  }
  close(): void {
    if (this.#isClosed) return;
    this.#leave();
    this.#resource.close();
  }
  #leave(): void {
    this.#isClosed = true;
    const rest = (named.get(this.#name) ?? []).filter((it) => it !== this);
    if (rest.length === 0) named.delete(this.#name);
    else named.set(this.#name, rest);
  }
  postMessage(message: any): void {
    if (arguments.length === 0)
      throw coded(TypeError, "ERR_MISSING_ARGS", 'The "message" argument must be specified');
    if (this.#isClosed) throw new DOMException("BroadcastChannel is closed.", "InvalidStateError");
    const data = structuredClone(message);
    for (const it of named.get(this.#name) ?? []) if (it !== this) soon(() => deliver(it, data));
  }
  ref(): this {
    if (!this.#isClosed) this.#resource.ref();
    return this;
  }
  unref(): this {
    this.#resource.unref();
    return this;
  }
}
for (const name of ["message", "messageerror"]) defineHandler(BroadcastChannel.prototype, name);
asInterface(BroadcastChannel, "BroadcastChannel", ["name", "close", "postMessage"]);
// As Node says it.
Object.defineProperty(BroadcastChannel.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "EventTarget",
  configurable: true,
} as any);
host.inspect.print(BroadcastChannel.prototype, (channel: any, depth: number, inspect: any) =>
  depth < 0 ? "BroadcastChannel" : `BroadcastChannel ${inspect({ name: channel.name, active: isActive(channel) })}`,
);
