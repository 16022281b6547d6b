// Node's `fs/promises`: the work is done on the I/O thread.
import { type Steps, inTurn, steps } from "internal:fs";
import { constants, optionsOf, pathOf } from "internal:fs_arguments";
import { opening } from "internal:fs_dir";

function later<T>(work: () => Steps<T>, signal?: any): Promise<T> {
  return new Promise((resolve, reject) => {
    inTurn(work(), (error, value) => (error ? reject(error) : resolve(value as T)), signal);
  });
}
/** Open files have a room of their own, made when one is opened. */
const handles = () => host.load("internal:fs_handle");

const promised = (name: string): any =>
  ({ [name]: (...args: any[]) => later(() => steps[name](...args)) })[name];

export const access = promised("access"),
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

/** The number of a handle. A number itself is no file here. */
function target(path: any): any {
  if (typeof path === "number") return pathOf(path);
  return typeof path === "object" && path !== null && path instanceof handles().FileHandle ? path.fd : path;
}

export async function readFile(path: any, options?: any): Promise<any> {
  return later(() => steps.readFile(target(path), options), handles().signalOf(options));
}

export async function writeFile(path: any, data: any, options?: any): Promise<void> {
  const { signalOf, isInParts, writeParts } = handles();
  const signal = signalOf(options);
  const file = target(path);
  if (!isInParts(data)) return later(() => steps.writeFile(file, data, options), signal);
  if (typeof file === "number") return writeParts(file, data, options);
  const { flag, mode } = optionsOf(options, {});
  const fd = await later<number>(() => steps.open(file, flag || "w", mode));
  try {
    await writeParts(fd, data, options);
  } finally {
    await later(() => steps.close(fd));
  }
}

export async function appendFile(path: any, data: any, options?: any): Promise<void> {
  const all = optionsOf(options, {});
  return writeFile(path, data, { ...all, flag: all.flag || "a" });
}

export function open(path: any, flags?: any, mode?: any): Promise<any> {
  const { FileHandle } = handles();
  return later(function* () {
    return new FileHandle(yield* steps.open(path, flags, mode));
  });
}

export const opendir = (path: any, options?: any) => later(() => opening(path, options));
export { constants };
