// `fs.watchFile`: looks at a file again and again.
import { steps, inTurn } from "internal:fs";
import { pathOf } from "internal:fs_arguments";
import { Stats } from "internal:stats";
import { posix } from "internal:path";
import { validateFunction, validateNumber } from "internal:validate";
import EventEmitter from "node:events";

const USUAL = 5007;
const watchers = new Map<string, StatWatcher>();
const { setTimeout: after, clearTimeout: never } = host.timerFunctions;

export class StatWatcher extends (EventEmitter as any) {
  #path: string;
  #isBig: boolean;
  #interval: number;
  #last: any = null;
  #timer: any = null;
  #isRef: boolean;
  #isStopped = false;

  constructor(path: string, isBig: boolean, interval: number, isPersistent: boolean) {
    super();
    this.#path = path;
    this.#isBig = isBig;
    this.#interval = interval;
    this.#isRef = isPersistent;
    this.#look();
  }
  #look(): void {
    inTurn(steps.stat(this.#path, { bigint: this.#isBig }), (error, value) => {
      if (this.#isStopped) return;
      const now = error ? new Stats(new Array(13).fill(0), this.#isBig) : value;
      const last = this.#last;
      this.#last = now;
      this.#timer = after(() => this.#look(), this.#interval);
      if (!this.#isRef) this.#timer.unref();
      // A file that is not there is told of once.
      if (last === null ? error : isOther(now, last)) this.emit("change", now, last ?? now);
    });
  }
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    never(this.#timer);
    host.nextTick(() => this.emit("stop"));
  }
  ref(): this {
    this.#isRef = true;
    this.#timer?.ref();
    return this;
  }
  unref(): this {
    this.#isRef = false;
    this.#timer?.unref();
    return this;
  }
}

function isOther(a: any, b: any): boolean {
  for (const name of ["ctimeMs", "mtimeMs", "birthtimeMs", "size", "mode", "uid", "gid", "ino", "dev"])
    if (a[name] !== b[name]) return true;
  return false;
}

const fullPath = (path: any): string => posix.resolve(pathOf(path));

export function watchFile(path: any, options: any, listener?: any): any {
  const full = fullPath(path);
  if (options === null || typeof options !== "object") {
    listener = options;
    options = {};
  }
  const { persistent = true, interval = USUAL, bigint = false } = options;
  validateFunction(listener, "listener");
  validateNumber(interval, "interval");
  let watcher = watchers.get(full);
  if (watcher === undefined) {
    watchers.set(full, (watcher = new StatWatcher(full, bigint, interval, persistent)));
    host.hold(() => forget(full));
  }
  (watcher as any).addListener("change", listener);
  return watcher;
}

function forget(full: string): void {
  watchers.get(full)?.stop();
  watchers.delete(full);
}

export function unwatchFile(path: any, listener?: any): void {
  const full = fullPath(path);
  const watcher: any = watchers.get(full);
  if (watcher === undefined) return;
  if (typeof listener === "function") watcher.removeListener("change", listener);
  else watcher.removeAllListeners("change");
  if (watcher.listenerCount("change") === 0) forget(full);
}
