// Node's `fs`.
import { type Steps, atOnce, inTurn, steps, sync } from "internal:fs";
import { constants, descriptor, timeOf } from "internal:fs_arguments";
import { Dir, opening } from "internal:fs_dir";
import { Dirent, Stats } from "internal:stats";
import { invalidArgType } from "internal:errors";
import { define, nameResults } from "internal:promisify";
import { validateAbortSignal, validateObject } from "internal:validate";
import promises from "node:fs/promises";

/** For a callback: what `fs` hands it. A callback that is none is said after wrong arguments where `isLast`. */
function called(
  work: Steps,
  callback: any,
  give: (value: any) => any[] = (value) => (value === undefined ? [null] : [null, value]),
  isLast = false,
  signal?: any,
): void {
  const check = () => {
    if (typeof callback !== "function") throw invalidArgType("cb", "Function", callback);
  };
  if (!isLast) check();
  inTurn(
    work,
    (error, value) => {
      if (error) callback(error);
      else Reflect.apply(callback, undefined, give(value));
    },
    signal,
    check,
  );
}

/** The form with a callback, which stands last: `most` arguments at most, and the `length` that Node says. */
function callbacked(name: string, most: number, length = most, isLast = false): any {
  const made: any = {
    [name]: (...args: any[]) => {
      const has = args.length > 0 && typeof args[args.length - 1] === "function";
      const callback = has ? args.pop() : args[most - 1];
      if (!has && args.length >= most) args.length = most - 1;
      called(steps[name](...args), callback, undefined, isLast);
    },
  }[name];
  Object.defineProperty(made, "length", { __proto__: null, value: length, configurable: true } as any);
  return made;
}

/** The same, for what can be given up. */
function abortable(name: string, most: number): any {
  const made: any = {
    [name]: (...args: any[]) => {
      const callback = args.length > 0 && typeof args[args.length - 1] === "function" ? args.pop() : args[most - 1];
      const options = args[most - 2];
      const signal = typeof options === "object" && options !== null ? options.signal : undefined;
      if (typeof callback === "function" && signal !== undefined) {
        validateAbortSignal(signal, "options.signal");
        if (signal.aborted) {
          callback(host.load("web:abort").abortError(signal));
          return;
        }
      }
      called(steps[name](...args), callback, undefined, false, signal);
    },
  }[name];
  Object.defineProperty(made, "length", { __proto__: null, value: most, configurable: true } as any);
  return made;
}

export const existsSync = sync.exists,
  readSync = sync.read,
  writeSync = sync.write,
  accessSync = sync.access,
  appendFileSync = sync.appendFile,
  chmodSync = sync.chmod,
  closeSync = sync.close,
  copyFileSync = sync.copyFile,
  cpSync = sync.cp,
  fdatasyncSync = sync.fdatasync,
  fstatSync = sync.fstat,
  fsyncSync = sync.fsync,
  ftruncateSync = sync.ftruncate,
  linkSync = sync.link,
  lstatSync = sync.lstat,
  mkdirSync = sync.mkdir,
  mkdtempSync = sync.mkdtemp,
  openSync = sync.open,
  readFileSync = sync.readFile,
  readdirSync = sync.readdir,
  readlinkSync = sync.readlink,
  realpathSync = sync.realpath,
  renameSync = sync.rename,
  rmSync = sync.rm,
  rmdirSync = sync.rmdir,
  statSync = sync.stat,
  symlinkSync = sync.symlink,
  truncateSync = sync.truncate,
  unlinkSync = sync.unlink,
  chownSync = sync.chown,
  fchmodSync = sync.fchmod,
  fchownSync = sync.fchown,
  futimesSync = sync.futimes,
  lchownSync = sync.lchown,
  lutimesSync = sync.lutimes,
  readvSync = sync.readv,
  statfsSync = sync.statfs,
  writevSync = sync.writev,
  utimesSync = sync.utimes,
  writeFileSync = sync.writeFile;
export const access = callbacked("access", 3, 3, true),
  appendFile = abortable("appendFile", 4),
  chmod = callbacked("chmod", 3, 3, true),
  copyFile = callbacked("copyFile", 4, 4, true),
  cp = callbacked("cp", 4),
  fdatasync = callbacked("fdatasync", 2),
  fstat = callbacked("fstat", 3, 1),
  fsync = callbacked("fsync", 2),
  ftruncate = callbacked("ftruncate", 3, 1, true),
  link = callbacked("link", 3),
  lstat = callbacked("lstat", 3, 1),
  mkdir = callbacked("mkdir", 3),
  mkdtemp = callbacked("mkdtemp", 3),
  open = callbacked("open", 4, 4, true),
  readFile = abortable("readFile", 3),
  readdir = callbacked("readdir", 3),
  readlink = callbacked("readlink", 3),
  realpath = callbacked("realpath", 3),
  rename = callbacked("rename", 3),
  rm = callbacked("rm", 3, 3, true),
  rmdir = callbacked("rmdir", 3),
  stat = callbacked("stat", 3, 1),
  symlink = callbacked("symlink", 4),
  truncate = callbacked("truncate", 3, 3, true),
  unlink = callbacked("unlink", 2),
  chown = callbacked("chown", 4),
  fchmod = callbacked("fchmod", 3, 3, true),
  fchown = callbacked("fchown", 4, 4, true),
  futimes = callbacked("futimes", 4, 4, true),
  lchown = callbacked("lchown", 4),
  lutimes = callbacked("lutimes", 4),
  statfs = callbacked("statfs", 3, 1),
  utimes = callbacked("utimes", 4),
  writeFile = abortable("writeFile", 4);

