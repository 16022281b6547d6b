// What a readable stream has of an array: `map`, `filter`, `toArray` and the like.
import { invalidArgType, outOfRange } from "internal:errors";
import { validateAbortSignal, validateFunction, validateInteger, validateObject } from "internal:validate";
import { missingArgs } from "internal:stream/errors";
import { whenFinished } from "internal:stream/finished";
import { Readable } from "internal:stream/readable";
import { AbortController, AbortSignal, abortError } from "web:abort";

type Options = { signal?: any; concurrency?: number; highWaterMark?: number } | undefined;
const NOTHING = Symbol("nothing"),
  END = Symbol("end");

function checked(fn: any, options: any): void {
  if (typeof fn !== "function") throw invalidArgType("fn", ["Function", "AsyncFunction"], fn);
  checkedOptions(options);
}
function checkedOptions(options: any): void {
  if (options != null) validateObject(options, "options");
  if (options?.signal != null) validateAbortSignal(options.signal, "options.signal");
}
const stopIfAborted = (options: Options) => {
  if (options?.signal?.aborted) throw abortError(options.signal);
};

/** As many calls at once as asked for; their results in the order of the chunks. */
function map(this: any, fn: any, options?: any): AsyncGenerator<any> {
  checked(fn, options);
  let concurrency = 1;
  if (options?.concurrency != null) concurrency = Math.floor(options.concurrency);
  let ahead = concurrency - 1;
  if (options?.highWaterMark != null) ahead = Math.floor(options.highWaterMark);
  validateInteger(concurrency, "options.concurrency", 1);
  validateInteger(ahead, "options.highWaterMark", 0);
  return mapped(this, fn, options, concurrency, ahead + concurrency);
}

async function* mapped(
  stream: any,
  fn: any,
  options: Options,
  concurrency: number,
  most: number,
): AsyncGenerator<any> {
  const controller: any = new AbortController();
  const signals = options?.signal ? [options.signal, controller.signal] : [controller.signal];
  const signal: any = AbortSignal.any(signals);
  const queue: any[] = [];
  let running = 0,
    isDone = false;
  let wakeReader: (() => void) | undefined, wakePump: (() => void) | undefined;
  const moved = () => {
    if (wakePump && !isDone && running < concurrency && queue.length < most) {
      wakePump();
      wakePump = undefined;
    }
  };
  const answered = () => {
    running--;
    moved();
  };
  const wake = () => {
    wakeReader?.();
    wakeReader = undefined;
  };
  const failed = () => {
    isDone = true;
    answered();
  };
  async function pump(): Promise<void> {
    try {
      for await (let value of stream) {
        if (isDone) return;
        if (signal.aborted) throw abortError();
        try {
          value = fn(value, { signal });
          if (value === NOTHING) continue;
          value = Promise.resolve(value);
        } catch (error) {
          value = Promise.reject(error);
        }
        running++;
        value.then(answered, failed);
        queue.push(value);
        wake();
        if (!isDone && (queue.length >= most || running >= concurrency))
          await new Promise<void>((resolve) => (wakePump = resolve));
      }
      queue.push(END);
    } catch (error) {
      const value = Promise.reject(error);
      value.then(answered, failed);
      queue.push(value);
    } finally {
      isDone = true;
      wake();
    }
  }
  pump();
  try {
    for (;;) {
      while (queue.length > 0) {
        const value = await queue[0];
        if (value === END) return;
        if (signal.aborted) throw abortError();
        queue.shift();
        if (value !== NOTHING) yield value;
        moved();
      }
      await new Promise<void>((resolve) => (wakeReader = resolve));
    }
  } finally {
    isDone = true;
    controller.abort();
    wakePump?.();
  }
}

function filter(this: any, fn: any, options?: any): any {
  checked(fn, options);
  return passed(this, fn, options);
}
async function* passed(stream: any, fn: any, options: any): AsyncGenerator<any> {
  const test = async (value: any, given: any) => ((await fn(value, given)) ? [value] : []);
  for await (const kept of Reflect.apply(map, stream, [test, options])) if (kept.length > 0) yield kept[0];
}

function flatMap(this: any, fn: any, options?: any): any {
  const values = Reflect.apply(map, this, [fn, options]);
  return (async function* () {
    for await (const value of values) yield* value;
  })();
}

