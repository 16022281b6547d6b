// Node's `fs`.
import { type Steps, atOnce, inTurn, steps, sync } from "internal:fs";
import { constants } from "internal:fs_arguments";
import { Dir, opening } from "internal:fs_dir";
import { Dirent, Stats } from "internal:stats";
import { invalidArgType } from "internal:errors";
import { define, nameResults } from "internal:promisify";
import promises from "node:fs/promises";

/** For a callback: what `fs` hands it. */
function called(
  work: Steps,
  callback: any,
  give: (value: any) => any[] = (value) => (value === undefined ? [null] : [null, value]),
): void {
  if (typeof callback !== "function") throw invalidArgType("cb", "Function", callback);
  inTurn(work, (error, value) => {
    if (error) callback(error);
    else Reflect.apply(callback, undefined, give(value));
  });
}

/** The form with a callback, the last argument. */
const callbacked = (name: string): any =>
  ({
    [name]: (...args: any[]) => {
      const callback =
        args.length > 0 && typeof args[args.length - 1] === "function" ? args.pop() : undefined;
      called(steps[name](...args), callback);
    },
  })[name];

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
export const access = callbacked("access"),
  appendFile = callbacked("appendFile"),
  chmod = callbacked("chmod"),
  close = callbacked("close"),
  copyFile = callbacked("copyFile"),
  cp = callbacked("cp"),
  fdatasync = callbacked("fdatasync"),
  fstat = callbacked("fstat"),
  fsync = callbacked("fsync"),
  ftruncate = callbacked("ftruncate"),
  link = callbacked("link"),
  lstat = callbacked("lstat"),
  mkdir = callbacked("mkdir"),
  mkdtemp = callbacked("mkdtemp"),
  open = callbacked("open"),
  readFile = callbacked("readFile"),
  readdir = callbacked("readdir"),
  readlink = callbacked("readlink"),
  realpath = callbacked("realpath"),
  rename = callbacked("rename"),
  rm = callbacked("rm"),
  rmdir = callbacked("rmdir"),
  stat = callbacked("stat"),
  symlink = callbacked("symlink"),
  truncate = callbacked("truncate"),
  unlink = callbacked("unlink"),
  chown = callbacked("chown"),
  fchmod = callbacked("fchmod"),
  fchown = callbacked("fchown"),
  futimes = callbacked("futimes"),
  lchown = callbacked("lchown"),
  lutimes = callbacked("lutimes"),
  statfs = callbacked("statfs"),
  utimes = callbacked("utimes"),
  writeFile = callbacked("writeFile");

export function exists(path: any, callback: any): void {
  called(steps.exists(path), callback, (value) => [value]);
}
define(exists, (path: any) => new Promise((resolve) => exists(path, resolve)));

export function read(fd: any, ...args: any[]): void {
  const callback = args.pop();
  let [buffer, offset, length, position] = args;
  if (!ArrayBuffer.isView(buffer)) ({ buffer, offset, length, position } = buffer ?? {});
  buffer ??= host.load("node:buffer").Buffer.alloc(16384);
  called(steps.read(fd, buffer, offset, length, position), callback, (count) => [null, count, buffer]);
}
nameResults(read, ["bytesRead", "buffer"]);

export function write(fd: any, data: any, ...args: any[]): void {
  const callback = args.pop();
  called(steps.write(fd, data, ...args), callback, (count) => [null, count, data]);
}
nameResults(write, ["bytesWritten", "buffer"]);

export function readv(fd: any, buffers: any, position: any, callback?: any): void {
  callback ??= position;
  called(steps.readv(fd, buffers, position), callback, (count) => [null, count, buffers]);
}
nameResults(readv, ["bytesRead", "buffers"]);

export function writev(fd: any, buffers: any, position: any, callback?: any): void {
  callback ??= position;
  called(steps.writev(fd, buffers, position), callback, (count) => [null, count, buffers]);
}
nameResults(writev, ["bytesWritten", "buffers"]);

export const opendirSync = (path: any, options?: any): Dir => atOnce(opening(path, options));
export function opendir(path: any, options: any, callback?: any): void {
  called(opening(path, callback === undefined ? undefined : options), callback ?? options);
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
