// PerformanceObserver: told of entries, all of a turn together.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { validateFunction, validateObject } from "internal:validate";
import { type PerformanceEntry, onEntry, performance } from "web:performance";

const TOKEN = {};
const SUPPORTED = Object.freeze(["dns", "function", "gc", "http", "http2", "mark", "measure", "net", "resource"]);
const { setImmediate: soon } = host.timerFunctions;

export class PerformanceObserverEntryList {
  #list: PerformanceEntry[];
  constructor(token: unknown, list: PerformanceEntry[]) {
    if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    this.#list = list.slice().sort((a, b) => a.startTime - b.startTime);
  }
  getEntries(): PerformanceEntry[] {
    return this.#list.slice();
  }
  getEntriesByType(type: any): PerformanceEntry[] {
    return this.#list.filter((it) => it.entryType === `${type}`);
  }
  getEntriesByName(name: any, type: any = undefined): PerformanceEntry[] {
    return this.#list.filter((it) => it.name === `${name}` && (type === undefined || it.entryType === type));
  }
}

const observers = new Set<any>();
let pending = new Set<any>();
let isQueued = false;
let buffer: (observer: PerformanceObserver, entry: PerformanceEntry) => void;
let tell: (observer: PerformanceObserver) => void;
let shownOf: (observer: PerformanceObserver) => object;

function queue(observer: PerformanceObserver): void {
  pending.add(observer);
  if (isQueued) return;
  isQueued = true;
  soon(() => {
    isQueued = false;
    const all = pending;
    pending = new Set();
    for (const it of all) tell(it);
  });
}

onEntry((entry) => {
  for (const it of observers) buffer(it, entry);
});

export class PerformanceObserver {
  #callback: Function;
  #buffer: PerformanceEntry[] = [];
  #types: string[] = [];
  #isMultiple: boolean | null = null;

  static {
    buffer = (observer, entry) => {
      if (!observer.#types.includes(entry.entryType)) return;
      observer.#buffer.push(entry);
      queue(observer);
    };
    shownOf = (observer) => ({
      connected: observers.has(observer),
      pending: pending.has(observer),
      entryTypes: observer.#types,
      buffer: observer.#buffer,
    });
    tell = (observer) => {
      const list = new PerformanceObserverEntryList(TOKEN, observer.takeRecords());
      Reflect.apply(observer.#callback, observer, [list, observer]);
    };
  }

  constructor(callback: Function) {
    validateFunction(callback, "callback");
    this.#callback = callback;
  }

  observe(options: any = {}): void {
    validateObject(options, "options");
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined)
      throw coded(
        TypeError,
        "ERR_MISSING_ARGS",
        'The "options.entryTypes" and "options.type" arguments must be specified',
      );
    if (entryTypes != null && type != null)
      throw invalidArgValue("options.entryTypes", entryTypes, "options.entryTypes can not set with options.type together");
    const isMultiple = entryTypes !== undefined;
    if (this.#isMultiple !== null && this.#isMultiple !== isMultiple)
      throw new DOMException(
        `PerformanceObserver can not change to ${isMultiple ? "multiple observations" : "single observation"}`,
        "InvalidModificationError",
      );
    this.#isMultiple = isMultiple;
    if (isMultiple) {
      if (!Array.isArray(entryTypes)) throw invalidArgType("options.entryTypes", "string[]", entryTypes);
      this.#types = entryTypes.filter((it) => SUPPORTED.includes(it));
    } else {
      if (!SUPPORTED.includes(type)) return;
      if (!this.#types.includes(type)) this.#types.push(type);
      if (buffered) {
        for (const it of performance.getEntriesByType(type)) this.#buffer.push(it);
        queue(this);
      }
    }
    if (this.#types.length > 0) observers.add(this);
    else this.disconnect();
    host.hold(() => this.disconnect());
  }

  disconnect(): void {
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#types = [];
    this.#isMultiple = null;
  }
  takeRecords(): PerformanceEntry[] {
    const taken = this.#buffer;
    this.#buffer = [];
    return taken;
  }
  static get supportedEntryTypes(): readonly string[] {
    return SUPPORTED;
  }
}
for (const [Class, names] of [
  [PerformanceObserver, ["observe", "disconnect", "takeRecords"]],
  [PerformanceObserverEntryList, ["getEntries", "getEntriesByType", "getEntriesByName"]],
] as const) {
  for (const name of names)
    Object.defineProperty(Class.prototype, name, { __proto__: null, enumerable: true } as any);
  Object.defineProperty(Class.prototype, Symbol.toStringTag, {
    __proto__: null,
    value: Class.name,
    configurable: true,
  } as any);
}
host.inspect.print(PerformanceObserver.prototype, (observer: any, depth: number, inspect: any) =>
  depth < 0 ? "[PerformanceObserver]" : `PerformanceObserver ${inspect(shownOf(observer))}`,
);