function count(value: any): number {
  const number = Number(value);
  if (number !== number) return 0;
  if (number < 0) throw outOfRange("number", ">= 0", number);
  return number;
}

function drop(this: any, number: any, options?: any): any {
  checkedOptions(options);
  let left = count(number);
  const stream = this;
  return (async function* () {
    stopIfAborted(options);
    for await (const value of stream) {
      stopIfAborted(options);
      if (left-- <= 0) yield value;
    }
  })();
}

function take(this: any, number: any, options?: any): any {
  checkedOptions(options);
  let left = count(number);
  const stream = this;
  return (async function* () {
    stopIfAborted(options);
    for await (const value of stream) {
      stopIfAborted(options);
      if (left-- > 0) yield value;
      // Does not ask for one more than wanted.
      if (left <= 0) return;
    }
  })();
}

function asIndexedPairs(this: any, options?: any): any {
  checkedOptions(options);
  const stream = this;
  return (async function* () {
    let index = 0;
    for await (const value of stream) {
      stopIfAborted(options);
      yield [index++, value];
    }
  })();
}

async function forEach(this: any, fn: any, options?: any): Promise<void> {
  if (typeof fn !== "function") throw invalidArgType("fn", ["Function", "AsyncFunction"], fn);
  const call = async (value: any, given: any) => {
    await fn(value, given);
    return NOTHING;
  };
  for await (const _ of Reflect.apply(map, this, [call, options]));
}

async function toArray(this: any, options?: any): Promise<any[]> {
  checkedOptions(options);
  const all: any[] = [];
  for await (const value of this) {
    stopIfAborted(options);
    all.push(value);
  }
  return all;
}

async function some(this: any, fn: any, options?: any): Promise<boolean> {
  for await (const _ of Reflect.apply(filter, this, [fn, options])) return true;
  return false;
}

async function every(this: any, fn: any, options?: any): Promise<boolean> {
  if (typeof fn !== "function") throw invalidArgType("fn", ["Function", "AsyncFunction"], fn);
  const not = async (...args: any[]) => !(await fn(...args));
  return !(await Reflect.apply(some, this, [not, options]));
}

async function find(this: any, fn: any, options?: any): Promise<any> {
  for await (const value of Reflect.apply(filter, this, [fn, options])) return value;
  return undefined;
}

async function reduce(this: any, reducer: any, initial: any, options?: any): Promise<any> {
  if (typeof reducer !== "function") throw invalidArgType("reducer", ["Function", "AsyncFunction"], reducer);
  checkedOptions(options);
  let hasValue = arguments.length > 1;
  let value = initial;
  if (options?.signal?.aborted) {
    const error = abortError(options.signal);
    this.once("error", () => {});
    await whenFinished(this.destroy(error)).catch(() => {});
    throw error;
  }
  const controller: any = new AbortController();
  if (options?.signal) options.signal.addEventListener("abort", () => controller.abort(), { once: true });
  const { signal } = controller;
  let isEmpty = true;
  try {
    for await (const chunk of this) {
      isEmpty = false;
      if (options?.signal?.aborted) throw abortError();
      if (hasValue) value = await reducer(value, chunk, { signal });
      else {
        value = chunk;
        hasValue = true;
      }
    }
    if (isEmpty && !hasValue) {
      const error: any = missingArgs("reduce");
      error.message = "Reduce of an empty stream requires an initial value";
      throw error;
    }
  } finally {
    controller.abort();
  }
  return value;
}

const proto: any = Readable.prototype;
const streaming: any = { asIndexedPairs, drop, filter, flatMap, map, take };
for (const name of Object.keys(streaming)) {
  const operator = streaming[name];
  const { [name]: method } = {
    [name](this: any, ...args: any[]) {
      return (Readable as any).from(Reflect.apply(operator, this, args));
    },
  };
  Object.defineProperty(proto, name, {
    __proto__: null,
    value: method,
    writable: true,
    configurable: true,
  } as any);
}
const promising: any = { every, forEach, reduce, toArray, some, find };
for (const name of Object.keys(promising))
  Object.defineProperty(proto, name, {
    __proto__: null,
    value: promising[name],
    writable: true,
    configurable: true,
  } as any);
