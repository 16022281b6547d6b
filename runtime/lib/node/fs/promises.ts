// Node's `fs/promises`. The work is done when it is asked for; the answer comes in a later turn.
import { sync } from "internal:fs";
import { constants, optionsOf, pathOf } from "internal:fs_arguments";
import { abortError } from "web:abort";
import { Buffer } from "node:buffer";

const { setImmediate: soon } = host.timerFunctions;

function later<T>(body: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    let value: T;
    try {
      value = body();
    } catch (error: any) {
      // A wrong argument is known at once, as in Node.
      if (typeof error?.errno === "number" && error.syscall !== undefined) soon(() => reject(error));
      else reject(error);
      return;
    }
    soon(() => resolve(value));
  });
}

const promised = (name: string): any =>
  ({ [name]: (...args: any[]) => later(() => sync[name](...args)) })[name];

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
  utimes = promised("utimes");

const target = (path: any) => (path instanceof FileHandle ? path.fd : path);

/** A number is no file here: only a handle is. */
const checkedPath = (path: any) => (typeof path === "number" ? pathOf(path) : path);

export function readFile(path: any, options?: any): Promise<any> {
  const signal = options?.signal;
  if (signal?.aborted) return Promise.reject(abortError(signal));
  return later(() => sync.readFile(target(checkedPath(path)), options));
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
  return later(() => sync.writeFile(target(checkedPath(path)), data, options));
}

export function open(path: any, flags?: any, mode?: any): Promise<FileHandle> {
  return later(() => new FileHandle(sync.open(path, flags, mode)));
}

class FileHandle {
  #fd: number;
  constructor(fd: number) {
    this.#fd = fd;
  }
  get fd() {
    return this.#fd;
  }
  close() {
    const fd = this.#fd;
    if (fd < 0) return Promise.resolve();
    this.#fd = -1;
    return later(() => sync.close(fd));
  }
  read(buffer?: any, offset?: any, length?: any, position?: any) {
    if (buffer !== undefined && !ArrayBuffer.isView(buffer)) ({ buffer, offset, length, position } = buffer);
    buffer ??= Buffer.alloc(16384);
    return later(() => ({ bytesRead: sync.read(this.#fd, buffer, offset, length, position), buffer }));
  }
  write(buffer: any, offset?: any, length?: any, position?: any) {
    return later(() => ({ bytesWritten: sync.write(this.#fd, buffer, offset, length, position), buffer }));
  }
  readFile(options?: any) {
    return later(() => sync.readFile(this.#fd, options));
  }
  writeFile(data: any, options?: any) {
    return later(() => sync.writeFile(this.#fd, data, options));
  }
  appendFile(data: any, options?: any) {
    return later(() => sync.writeFile(this.#fd, data, options));
  }
  stat(options?: any) {
    return later(() => sync.fstat(this.#fd, options));
  }
  truncate(length?: number) {
    return later(() => sync.ftruncate(this.#fd, length));
  }
  sync() {
    return later(() => sync.fsync(this.#fd));
  }
  datasync() {
    return later(() => sync.fdatasync(this.#fd));
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

export async function opendir(path: any, options?: any): Promise<any> {
  const entries = await readdir(path, { ...options, withFileTypes: true });
  let at = 0;
  return {
    path,
    read: async () => entries[at++] ?? null,
    close: async () => {},
    async *[Symbol.asyncIterator]() {
      while (at < entries.length) yield entries[at++];
    },
  };
}

export { constants };
