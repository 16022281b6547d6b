// What `fs` is given: paths, flags, modes, descriptors, bytes; and the numbers it knows by name.
import { invalidArgType, invalidArgValue, outOfRange } from "internal:errors";
import { validateAbortSignal, validateBoolean, validateInteger, validateObject } from "internal:validate";
import { Buffer } from "node:buffer";
import { isURL } from "web:url";

export const constants = Object.assign(Object.create(null), {
  UV_FS_SYMLINK_DIR: 1,
  UV_FS_SYMLINK_JUNCTION: 2,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  UV_DIRENT_UNKNOWN: 0,
  UV_DIRENT_FILE: 1,
  UV_DIRENT_DIR: 2,
  UV_DIRENT_LINK: 3,
  UV_DIRENT_FIFO: 4,
  UV_DIRENT_SOCKET: 5,
  UV_DIRENT_CHAR: 6,
  UV_DIRENT_BLOCK: 7,
  EXTENSIONLESS_FORMAT_JAVASCRIPT: 0,
  EXTENSIONLESS_FORMAT_WASM: 1,
  S_IFMT: 61440,
  S_IFREG: 32768,
  S_IFDIR: 16384,
  S_IFCHR: 8192,
  S_IFBLK: 24576,
  S_IFIFO: 4096,
  S_IFLNK: 40960,
  S_IFSOCK: 49152,
  O_CREAT: 64,
  O_EXCL: 128,
  UV_FS_O_FILEMAP: 0,
  O_NOCTTY: 256,
  O_TRUNC: 512,
  O_APPEND: 1024,
  O_DIRECTORY: 65536,
  O_NOATIME: 262144,
  O_NOFOLLOW: 131072,
  O_SYNC: 1052672,
  O_DSYNC: 4096,
  O_DIRECT: 16384,
  O_NONBLOCK: 2048,
  S_IRWXU: 448,
  S_IRUSR: 256,
  S_IWUSR: 128,
  S_IXUSR: 64,
  S_IRWXG: 56,
  S_IRGRP: 32,
  S_IWGRP: 16,
  S_IXGRP: 8,
  S_IRWXO: 7,
  S_IROTH: 4,
  S_IWOTH: 2,
  S_IXOTH: 1,
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  UV_FS_COPYFILE_EXCL: 1,
  COPYFILE_EXCL: 1,
  UV_FS_COPYFILE_FICLONE: 2,
  COPYFILE_FICLONE: 2,
  UV_FS_COPYFILE_FICLONE_FORCE: 4,
  COPYFILE_FICLONE_FORCE: 4,
});

const FLAGS: Record<string, number> = {
  __proto__: null,
  r: 0,
  rs: 1052672,
  sr: 1052672,
  "r+": 2,
  "rs+": 1052674,
  w: 577,
  wx: 705,
  xw: 705,
  "w+": 578,
  "wx+": 706,
  a: 1089,
  ax: 1217,
  "a+": 1090,
  "ax+": 1218,
  as: 1053761,
  "as+": 1053762,
} as any;

export function pathOf(path: any, name = "path"): string {
  let given = path;
  if (path instanceof Uint8Array) path = Buffer.from(path).toString();
  else if (isURL(path)) given = path = host.load("node:url").fileURLToPath(path);
  if (typeof path === "string") {
    if (path.includes("\0"))
      throw invalidArgValue(name, given, "must be a string, Uint8Array, or URL without null bytes");
    return path;
  }
  throw invalidArgType(name, ["string", "Buffer", "URL"], path);
}

export function flagsOf(flags: any): number {
  if (flags === undefined || flags === null) return 0;
  if (typeof flags === "number") {
    validateInteger(flags, "flags", -(2 ** 31), 2 ** 31 - 1);
    return flags;
  }
  const number = FLAGS[flags];
  if (number === undefined) throw invalidArgValue("flags", flags);
  return number;
}

