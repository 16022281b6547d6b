// Node's `fs/promises`: the work is done on the I/O thread.
import { type Steps, inTurn, steps } from "internal:fs";
import { constants, optionsOf, pathOf } from "internal:fs_arguments";
import { opening } from "internal:fs_dir";
import { abortError } from "web:abort";
import { Buffer } from "node:buffer";

function later<T>(work: () => Steps<T>, signal?: any): Promise<T> {
  return new Promise((resolve, reject) => {
    inTurn(work(), (error, value) => (error ? reject(error) : resolve(value as T)), signal);
  });
}

const promised = (name: string): any =>
  ({ [name]: (...args: any[]) => later(() => steps[name](...args)) })[name];

export const access = promised("access"),
  appendFile = promised("appendFile"),
  chmod = promised("chmod"),
  copyFile = promised("copyFile"),
  cp = promised("cp"),
  link = promised("link"),
  lstat = promised("lstat"),
  mkdir = promised("mkdir"),
  mkdtemp = promised("mkdtemp"),
  readdir = promised("readdir"),
  readlink = promised("readlink"),
  realpath = promised("realpath"),
  rename = promised("rename"),
  rm = promised("rm"),
  rmdir = promised("rmdir"),
  stat = promised("stat"),
  symlink = promised("symlink"),
  truncate = promised("truncate"),
  unlink = promised("unlink"),
  utimes = promised("utimes"),
  chown = promised("chown"),
  lchown = promised("lchown"),
  lutimes = promised("lutimes"),
  statfs = promised("statfs");

export function watch(path: any, options: any = {}): any {
  return host.load("internal:fs_watch").watching(path, options);
}
export async function* glob(pattern: any, options: any = {}): AsyncGenerator<any> {
  yield* await later(() => host.load("internal:fs_glob").globbing(pattern, options) as Steps<any[]>);
}

const target = (path: any) => (path instanceof FileHandle ? path.fd : path);

/** A number is no file here: only a handle is. */
const checkedPath = (path: any) => (typeof path === "number" ? pathOf(path) : path);

export function readFile(path: any, options?: any): Promise<any> {
  const signal = options?.signal;
  if (signal?.aborted) return Promise.reject(abortError(signal));
  return later(() => steps.readFile(target(checkedPath(path)), options), signal);
}

export async function writeFile(path: any, data: any, options?: any): Promise<void> {
  const signal = options?.signal;
  if (signal?.aborted) throw abortError(signal);
  if (
    data !== null &&
    typeof data === "object" &&
    !ArrayBuffer.isView(data) &&
    (data[Symbol.asyncIterator] || data[Symbol.iterator])
  ) {
    const parts: any[] = [];
    for await (const part of data)
      parts.push(typeof part === "string" ? Buffer.from(part, optionsOf(options, {}).encoding) : part);
    data = Buffer.concat(parts);
  }
  return later(() => steps.writeFile(target(checkedPath(path)), data, options), signal);
}

export function open(path: any, flags?: any, mode?: any): Promise<FileHandle> {
  return later(function* () {
    return new FileHandle(yield* steps.open(path, flags, mode));
  });
}

class FileHandle {
  #fd: number;
  constructor(fd: number) {
    this.#fd = fd;
  }
  get fd() {
    return this.#fd;
  }
  /** The number, while the file is open. */
  #file(syscall: string): number {
    if (this.#fd >= 0) return this.#fd;
    const error: any = new Error("file closed");
    error.code = "EBADF";
    error.syscall = syscall;
    throw error;
  }
  close() {
    const fd = this.#fd;
    if (fd < 0) return Promise.resolve();
    this.#fd = -1;
    return later(() => steps.close(fd));
  }
  read(buffer?: any, offset?: any, length?: any, position?: any) {
    if (buffer !== undefined && !ArrayBuffer.isView(buffer)) ({ buffer, offset, length, position } = buffer);
    buffer ??= Buffer.alloc(16384);
    const self = this;
    return later(function* () {
      return {
        __proto__: null,
        bytesRead: yield* steps.read(self.#file("read"), buffer, offset, length, position),
        buffer,
      };
    });
  }
  write(buffer: any, offset?: any, length?: any, position?: any) {
    const self = this;
    return later(function* () {
      return {
        __proto__: null,
        bytesWritten: yield* steps.write(self.#file("write"), buffer, offset, length, position),
        buffer,
      };
    });
  }
  readFile(options?: any) {
    return later(() => steps.readFile(this.#file("readFile"), options));
  }
  writeFile(data: any, options?: any) {
    return later(() => steps.writeFile(this.#file("writeFile"), data, options));
  }
  appendFile(data: any, options?: any) {
    return later(() => steps.writeFile(this.#file("writeFile"), data, options));
  }
  stat(options?: any) {
    return later(() => steps.fstat(this.#file("fstat"), options));
  }
  truncate(length?: number) {
    return later(() => steps.ftruncate(this.#file("ftruncate"), length));
  }
  chmod(mode: any) {
    return later(() => steps.fchmod(this.#file("fchmod"), mode));
  }
  chown(uid: any, gid: any) {
    return later(() => steps.fchown(this.#file("fchown"), uid, gid));
  }
  utimes(read: any, written: any) {
    return later(() => steps.futimes(this.#file("futimes"), read, written));
  }
  readv(buffers: any, position?: any) {
    const self = this;
    return later(function* () {
      return { __proto__: null, bytesRead: yield* steps.readv(self.#file("readv"), buffers, position), buffers };
    });
  }
  writev(buffers: any, position?: any) {
    const self = this;
    return later(function* () {
      return { __proto__: null, bytesWritten: yield* steps.writev(self.#file("writev"), buffers, position), buffers };
    });
  }
  sync() {
    return later(() => steps.fsync(this.#file("fsync")));
  }
  datasync() {
    return later(() => steps.fdatasync(this.#file("fdatasync")));
  }
  readLines(options?: any) {
    const { createInterface } = host.load("node:readline");
    return createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });
  }
  createReadStream(options?: any) {
    return host.load("internal:fs_streams").createReadStream(null, { ...options, fd: this });
  }
  createWriteStream(options?: any) {
    return host.load("internal:fs_streams").createWriteStream(null, { ...options, fd: this });
  }
  readableWebStream() {
    return host.load("internal:stream/web").readableToWeb(this.createReadStream({ autoClose: false }));
  }
  async [Symbol.asyncDispose]() {
    await this.close();
  }
}

export const opendir = (path: any, options?: any) => later(() => opening(path, options));
export { constants };
