// Timers and dates of `mock.timers`: time goes on when it is told to.
import { coded, invalidArgValue } from "internal:errors";
import { validateInteger, validateObject } from "internal:validate";
import { AbortSignal } from "web:abort";

const APIS = ["setTimeout", "setInterval", "setImmediate", "Date", "scheduler.wait", "AbortSignal.timeout"];
const TIMERS: Record<string, string> = {
  __proto__: null,
  setTimeout: "clearTimeout",
  setInterval: "clearInterval",
  setImmediate: "clearImmediate",
} as any;

interface Timer {
  id: number;
  due: number;
  every: number | undefined;
  callback: any;
  args: any[];
}

const invalidState = (what: string) => coded(Error, "ERR_INVALID_STATE", `Invalid state: ${what}`);

export class MockTimers {
  #now = 0;
  #last = 0;
  #waiting: Timer[] = [];
  #kept: [any, string, PropertyDescriptor][] = [];
  #isOn = false;

  #replace(holder: any, name: string, value: any): void {
    const before = Object.getOwnPropertyDescriptor(holder, name)!;
    this.#kept.push([holder, name, before]);
    Object.defineProperty(holder, name, {
      __proto__: null,
      configurable: true,
      writable: true,
      enumerable: before.enumerable,
      value,
    } as any);
  }

  #add(callback: any, delay: any, every: boolean, args: any[]): any {
    const wait = Math.max(1, Number(delay) || 1);
    const timer = {
      id: ++this.#last,
      due: this.#now + wait,
      every: every ? wait : undefined,
      callback,
      args,
    };
    this.#waiting.push(timer);
    const handle: any = {
      id: timer.id,
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      refresh: () => handle,
    };
    handle[Symbol.toPrimitive] = () => timer.id;
    return handle;
  }
  #clear = (handle: any): void => {
    const id = typeof handle === "object" && handle !== null ? handle.id : Number(handle);
    this.#waiting = this.#waiting.filter((it) => it.id !== id);
  };

  enable(options: any = {}): void {
    validateObject(options, "options");
    if (this.#isOn) throw invalidState("MockTimers is already enabled!");
    const apis: any[] = options.apis ?? ["setTimeout", "setInterval", "setImmediate", "Date"];
    for (const api of apis)
      if (!APIS.includes(api)) throw invalidArgValue("options.apis", api, `option ${api} is not supported`);
    const { now = 0 } = options;
    if (now instanceof Date) this.#now = now.getTime();
    else {
      validateInteger(now, "initialTime", 0);
      this.#now = now;
    }
    this.#isOn = true;
    const promises = host.load("node:timers/promises").default;
    const modules = [globalThis, host.load("node:timers").default];
    const make: Record<string, any> = {
      setTimeout: (callback: any, delay: any, ...args: any[]) => this.#add(callback, delay, false, args),
      setInterval: (callback: any, delay: any, ...args: any[]) => this.#add(callback, delay, true, args),
      setImmediate: (callback: any, ...args: any[]) => {
        const timer = this.#add(callback, 1, false, args);
        this.#waiting[this.#waiting.length - 1].due = this.#now;
        return timer;
      },
    };
    for (const api of apis) {
      if (api in TIMERS) {
        for (const holder of modules) {
          this.#replace(holder, api, make[api]);
          this.#replace(holder, TIMERS[api], this.#clear);
        }
        if (api !== "setInterval")
          this.#replace(promises, api, (...args: any[]) => {
            const value = api === "setImmediate" ? args[0] : args[1];
            return new Promise((resolve) => make[api](() => resolve(value), args[0]));
          });
      } else if (api === "Date") this.#replace(globalThis, "Date", this.#date());
      else if (api === "AbortSignal.timeout")
        this.#replace(AbortSignal, "timeout", (delay: number) => {
          const { AbortController } = host.load("web:abort");
          const controller = new AbortController();
          this.#add(
            () =>
              controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError")),
            delay,
            false,
            [],
          );
          return controller.signal;
        });
    }
  }

  #date(): any {
    const Original = Date;
    const now = () => this.#now;
    function MockDate(this: any, ...args: any[]): any {
      if (new.target === undefined) return new Original(now()).toString();
      return args.length === 0
        ? Reflect.construct(Original, [now()], new.target)
        : Reflect.construct(Original, args, new.target);
    }
    const descriptors = Object.getOwnPropertyDescriptors(Original) as any;
    delete descriptors.prototype;
    Object.defineProperties(MockDate, descriptors);
    MockDate.prototype = Original.prototype;
    Object.defineProperty(MockDate, "now", {
      __proto__: null,
      value: now,
      configurable: true,
      writable: true,
    } as any);
    (MockDate as any).isMock = true;
    return MockDate;
  }

  #check(): void {
    if (!this.#isOn) throw invalidState("You should enable MockTimers first by calling the .enable function");
  }

  tick(time: any = 1): void {
    this.#check();
    if (time < 0) throw invalidArgValue("time", time, "time must be positive");
    // As in Node, the clock stands at the end while what is due is called.
    const end = (this.#now += time);
    for (;;) {
      let next: Timer | undefined;
      for (const it of this.#waiting)
        if (it.due <= end && (next === undefined || it.due < next.due)) next = it;
      if (next === undefined) break;
      if (next.every !== undefined) next.due += next.every;
      else this.#clear(next);
      Reflect.apply(next.callback, undefined, next.args);
    }
  }
  runAll(): void {
    this.#check();
    let last = this.#now;
    for (const it of this.#waiting) last = Math.max(last, it.due);
    this.tick(last - this.#now);
  }
  setTime(time: any = 0): void {
    this.#check();
    if (time < 0) throw invalidArgValue("time", time, "time must be positive");
    this.#now = time;
  }
  reset(): void {
    if (!this.#isOn) return;
    for (const [holder, name, before] of this.#kept.reverse()) Object.defineProperty(holder, name, before);
    this.#kept = [];
    this.#waiting = [];
    this.#now = 0;
    this.#isOn = false;
  }
  [Symbol.dispose](): void {
    this.reset();
  }
}
