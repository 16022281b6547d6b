// Runs the steps of `fs`: each at once, or on the I/O thread.
import { operation } from "internal:io";
import { Buffer } from "node:buffer";

const natives = host.native("files");
const NO_BYTES = new Uint8Array(0);

/** A call of the system: its name, then texts, numbers and bytes. */
type Step = [string, ...any[]];
export type Steps<T = any> = Generator<Step, T, any>;

function sorted(step: Step): [string, string[], number[], Uint8Array] {
  const texts: string[] = [],
    numbers: number[] = [];
  let bytes = NO_BYTES;
  for (let i = 1; i < step.length; i++) {
    if (typeof step[i] === "string") texts.push(step[i]);
    else if (typeof step[i] === "number") numbers.push(step[i]);
    else bytes = step[i];
  }
  return [step[0], texts, numbers, bytes];
}

const STDIN = 0,
  STDERR = 2;

/**
 * The three that a process begins with are no files of the program: what it writes there is printed.
 * `undefined`: it is another file's step.
 */
function printed([name, fd, bytes]: Step): number | undefined {
  if (typeof fd !== "number" || fd > STDERR) return undefined;
  if (name === "close") return 0;
  if (name !== "write" || fd === STDIN) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  host.console.write(fd === STDERR ? "error" : "log", text);
  return bytes.length;
}
const isInput = ([name, fd]: Step): boolean => name === "read" && fd === STDIN;

/** A step that is made now. */
export const call = (name: string, ...rest: any[]): any => {
  const out = printed([name, ...rest]);
  if (out !== undefined) return out;
  if (isInput([name, ...rest])) return host.native("stdio").readNow(rest[1]);
  const [, texts, numbers, bytes] = sorted([name, ...rest]);
  return natives.now(name, texts, numbers, bytes);
};

/** Every step at once. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = host.resume(steps, undefined);
  while (!step.done) step = host.resume(steps, call(step.value[0], ...step.value.slice(1)));
  return step.value as T;
}

/**
 * Every step on the I/O thread. A wrong argument is thrown at once, and then what `check` finds. `signal`:
 * looked at between two steps.
 */
export function inTurn<T>(
  steps: Steps<T>,
  done: (error: any, value?: T) => void,
  signal?: any,
  check?: () => void,
): void {
  let step: any = host.resume(steps, undefined);
  check?.();
  let isGivenUp = false;
  /** Once: what it still has to do after that is to clean up. */
  const gaveUp = () => !isGivenUp && !!signal?.aborted && (isGivenUp = true);
  const go = () => {
    if (step.done) return done(null, step.value);
    const [name, texts, numbers, bytes] = sorted(step.value);
    const next = (fault: any, value?: any) => {
      try {
        // What was opened has to be told, to be closed again.
        if (name !== "open" && gaveUp()) step = host.abandon(steps);
        else step = host.resume(steps, fault ?? value);
        if (!step.done && gaveUp()) step = host.abandon(steps);
      } catch (error) {
        return done(error);
      }
      if (isGivenUp && step.done) return done(host.load("web:abort").abortError(signal));
      go();
    };
    if (name === "wait") {
      // What the program gave to wait for.
      new Promise((resolve) => resolve(step.value[1])).then(
        (value) => next(null, { value }),
        (reason) => next(null, { error: { reason } }),
      );
      return;
    }
    const out = printed(step.value);
    if (out !== undefined) host.timerFunctions.setImmediate(() => next(null, out));
    else if (isInput(step.value))
      operation("standard input", (id) => host.native("stdio").readLater(id), next);
    else operation(`fs ${name}`, (id) => natives.later(id, name, texts, numbers, bytes), next);
  };
  if (!step.done) return go();
  // What needs no step is answered in a later turn all the same.
  host.timerFunctions.setImmediate(go);
}
