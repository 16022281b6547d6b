// Timers as promises.
import { coded } from "internal:errors";
import { validateAbortSignal, validateBoolean, validateNumber, validateObject } from "internal:validate";
import { abortError } from "web:abort";

const {
  setTimeout: schedule,
  clearTimeout: cancel,
  setImmediate: soon,
  clearImmediate: cancelSoon,
  setInterval: repeat,
  clearInterval: stop,
} = host.timerFunctions;

function options(value: any) {
  if (value !== undefined) validateObject(value, "options");
  const { signal, ref = true } = value ?? {};
  validateAbortSignal(signal, "options.signal");
  validateBoolean(ref, "options.ref");
  return { signal, ref };
}

function wait(
  begin: (done: () => void) => any,
  end: (handle: any) => void,
  value: unknown,
  given: any,
): Promise<any> {
  let signal: any, ref: boolean;
  try {
    ({ signal, ref } = options(given));
  } catch (error) {
    return Promise.reject(error);
  }
  if (signal?.aborted) return Promise.reject(abortError(signal));
  return new Promise((resolve, reject) => {
    const aborted = () => {
      end(handle);
      reject(abortError(signal));
    };
    const handle = begin(() => {
      if (signal !== undefined) signal.removeEventListener("abort", aborted);
      resolve(value);
    });
    if (!ref) handle.unref();
    if (signal !== undefined) signal.addEventListener("abort", aborted, { once: true });
  });
}

export function setTimeout(delay?: number, value?: unknown, given?: any): Promise<any> {
  if (delay !== undefined) {
    try {
      validateNumber(delay, "delay");
    } catch (error) {
      return Promise.reject(error);
    }
  }
  return wait((done) => schedule(done, delay), cancel, value, given);
}

export function setImmediate(value?: unknown, given?: any): Promise<any> {
  return wait((done) => soon(done), cancelSoon, value, given);
}

export async function* setInterval(delay?: number, value?: unknown, given?: any): AsyncGenerator<any> {
  const { signal, ref } = options(given);
  if (signal?.aborted) throw abortError(signal);
  let pending = 0;
  let wake: (() => void) | null = null,
    fail: ((error: unknown) => void) | null = null;
  const handle = repeat(() => {
    pending++;
    wake?.();
    wake = fail = null;
  }, delay);
  if (!ref) handle.unref();
  const aborted = () => {
    stop(handle);
    fail?.(abortError(signal));
    wake = fail = null;
  };
  if (signal !== undefined) signal.addEventListener("abort", aborted, { once: true });
  try {
    for (;;) {
      if (signal?.aborted) throw abortError(signal);
      if (pending === 0)
        await new Promise<void>((resolve, reject) => {
          wake = resolve;
          fail = reject;
        });
      for (; pending > 0; pending--) yield value;
    }
  } finally {
    stop(handle);
    if (signal !== undefined) signal.removeEventListener("abort", aborted);
  }
}

const TOKEN = {};
class Scheduler {
  constructor(token: unknown) {
    if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  }
  wait(delay: number, given?: any) {
    checkScheduler(this);
    return setTimeout(delay, undefined, given);
  }
  yield() {
    checkScheduler(this);
    return setImmediate();
  }
}
function checkScheduler(it: any): void {
  if (!(it instanceof Scheduler))
    throw coded(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type Scheduler');
}
export const scheduler = new Scheduler(TOKEN);
