// A folder that is read entry by entry.
import { coded } from "internal:errors";
import { ioError } from "internal:errno";
import { type Steps, steps } from "internal:fs";
import { validateInteger } from "internal:validate";
import { optionsOf, pathOf } from "internal:fs_arguments";

/** Entries of a folder, one after the other. */
export class Dir {
  #entries: any[];
  #at = 0;
  #isClosed = false;
  readonly path: any;
  constructor(path: any, entries: any[]) {
    this.path = path;
    this.#entries = entries;
  }
  #check() {
    if (this.#isClosed) throw coded(Error, "ERR_DIR_CLOSED", "Directory handle was closed");
  }
  readSync(): any {
    this.#check();
    return this.#entries[this.#at++] ?? null;
  }
  closeSync(): void {
    this.#check();
    this.#isClosed = true;
  }
  read(callback?: any): any {
    if (callback === undefined) return soon().then(() => this.readSync());
    this.#check();
    soon().then(() => callback(null, this.readSync()));
  }
  close(callback?: any): any {
    if (callback === undefined) return soon().then(() => this.closeSync());
    this.closeSync();
    soon().then(() => callback(null));
  }
  async *entries() {
    try {
      for (;;) {
        const entry = await this.read();
        if (entry === null) break;
        yield entry;
      }
    } finally {
      await this.close();
    }
  }
  [Symbol.asyncIterator]() {
    return this.entries();
  }
}
const soon = () => new Promise<void>((resolve) => host.timerFunctions.setImmediate(() => resolve()));

export function* opening(path: any, options: any): Steps<Dir> {
  const name = pathOf(path);
  const { recursive, encoding, bufferSize } = optionsOf(options, {});
  if (bufferSize !== undefined) validateInteger(bufferSize, "options.bufferSize", 1, 2 ** 32 - 1);
  try {
    return new Dir(path, yield* steps.readdir(name, { recursive, encoding, withFileTypes: true }));
  } catch (error: any) {
    if (error.syscall !== "scandir") throw error;
    throw ioError(-error.errno, "opendir", name);
  }
}
