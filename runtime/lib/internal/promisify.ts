// `util.promisify`, which timers know of as well.
import { validateFunction } from "internal:validate";

const custom = Symbol.for("nodejs.util.promisify.custom");
const argumentNames = Symbol("customPromisifyArgs");

export function promisify(original: any): any {
  validateFunction(original, "original");
  const own = original[custom];
  if (own) {
    validateFunction(own, "util.promisify.custom");
    return Object.defineProperty(own, custom, { __proto__: null, value: own, enumerable: false, writable: false, configurable: true } as any);
  }
  const names = original[argumentNames];
  function fn(this: any, ...args: any[]) {
    return new Promise((resolve, reject) => {
      args.push((error: unknown, ...values: any[]) => {
        if (error) return reject(error);
        if (names !== undefined && values.length > 1) {
          const out: any = {};
          for (let i = 0; i < names.length; i++) out[names[i]] = values[i];
          resolve(out);
        } else resolve(values[0]);
      });
      Reflect.apply(original, this, args);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  Object.defineProperty(fn, custom, { __proto__: null, value: fn, enumerable: false, writable: false, configurable: true } as any);
  return Object.defineProperties(fn, Object.getOwnPropertyDescriptors(original));
}
(promisify as any).custom = custom;

/** What `promisify` gives for this function. */
export function define(original: any, promised: any): void {
  Object.defineProperty(original, custom, { __proto__: null, get: () => promised, enumerable: true, configurable: true } as any);
}

/** The names by which several results are given. */
export function nameResults(original: any, names: string[]): void {
  Object.defineProperty(original, argumentNames, { __proto__: null, value: names, configurable: true } as any);
}
