// `mock` of `node:test`: functions that remember how they were called.
import { invalidArgType, invalidArgValue } from "internal:errors";
import { validateFunction, validateInteger, validateObject } from "internal:validate";
import { MockTimers } from "internal:test/timers";

class MockFunctionContext {
  #calls: any[] = [];
  #state: { implementation: any; original: any; times: number | undefined; once: Map<number, any> };
  #restore: (() => void) | undefined;
  constructor(implementation: any, original: any, times: number | undefined, restore?: () => void) {
    this.#state = { implementation, original, times, once: new Map() };
    this.#restore = restore;
  }
  get calls(): any[] {
    return this.#calls.slice();
  }
  callCount(): number {
    return this.#calls.length;
  }
  mockImplementation(implementation: any): void {
    validateFunction(implementation, "implementation");
    this.#state.implementation = implementation;
  }
  mockImplementationOnce(implementation: any, onCall?: any): void {
    validateFunction(implementation, "implementation");
    const next = this.#calls.length;
    const at = onCall ?? next;
    validateInteger(at, "onCall", next);
    this.#state.once.set(at, implementation);
  }
  restore(): void {
    this.#state.implementation = this.#state.original;
    this.#state.times = undefined;
    this.#state.once.clear();
    this.#restore?.();
  }
  resetCalls(): void {
    this.#calls = [];
  }
  /** What this call runs. */
  static next(context: MockFunctionContext): any {
    const state = context.#state;
    const at = context.#calls.length;
    const once = state.once.get(at);
    if (once !== undefined) {
      state.once.delete(at);
      return once;
    }
    if (state.times !== undefined && at >= state.times) return state.original;
    return state.implementation;
  }
  static note(context: MockFunctionContext, call: any): void {
    context.#calls.push(call);
  }
}
const { next, note } = MockFunctionContext;
delete (MockFunctionContext as any).next;
delete (MockFunctionContext as any).note;

const nothing = function () {};

function mocked(original: any, implementation: any, times: number | undefined, restore?: () => void): any {
  const context = new MockFunctionContext(implementation, original, times, restore);
  const call = (run: any, args: any[], self: any, target: any): any => {
    const record: any = {
      arguments: args,
      error: undefined,
      result: undefined,
      stack: new Error(),
      target,
      this: self,
    };
    try {
      record.result = run();
      return record.result;
    } catch (error) {
      record.error = error;
      throw error;
    } finally {
      note(context, record);
    }
  };
  return new Proxy(original, {
    apply(_target, self, args) {
      const run = next(context);
      return call(() => Reflect.apply(run, self, args), args, self, undefined);
    },
    construct(target, args, newTarget) {
      const run = next(context);
      const record: any = {
        arguments: args,
        error: undefined,
        result: undefined,
        stack: new Error(),
        target,
        this: undefined,
      };
      try {
        const result = Reflect.construct(run, args, newTarget);
        record.this = result;
        record.result = result;
        return result;
      } catch (error) {
        record.error = error;
        throw error;
      } finally {
        note(context, record);
      }
    },
    get(target, key, receiver) {
      return key === "mock" ? context : Reflect.get(target, key, receiver);
    },
  });
}

function timesOf(options: any): number | undefined {
  if (options.times === undefined) return undefined;
  validateInteger(options.times, "options.times", 1);
  return options.times;
}

function found(object: any, name: PropertyKey): PropertyDescriptor | undefined {
  for (let at = object; at !== null && at !== undefined; at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

export class MockTracker {
  #made: MockFunctionContext[] = [];
  #timers: MockTimers | undefined;
  get timers(): MockTimers {
    return (this.#timers ??= new MockTimers());
  }
  fn(original: any = nothing, implementation: any = original, options: any = {}): any {
    if (original !== null && typeof original === "object") {
      options = original;
      original = nothing;
      implementation = original;
    } else if (implementation !== null && typeof implementation === "object") {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, "original");
    validateFunction(implementation, "implementation");
    validateObject(options, "options");
    const made = mocked(original, implementation, timesOf(options));
    this.#made.push(made.mock);
    return made;
  }
  method(object: any, name: any, implementation?: any, options: any = {}): any {
    if (object === null || (typeof object !== "object" && typeof object !== "function"))
      throw invalidArgType("object", "Object", object);
    if (implementation !== null && typeof implementation === "object") {
      options = implementation;
      implementation = undefined;
    }
    const { getter = false, setter = false } = options;
    if (getter && setter)
      throw invalidArgValue("options.setter", setter, "cannot be used with 'options.getter'");
    const descriptor = found(object, name);
    const original: any = getter ? descriptor?.get : setter ? descriptor?.set : descriptor?.value;
    if (typeof original !== "function") throw invalidArgValue("methodName", original, "must be a method");
    const restore = () => {
      Object.defineProperty(object, name, descriptor!);
    };
    const made = mocked(original, implementation ?? original, timesOf(options), restore);
    const { configurable, enumerable } = descriptor!;
    const replaced: any = { __proto__: null, configurable, enumerable };
    if (getter || setter) {
      replaced.get = getter ? made : descriptor!.get;
      replaced.set = setter ? made : descriptor!.set;
    } else {
      replaced.writable = descriptor!.writable;
      replaced.value = made;
    }
    Object.defineProperty(object, name, replaced);
    this.#made.push(made.mock);
    return made;
  }
  getter(object: any, name: any, implementation?: any, options: any = {}): any {
    if (implementation !== null && typeof implementation === "object") {
      options = implementation;
      implementation = undefined;
    }
    return this.method(object, name, implementation, { ...options, getter: true });
  }
  setter(object: any, name: any, implementation?: any, options: any = {}): any {
    if (implementation !== null && typeof implementation === "object") {
      options = implementation;
      implementation = undefined;
    }
    return this.method(object, name, implementation, { ...options, setter: true });
  }
  reset(): void {
    this.restoreAll();
    this.#timers?.reset();
    this.#made = [];
  }
  restoreAll(): void {
    for (const it of this.#made) it.restore();
  }
}
