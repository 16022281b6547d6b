// `FileHandle`: an open file of `fs/promises`. It is closed when nothing uses it any more.
import { type Steps, inTurn, steps } from "internal:fs";
import { optionsOf } from "internal:fs_arguments";
import { validateAbortSignal } from "internal:validate";
import { abortError } from "web:abort";
import { Buffer } from "node:buffer";
import { EventEmitter } from "node:events";

export function later<T>(work: () => Steps<T>, signal?: any): Promise<T> {
  return new Promise((resolve, reject) => {
    inTurn(work(), (error, value) => (error ? reject(error) : resolve(value as T)), signal);
  });
}

/** The signal of options; refuses at once when it has come to an end. */
export function signalOf(options: any): any {
  const signal = typeof options === "object" && options !== null ? options.signal : undefined;
  validateAbortSignal(signal, "options.signal");
  if (signal?.aborted) throw abortError(signal);
  return signal;
}

/** Something to be written part by part. */
export const isInParts = (data: any): boolean =>
  data !== null &&
  typeof data === "object" &&
  !ArrayBuffer.isView(data) &&
  (typeof data[Symbol.asyncIterator] === "function" || typeof data[Symbol.iterator] === "function");

export async function writeParts(fd: number, parts: any, options: any): Promise<void> {
  const { encoding } = optionsOf(options, { encoding: "utf8" });
  const signal = signalOf(options);
  for await (const part of parts) {
    if (signal?.aborted) throw abortError(signal);
    const bytes = ArrayBuffer.isView(part) ? part : Buffer.from(part, encoding ?? "utf8");
    await later(() => steps.writeFile(fd, bytes), signal);
  }
}

/** For streams and operations, which keep it open. */
export let use: (handle: FileHandle) => void;
export let release: (handle: FileHandle) => void;

export class FileHandle extends (EventEmitter as any) {
  #fd: number;
  /** The opener's, and one for each stream and operation. */
  #users = 1;
  #closing: Promise<void> | undefined;
  #settle: ((work: Promise<void>) => void) | undefined;
  constructor(fd: number) {
    super();
    this.#fd = fd;
  }
  get fd() {
    return this.#fd;
  }
  static {
    use = (handle) => {
      handle.#users++;
    };
    release = (handle) => {
      if (--handle.#users > 0) return;
      const fd = handle.#fd;
      handle.#fd = -1;
      handle.#settle?.(later(() => steps.close(fd)));
    };
  }
  async #with<T>(syscall: string, work: (fd: number) => Promise<T>): Promise<T> {
    if (this.#fd < 0) {
      const error: any = new Error("file closed");
      error.code = "EBADF";
      error.syscall = syscall;
      throw error;
    }
    use(this);
    try {
      return await work(this.#fd);
    } finally {
      release(this);
    }
  }
  close() {
    if (this.#fd < 0) return this.#closing ?? Promise.resolve();
    if (this.#closing !== undefined) return this.#closing;
    this.#closing = new Promise<void>((resolve) => {
      this.#settle = resolve;
    }).finally(() => {
      this.#closing = undefined;
    });
    const closing = this.#closing;
    release(this);
    this.emit("close");
    return closing;
  }
  read(buffer?: any, offset?: any, length?: any, position?: any) {
    if (!ArrayBuffer.isView(buffer)) ({ buffer, offset, length, position } = buffer ?? {});
    else if (offset !== null && typeof offset === "object") ({ offset, length, position } = offset);
    buffer ??= Buffer.alloc(16384);
    offset ??= 0;
    length ??= buffer.byteLength - offset;
    return this.#with("read", async (fd) => ({
      __proto__: null,
      bytesRead: await later(() => steps.read(fd, buffer, offset, length, position)),
      buffer,
    }));
  }
  write(buffer: any, offset?: any, length?: any, position?: any) {
    return this.#with("write", async (fd) => ({
      __proto__: null,
      bytesWritten: await later(() => steps.write(fd, buffer, offset, length, position)),
      buffer,
    }));
  }
  readv(buffers: any, position?: any) {
    return this.#with("readv", async (fd) => ({
      __proto__: null,
      bytesRead: await later(() => steps.readv(fd, buffers, position)),
      buffers,
    }));
  }
  writev(buffers: any, position?: any) {
    return this.#with("writev", async (fd) => ({
      __proto__: null,
      bytesWritten: await later(() => steps.writev(fd, buffers, position)),
      buffers,
    }));
  }
  readFile(options?: any) {
    return this.#with("readFile", async (fd) => later(() => steps.readFile(fd, options), signalOf(options)));
  }
  writeFile(data: any, options?: any) {
    return this.#with("writeFile", async (fd) =>
      isInParts(data)
        ? writeParts(fd, data, options)
        : later(() => steps.writeFile(fd, data, options), signalOf(options)),
    );
  }
  appendFile(data: any, options?: any) {
    return this.writeFile(data, options);
  }
  stat(options?: any) {
    return this.#with("fstat", (fd) => later(() => steps.fstat(fd, options)));
  }
  truncate(length?: number) {
    return this.#with("ftruncate", (fd) => later(() => steps.ftruncate(fd, length)));
  }
  chmod(mode: any) {
    return this.#with("fchmod", (fd) => later(() => steps.fchmod(fd, mode)));
  }
  chown(uid: any, gid: any) {
    return this.#with("fchown", (fd) => later(() => steps.fchown(fd, uid, gid)));
  }
  utimes(read: any, written: any) {
    return this.#with("futimes", (fd) => later(() => steps.futimes(fd, read, written)));
  }
  sync() {
    return this.#with("fsync", (fd) => later(() => steps.fsync(fd)));
  }
  datasync() {
    return this.#with("fdatasync", (fd) => later(() => steps.fdatasync(fd)));
  }
  readLines(options?: any) {
    const { createInterface } = host.load("node:readline");
    return createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });
  }
  createReadStream(options?: any) {
    return host.load("internal:fs_streams").createReadStream(undefined, { ...options, fd: this });
  }
  createWriteStream(options?: any) {
    return host.load("internal:fs_streams").createWriteStream(undefined, { ...options, fd: this });
  }
  readableWebStream() {
    return host.load("internal:stream/web").readableToWeb(this.createReadStream({ autoClose: false }));
  }
  async [Symbol.asyncDispose]() {
    await this.close();
  }
}
