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
  close() {
    const fd = this.#fd;
    if (fd < 0) return Promise.resolve();
    this.#fd = -1;
    return later(() => steps.close(fd));
  }
  read(buffer?: any, offset?: any, length?: any, position?: any) {
    if (buffer !== undefined && !ArrayBuffer.isView(buffer)) ({ buffer, offset, length, position } = buffer);
    buffer ??= Buffer.alloc(16384);
    const work = steps.read(this.#fd, buffer, offset, length, position);
    return later(function* () {
      return { bytesRead: yield* work, buffer };
    });
  }
  write(buffer: any, offset?: any, length?: any, position?: any) {
    const work = steps.write(this.#fd, buffer, offset, length, position);
    return later(function* () {
      return { bytesWritten: yield* work, buffer };
    });
  }
  readFile(options?: any) {
    return later(() => steps.readFile(this.#fd, options));
  }
  writeFile(data: any, options?: any) {
    return later(() => steps.writeFile(this.#fd, data, options));
  }
  appendFile(data: any, options?: any) {
    return later(() => steps.writeFile(this.#fd, data, options));
  }
  stat(options?: any) {
    return later(() => steps.fstat(this.#fd, options));
  }
  truncate(length?: number) {
    return later(() => steps.ftruncate(this.#fd, length));
  }
  chmod(mode: any) {
    return later(() => steps.fchmod(this.#fd, mode));
  }
  chown(uid: any, gid: any) {
    return later(() => steps.fchown(this.#fd, uid, gid));
  }
  utimes(read: any, written: any) {
    return later(() => steps.futimes(this.#fd, read, written));
  }
  readv(buffers: any, position?: any) {
    const work = steps.readv(this.#fd, buffers, position);
    return later(function* () {
      return { bytesRead: yield* work, buffers };
    });
  }
  writev(buffers: any, position?: any) {
    const work = steps.writev(this.#fd, buffers, position);
    return later(function* () {
      return { bytesWritten: yield* work, buffers };
    });
  }
  sync() {
    return later(() => steps.fsync(this.#fd));
  }
  datasync() {
    return later(() => steps.fdatasync(this.#fd));
  }
  async *readLines(options?: any) {
    const text: string = await this.readFile({ encoding: "utf8", ...options });
    const lines = text.split(/\r\n|\n|\r/);
    if (lines[lines.length - 1] === "") lines.pop();
    for (const line of lines) yield line;
    await this.close();
  }
  async [Symbol.asyncDispose]() {
    await this.close();
  }
}

export const opendir = (path: any, options?: any) => later(() => opening(path, options));
export { constants };