/** Without a `fallback` there has to be one. */
export function modeOf(mode: any, fallback?: number, name = "mode"): number {
  mode ??= fallback;
  if (typeof mode === "string") {
    if (!/^[0-7]+$/.test(mode))
      throw invalidArgValue(name, mode, "must be a 32-bit unsigned integer or an octal string");
    return parseInt(mode, 8);
  }
  if (typeof mode !== "number") throw invalidArgType(name, "number", mode);
  if (!Number.isInteger(mode)) throw outOfRange(name, "an integer", mode);
  if (mode < 0 || mode > 4294967295) throw outOfRange(name, ">= 0 && <= 4294967295", mode);
  return mode;
}

export function descriptor(fd: any): number {
  if (typeof fd !== "number") throw invalidArgType("fd", "number", fd);
  if (!Number.isInteger(fd)) throw outOfRange("fd", "an integer", fd);
  if (fd < 0 || fd > 2147483647) throw outOfRange("fd", ">= 0 && <= 2147483647", fd);
  return fd;
}

export function optionsOf(options: any, defaults: any): any {
  if (options === undefined || options === null || typeof options === "function") return defaults;
  if (typeof options === "string") options = { encoding: options };
  else if (typeof options !== "object") throw invalidArgType("options", ["string", "Object"], options);
  const { encoding } = options;
  if (encoding !== undefined && encoding !== null && encoding !== "buffer" && !Buffer.isEncoding(encoding)) {
    throw invalidArgValue("encoding", encoding, "is invalid encoding");
  }
  if (options.signal !== undefined) validateAbortSignal(options.signal, "options.signal");
  return { ...defaults, ...options };
}

/** What `access` asks for, or how `copyFile` copies. */
export function smallMode(mode: any): number {
  if (mode === undefined || mode === null) return 0;
  validateInteger(mode, "mode", 0, 7);
  return mode;
}

export function lengthOf(length: any): number {
  if (length === undefined) return 0;
  validateInteger(length, "len");
  return Math.max(0, length);
}

/** Where to read or write; `-1`: where the file stands. */
export function positionOf(position: any): number {
  if (position === undefined || position === null) return -1;
  if (typeof position === "bigint") {
    if (position < -1n || position > 2n ** 63n - 1n)
      throw outOfRange("position", `>= -1 && <= ${2n ** 63n - 1n}`, position);
    return Number(position);
  }
  if (typeof position !== "number") throw invalidArgType("position", ["bigint", "integer"], position);
  validateInteger(position, "position", -1);
  return position;
}

/** How `rm` and `rmdir` are told to go on. */
export function removalOf(options: any, hasForce: boolean): any {
  if (options === undefined) return {};
  validateObject(options, "options");
  const all = { force: false, recursive: false, retryDelay: 100, maxRetries: 0, ...(options as any) };
  if (hasForce) validateBoolean(all.force, "options.force");
  validateBoolean(all.recursive, "options.recursive");
  validateInteger(all.retryDelay, "options.retryDelay", 0, 2 ** 31 - 1);
  validateInteger(all.maxRetries, "options.maxRetries", 0, 2 ** 32 - 1);
  return all;
}

/** A time as `utimes` takes it, in seconds. */
export function timeOf(time: any, name = "time"): number {
  if (typeof time === "string" && Number(time) === +time) return +time;
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (host.load("node:util/types").isDate(time)) return Date.prototype.getTime.call(time) / 1000;
  throw invalidArgType(name, ["Date", "Time in seconds"], time);
}

export const text = (value: string, encoding: any): any =>
  encoding === "buffer"
    ? Buffer.from(value)
    : encoding && encoding !== "utf8" && encoding !== "utf-8"
      ? Buffer.from(value).toString(encoding)
      : value;

export function bytesOf(data: any, encoding: any, name = "data"): Uint8Array {
  if (typeof data === "string") return Buffer.from(data, encoding ?? "utf8");
  if (ArrayBuffer.isView(data))
    return new Uint8Array((data as any).buffer, (data as any).byteOffset, (data as any).byteLength);
  throw invalidArgType(name, ["string", "Buffer", "TypedArray", "DataView"], data);
}
