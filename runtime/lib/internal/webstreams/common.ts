// What all streams of the web share: their inner state, queues, strategies, checks.
import { asInterface } from "internal:interface";
import { coded, invalidArgType, invalidArgValue } from "internal:errors";

/** Where an object keeps what the standard calls its internal slots. */
export const S = Symbol("state");
export const TOKEN = {};

export const invalidState = (text: string) => coded(TypeError, "ERR_INVALID_STATE", `Invalid state: ${text}`);
export const invalidThis = (name: string) =>
  coded(TypeError, "ERR_INVALID_THIS", `Value of "this" must be of type ${name}`);

export function illegal(token: unknown): void {
  if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
}

/** A promise and what settles it. It is no failure that nobody looks at it. */
export type Deferred = {
  promise: Promise<any>;
  resolve?: (value?: any) => void;
  reject?: (error: any) => void;
};
export function deferred(): Deferred {
  return Promise.withResolvers<any>();
}
export const handled = (promise: Promise<any>): Promise<any> => {
  promise.then(undefined, () => {});
  return promise;
};
export const resolved = (value?: any): Deferred => ({ promise: Promise.resolve(value) });
export const rejected = (error: any): Deferred => ({ promise: handled(Promise.reject(error)) });

export function settle(it: Deferred, isRejected: boolean, value?: any): void {
  const done = isRejected ? it.reject : it.resolve;
  it.resolve = it.reject = undefined;
  if (isRejected) handled(it.promise);
  done?.(value);
}

/** What a method of the program's answers, as a promise. One that it answers costs its turns, as in Node. */
export function called(method: any, self: any, args: any[]): Promise<any> {
  return new Promise((resolve) => resolve(Reflect.apply(method, self, args)));
}
export const nothing = () => Promise.resolve();

/** A method of a source, sink or transformer; `undefined`: it has none. */
export function methodOf(object: any, name: string, what: string): any {
  const method = object[name];
  if (method === undefined) return undefined;
  if (typeof method !== "function") throw invalidArgType(`${what}.${name}`, "Function", method);
  return method;
}

export function checkDictionary(value: any, name: string): void {
  if (value === undefined || (typeof value === "object" && value !== null) || typeof value === "function")
    return;
  throw invalidArgType(name, "object", value);
}

export function highWaterMarkOf(strategy: any, otherwise: number): number {
  const { highWaterMark } = strategy;
  if (highWaterMark === undefined) return otherwise;
  const number = +highWaterMark;
  if (number !== number || number < 0)
    throw invalidValue(RangeError, "property", "strategy.highWaterMark", number);
  return number;
}

export function sizeOf(strategy: any): (chunk: any) => number {
  const { size } = strategy;
  if (size === undefined) return () => 1;
  if (typeof size !== "function") throw invalidArgType("strategy.size", "Function", size);
  return (chunk) => Reflect.apply(size, undefined, [chunk]);
}

export const invalidValue = (Base: any, kind: "argument" | "property", name: string, value: any) =>
  coded(
    Base,
    "ERR_INVALID_ARG_VALUE",
    `The ${kind} '${name}' is invalid. Received ${host.inspect.inspect(value)}`,
  );

/** The queue of a controller, with the sizes of what is in it. */
export function enqueueSized(state: any, value: any, size: any): void {
  const number = +size;
  if (number !== number || number < 0 || number === Infinity)
    throw invalidValue(RangeError, "argument", "size", number);
  state.queue.push({ value, size: number });
  state.queueSize += number;
}
export function dequeue(state: any): any {
  const { value, size } = state.queue.shift();
  state.queueSize = Math.max(0, state.queueSize - size);
  return value;
}
export function resetQueue(state: any): void {
  state.queue = [];
  state.queueSize = 0;
}

/** Makes a class what the standard says of an interface: members enumerable, a tag, a way to be shown. */
export function describe(Class: any, name: string, members: string[], shown?: (it: any) => any): void {
  asInterface(Class, name, members);
  host.inspect.print(Class.prototype, (it: any, depth: number, inspect: any) => {
    if (!(S in it)) return undefined;
    if (depth < 0) return `[${name}]`;
    return `${name} ${inspect(shown === undefined ? {} : shown(it))}`;
  });
}

export const isDetached = (buffer: any): boolean => buffer.detached === true;

export { coded, invalidArgType, invalidArgValue };
