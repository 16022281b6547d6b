// `timerify`: a function that tells observers how long each call took.
import { invalidArgType } from "internal:errors";
import { validateFunction, validateObject } from "internal:validate";
import { ENTRY, PerformanceEntry, add } from "web:performance";

/** An entry of Node's own kinds, with a detail. */
export class PerformanceNodeEntry extends PerformanceEntry {
  #detail: unknown;
  constructor(token: unknown, name: string, type: string, start: number, duration: number, detail: unknown) {
    super(token, name, type, start, duration);
    this.#detail = detail;
  }
  get detail(): unknown {
    return this.#detail;
  }
  toJSON(): any {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

function took(name: string, start: number, args: any[], histogram: any): void {
  const duration = host.now() - start;
  if (histogram !== undefined) histogram.record(Math.max(1, Math.ceil(duration * 1e6)));
  const entry: any = new PerformanceNodeEntry(ENTRY, name, "function", start, duration, args);
  for (let i = 0; i < args.length; i++) entry[i] = args[i];
  add(entry, false);
}

export function timerify(fn: any, options: any): any {
  validateFunction(fn, "fn");
  validateObject(options, "options");
  const { histogram } = options;
  if (histogram !== undefined && (histogram === null || typeof histogram.record !== "function"))
    throw invalidArgType("options.histogram", "RecordableHistogram", histogram);
  const timerified = function (this: any, ...args: any[]): any {
    const start = host.now();
    const isNew = new.target !== undefined;
    const result = isNew ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args);
    if (!isNew && result != null && typeof result.finally === "function")
      return result.finally(() => took(fn.name, start, args, histogram));
    took(fn.name, start, args, histogram);
    return result;
  };
  Object.defineProperty(timerified, "length", { value: fn.length, configurable: false, enumerable: true });
  Object.defineProperty(timerified, "name", { value: `timerified ${fn.name}`, configurable: false, enumerable: true });
  return timerified;
}