export function exists(path: any, callback: any): void {
  called(steps.exists(path), callback, (value) => [value]);
}
define(exists, (path: any) => new Promise((resolve) => exists(path, resolve)));

export function close(fd: any, callback: any = undefined): void {
  if (callback !== undefined && typeof callback !== "function") throw invalidArgType("cb", "Function", callback);
  inTurn(steps.close(fd), (error) => {
    if (callback !== undefined) callback(error);
    else if (error) throw error;
  });
}

export function read(fd: any, buffer?: any, offset?: any, length?: any, position?: any, callback?: any): void {
  descriptor(fd);
  const count = arguments.length;
  if (count <= 4) {
    // An object of options, or a buffer and such an object.
    let options: any;
    if (count === 4) [options, callback] = [offset, length];
    else if (count === 3) {
      callback = offset;
      if (ArrayBuffer.isView(buffer)) options = null;
      else [options, buffer] = [buffer, buffer?.buffer];
    } else {
      callback = buffer;
      buffer = options = null;
    }
    if (options !== undefined && options !== null) validateObject(options, "options");
    if (!ArrayBuffer.isView(buffer) && (buffer === undefined || buffer === null))
      buffer = host.load("node:buffer").Buffer.alloc(16384);
    ({ offset = 0, length, position = null } = options ?? {});
  }
  length ??= ArrayBuffer.isView(buffer) ? buffer.byteLength - offset : 0;
  called(steps.read(fd, buffer, offset, length, position), callback, (it) => [null, it, buffer], true);
}
Object.defineProperty(read, "length", { __proto__: null, value: 6, configurable: true } as any);
nameResults(read, ["bytesRead", "buffer"]);

export function write(fd: any, data: any, offset?: any, length?: any, position?: any, callback?: any): void {
  callback ??= position ?? length ?? offset;
  for (const it of [offset, length, position])
    if (typeof it === "function") {
      callback = it;
      break;
    }
  const given = (it: any) => (typeof it === "function" ? undefined : it);
  const work = steps.write(fd, data, given(offset), given(length), given(position));
  called(work, callback, (count) => [null, count, data], true);
}
Object.defineProperty(write, "length", { __proto__: null, value: 6, configurable: true } as any);
nameResults(write, ["bytesWritten", "buffer"]);

export function readv(fd: any, buffers: any, position: any, callback?: any): void {
  callback ??= position;
  called(steps.readv(fd, buffers, position), callback, (count) => [null, count, buffers], true);
}
nameResults(readv, ["bytesRead", "buffers"]);

export function writev(fd: any, buffers: any, position: any, callback?: any): void {
  callback ??= position;
  called(steps.writev(fd, buffers, position), callback, (count) => [null, count, buffers], true);
}
nameResults(writev, ["bytesWritten", "buffers"]);

export const opendirSync = (path: any, options?: any): Dir => atOnce(opening(path, options));
export function opendir(path: any, options: any, callback?: any): void {
  callback ??= options;
  if (typeof callback !== "function") throw invalidArgType("callback", "Function", callback);
  called(opening(path, options === callback ? undefined : options), callback);
}
/** Opened like a file on disk, and read when it is. */
export async function openAsBlob(path: any, options: any = {}): Promise<any> {
  const { Blob } = host.load("web:blob");
  return new Blob([sync.readFile(path)], { type: options?.type ?? "" });
}
const { watch, watchFile, unwatchFile, glob, globSync } = {
  watch: (...args: any[]) => host.load("internal:fs_watch").watch(...args),
  watchFile: (...args: any[]) => host.load("internal:fs_watch_file").watchFile(...args),
  unwatchFile: (...args: any[]) => host.load("internal:fs_watch_file").unwatchFile(...args),
  glob(pattern: any, options: any, callback?: any) {
    const { globbing } = host.load("internal:fs_glob");
    called(globbing(pattern, callback === undefined ? {} : options), callback ?? options);
  },
  globSync: (pattern: any, options: any = {}) => atOnce(host.load("internal:fs_glob").globbing(pattern, options)) as any[],
};
// Streams are made when somebody asks for them.
const streams = () => host.load("internal:fs_streams");
export function createReadStream(path: any, options?: any): any {
  return streams().createReadStream(path, options);
}
export function createWriteStream(path: any, options?: any): any {
  return streams().createWriteStream(path, options);
}
/** The class in the other module, which is made when somebody looks at it. */
function standIn(name: string): any {
  const named = { [name]: function () {} }[name];
  return new Proxy(named, {
    get: (_, key) => Reflect.get(streams()[name], key),
    construct: (_, args, target) =>
      Reflect.construct(streams()[name], args, target === (exported as any)[name] ? streams()[name] : target),
    apply: (_, self, args) => Reflect.apply(streams()[name], self, args),
  });
}
const exported = { ReadStream: standIn("ReadStream"), WriteStream: standIn("WriteStream") };
const { ReadStream, WriteStream } = exported;

(realpath as any).native = realpath;
(realpathSync as any).native = realpathSync;
/** Kept for programs that took it while it could be seen. */
export const _toUnixTimestamp = timeOf;
const { F_OK, R_OK, W_OK, X_OK } = constants;
export {
  Dir,
  Dirent,
  F_OK,
  ReadStream as FileReadStream,
  WriteStream as FileWriteStream,
  R_OK,
  ReadStream,
  Stats,
  W_OK,
  WriteStream,
  X_OK,
  constants,
  glob,
  globSync,
  promises,
  unwatchFile,
  watch,
  watchFile,
};
