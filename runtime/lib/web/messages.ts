// MessageChannel, MessagePort and MessageEvent: messages within a program, each a task of its own.
import { asInterface } from "internal:interface";
import { coded } from "internal:errors";
import { kTransfer } from "internal:clone_hooks";
import { Resource } from "internal:io";
import { structuredClone, transferList } from "web:clone";
import { Event, EventTarget, defineHandler, dispatch } from "web:events";

const { setImmediate: soon } = host.timerFunctions;
const TOKEN = {};

export class MessageEvent extends Event {
  #data: any;
  #origin: string;
  #lastEventId: string;
  #source: any;
  #ports: any[];
  constructor(type: string, init: any = {}) {
    super(type, init);
    const { data = null, origin = "", lastEventId = "", source = null, ports = [] } = init ?? {};
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
    this.#ports = Object.freeze([...ports]) as any;
  }
  get data(): any {
    return this.#data;
  }
  get origin(): string {
    return this.#origin;
  }
  get lastEventId(): string {
    return this.#lastEventId;
  }
  get source(): any {
    return this.#source;
  }
  get ports(): any[] {
    return this.#ports;
  }
}

/** Takes the first message that waits at a port. */
export let receive: (port: MessagePort) => { message: any } | undefined;
let join: (a: MessagePort, b: MessagePort) => void;

export class MessagePort extends EventTarget {
  #other: MessagePort | null = null;
  #queue: { data: any; ports: any[] }[] = [];
  #isStarted = false;
  #isClosed = false;
  /** It keeps the program while somebody listens. */
  #resource: any;
  #wrapped = new Map<any, any>();

  static {
    receive = (port) => {
      const next = port.#queue.shift();
      return next === undefined ? undefined : { message: next.data };
    };
    join = (a, b) => {
      a.#other = b;
      b.#other = a;
    };
  }

  constructor(token: unknown = undefined) {
    super();
    if (token !== TOKEN) throw coded(TypeError, "ERR_CONSTRUCT_CALL_INVALID", "Constructor cannot be called");
  }

  postMessage(message: any, options: any = undefined): any {
    if (arguments.length === 0)
      throw coded(TypeError, "ERR_MISSING_ARGS", "Not enough arguments to MessagePort.postMessage");
    if (options != null && typeof options !== "object")
      throw coded(
        TypeError,
        "ERR_INVALID_ARG_TYPE",
        "Optional transferList argument must be an iterable",
      );
    const isList = typeof options?.[Symbol.iterator] === "function";
    const transfer = isList
      ? transferList(options, "Optional transferList argument must be an iterable")
      : transferList(options?.transfer, "Optional options.transfer argument must be an iterable");
    const data = structuredClone(message, { transfer });
    const other = this.#other;
    if (other === null || other.#isClosed || this.#isClosed) return true;
    other.#queue.push({ data, ports: transfer.filter((it: any) => it instanceof MessagePort) });
    if (other.#isStarted) soon(() => other.#deliver());
    return true;
  }

  /** Each message is a task of its own. */
  start(): void {
    if (this.#isStarted || this.#isClosed) return;
    this.#isStarted = true;
    for (let i = 0; i < this.#queue.length; i++) soon(() => this.#deliver());
  }

  close(callback: any = undefined): void {
    if (typeof callback === "function") this.once("close", callback);
    if (this.#isClosed) return;
    const other = this.#other;
    // What was posted before is delivered before.
    soon(() => {
      this.#end();
      if (other !== null) other.#end();
    });
  }

  #end(): void {
    if (this.#isClosed) return;
    while (this.#isStarted && this.#queue.length > 0) this.#deliver();
    this.#isClosed = true;
    this.#resource?.close();
    dispatch(this, new Event("close"), true);
  }

  ref(): void {
    if (this.#isClosed) return;
    this.#resource ??= new Resource("port", "message port", () => {});
    this.#resource.ref();
  }
  unref(): void {
    this.#resource?.unref();
  }
  hasRef(): boolean {
    return this.#resource?.hasRef() ?? false;
  }

  #deliver(): void {
    if (this.#isClosed) return;
    const next = this.#queue.shift();
    if (next !== undefined) dispatch(this, new MessageEvent("message", next), true);
  }

  addEventListener(type: string, listener: any, options: any = undefined): void {
    super.addEventListener(type, listener, options);
    if (type !== "message") return;
    this.ref();
    this.start();
  }
  removeEventListener(type: string, listener: any, options: any = undefined): void {
    super.removeEventListener(type, listener, options);
  }

  // As an emitter, which Node's are as well: listeners get the value alone.
  on(type: string, listener: any): this {
    return this.#listen(type, listener, false);
  }
  addListener(type: string, listener: any): this {
    return this.#listen(type, listener, false);
  }
  once(type: string, listener: any): this {
    return this.#listen(type, listener, true);
  }
  #listen(type: string, listener: any, once: boolean): this {
    const wrapped = (event: any) => {
      if (once) this.#wrapped.delete(listener);
      Reflect.apply(listener, this, event instanceof MessageEvent ? [event.data] : []);
    };
    this.#wrapped.set(listener, wrapped);
    this.addEventListener(type, wrapped, { once });
    return this;
  }
  off(type: string, listener: any): this {
    this.removeEventListener(type, this.#wrapped.get(listener) ?? listener);
    this.#wrapped.delete(listener);
    return this;
  }
  removeListener(type: string, listener: any): this {
    return this.off(type, listener);
  }

  /** It is in this program already. */
  [kTransfer](): any {
    return this;
  }
}
for (const name of ["message", "messageerror"]) defineHandler(MessagePort.prototype, name);

export class MessageChannel {
  port1 = new MessagePort(TOKEN);
  port2 = new MessagePort(TOKEN);
  constructor() {
    join(this.port1, this.port2);
  }
}

for (const [Class, name, members] of [
  [MessageEvent, "MessageEvent", ["data", "origin", "lastEventId", "source", "ports"]],
  [MessagePort, "MessagePort", ["postMessage", "start", "close"]],
  [MessageChannel, "MessageChannel", []],
] as any[]) {
  asInterface(Class, name, members);
}
