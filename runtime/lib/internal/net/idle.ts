// The time-out of a connection. It begins anew with all that comes or goes, which costs a number: the timer
// looks at it when it is due, and waits for the rest.
const { setTimeout: schedule, clearTimeout: cancel } = host.timerFunctions;

export class Idle {
  #call: () => void;
  #delay = 0;
  #since = 0;
  #timer: any = null;
  #due = 0;

  constructor(call: () => void) {
    this.#call = call;
  }

  /** From now on so many milliseconds; 0: never. */
  set(delay: number): void {
    this.#delay = delay;
    this.#since = host.turnStart();
    if (delay > 0 && (this.#timer === null || this.#since + delay < this.#due)) this.#arm(delay);
  }
  /** It begins anew. */
  touch(): void {
    this.#since = host.turnStart();
    // It has come once.
    if (this.#timer === null && this.#delay > 0) this.#arm(this.#delay);
  }
  stop(): void {
    this.#delay = 0;
    if (this.#timer !== null) cancel(this.#timer);
    this.#timer = null;
  }
  /** It goes with whoever runs now. */
  take(): void {
    if (this.#timer !== null) this.#arm(this.#due - host.turnStart());
  }

  #arm(delay: number): void {
    if (this.#timer !== null) cancel(this.#timer);
    this.#due = host.turnStart() + delay;
    this.#timer = schedule(() => this.#look(), delay).unref();
  }
  #look(): void {
    this.#timer = null;
    if (this.#delay === 0) return;
    const rest = this.#since + this.#delay - host.turnStart();
    if (rest > 0) return this.#arm(rest);
    this.#call();
  }
}
