// How library code uses the I/O thread: operations and resources. A native is given the number and does
// not wait; what it has to say comes back as a task of the loop, on behalf of the instance that asked.
import { coded } from "internal:errors";

export interface Fault {
  errno: number;
  code: string;
  message: string;
  /** As Node names it, when one is missing; the message is then what it is about. */
  permission?: string;
}

const { begin, end, keep, isLive, give, take, lets, outlive, moduleOf } = host.io;
/** Whether a retired instance runs, which begins nothing. */
export const { isGone } = host.io;

function record(kind: string, what: any, told: any, gone: any, isOnce: boolean): any {
  const made = begin(kind, what, told, gone, isOnce);
  if (made === null)
    throw coded(Error, "ERR_TOO_MANY_HANDLES", "The program has too many operations and resources open");
  return made;
}

/**
 * One operation: `start` hands the number to a native, `done` hears of the answer. What a retired
 * instance asks for is not begun, and never answered.
 */
export function operation(
  what: string | (() => string),
  start: (id: number) => void,
  done: (fault: Fault | null, value: any) => void,
  kind = "operation",
): { cancel(): void; ref(): void; unref(): void } {
  const told = (event: string, value: any) => (event === "failed" ? done(value, undefined) : done(null, value));
  const made = record(kind, what, told, undefined, true);
  if (made.id !== 0) start(made.id);
  return { cancel: () => end(made), ref: () => keep(made, true), unref: () => keep(made, false) };
}

/** The same as a promise; `failed` makes an error of the native's. */
export function op<T = any>(
  what: string,
  start: (id: number) => void,
  failed: (fault: Fault) => Error,
): Promise<T> {
  return new Promise((resolve, reject) => {
    operation(what, start, (fault, value) => (fault === null ? resolve(value) : reject(failed(fault))));
  });
}

/** Something that tells of many things until it is closed. */
export class Resource {
  #record: any;

  /**
   * `kind` and `what` are for the ledger. `gone` is called when the owner is retired: the resource is
   * closed by then, and nothing of the program may run.
   */
  constructor(kind: string, what: string | (() => string), told: (event: string, value: any) => void, gone?: () => void) {
    this.#record = record(kind, what, told, gone, false);
  }

  /** The number for natives; 0: a retired instance made it, and nothing may be begun. */
  get id(): number {
    return this.#record.id;
  }
  /** The number of the module whose it is. */
  get module(): number {
    return moduleOf(this.#record);
  }
  /** It goes with whoever owns the other from now on. */
  goWith(other: Resource): void {
    give(this.#record, other.#record);
  }
  /** It goes with whoever runs now. */
  take(): void {
    take(this.#record);
  }
  /**
   * For a server that another one may follow: `passOn` is called when it is over, with who answers in its
   * place, and says how many requests it has not answered. `done` is called for each of them that it has.
   */
  lets(server: object, passOn: (next: any, done: () => void) => { left: number; cut(): void }): void {
    lets(this.#record, server, passOn);
  }
  /** It belongs to the process and outlives its owners: `left` is called when one of them is retired. */
  outlives(left: () => void): void {
    outlive(this.#record, left);
  }
  get isOpen(): boolean {
    return isLive(this.#record);
  }
  /** Nothing more is heard of it, and what it stands for is let go of. */
  close(): void {
    end(this.#record);
  }
  ref(): void {
    keep(this.#record, true);
  }
  unref(): void {
    keep(this.#record, false);
  }
  hasRef(): boolean {
    return this.isOpen && this.#record.keepsAlive;
  }
}
