// What runs before and after tests, and how long anything of a test may take.
import type { Test } from "internal:test/test";
import { failed, isTestFailure } from "internal:test/failure";
import { callSite, within } from "internal:test/scope";
import { validateAbortSignal, validateNumber } from "internal:validate";
import { AbortController } from "web:abort";

const { setTimeout, clearTimeout } = host.timerFunctions;
const LONGEST = 2 ** 31 - 1;

export type HookKind = "before" | "after" | "beforeEach" | "afterEach";

/** The time limit among the options; without one, that of what is around. */
export function timeoutOf(options: any, outer: number): number {
  const { timeout } = options;
  if (timeout === undefined || timeout === null || timeout === Infinity) return outer;
  validateNumber(timeout, "options.timeout", 0, LONGEST);
  return timeout;
}

/** What a function of a test came to: one that takes a callback has it called, another one may be waited for. */
export function called(owner: any, fn: any, context: any): any {
  if (fn.length !== 2) return within(owner, () => Reflect.apply(fn, context, [context]));
  let done: any;
  const ended = new Promise<void>((resolve, reject) => {
    done = (error?: any) => (error ? reject(error) : resolve());
  });
  const returned = within(owner, () => Reflect.apply(fn, context, [context, done]));
  if (!(returned instanceof Promise)) return ended;
  owner.fail(
    failed("callbackAndPromisePresent", "passed a callback but also returned a Promise"),
  );
  return returned;
}

/** Waits for work, but not over the time limit, nor once the signal of its test says that it is over. */
export function limited(work: any, timeout: number, signal: any): Promise<any> {
  return new Promise((resolve, reject) => {
    let timer: any = null;
    const end = () => {
      if (timer !== null) clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    };
    const stop = () => {
      end();
      resolve(undefined);
    };
    signal.addEventListener("abort", stop);
    if (timeout !== Infinity) {
      timer = setTimeout(() => {
        end();
        reject(failed("testTimeoutFailure", `test timed out after ${timeout}ms`));
      }, timeout);
      timer.unref();
    }
    Promise.resolve(work).then(
      (value) => {
        end();
        resolve(value);
      },
      (error) => {
        end();
        reject(error);
      },
    );
  });
}

export class Hook {
  kind: HookKind;
  fn: any;
  /** Where it is said; for those who look at it as at a test. */
  place: string;
  test: Test;
  error: any = null;
  #timeout: number;
  #outer: any;
  #once: Promise<void> | undefined;

  constructor(test: Test, kind: HookKind, fn: any, options: any) {
    const about = options !== null && typeof options === "object" ? options : {};
    validateAbortSignal(about.signal, "options.signal");
    this.kind = kind;
    this.fn = typeof fn === "function" ? fn : () => {};
    this.test = test;
    this.place = callSite(host.errors.here());
    this.#timeout = timeoutOf(about, Infinity);
    this.#outer = about.signal;
  }

  fail(error: any): void {
    this.error ??= error;
  }

  /** Those around all tests run once. */
  run(context: any): Promise<void> {
    if (this.kind === "beforeEach" || this.kind === "afterEach") return this.#run(context);
    return (this.#once ??= this.#run(context));
  }

  async #run(context: any): Promise<void> {
    this.error = null;
    const controller = new AbortController();
    try {
      if (this.#outer?.aborted) throw this.#outer.reason;
      await limited(called(this, this.fn, context), this.#timeout, this.#outer ?? controller.signal);
    } catch (error) {
      this.fail(isTestFailure(error) ? error : failed("testCodeFailure", error));
    }
  }
}
