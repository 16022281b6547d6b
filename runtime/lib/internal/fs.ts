// What `fs` does, as steps of the operating system; each is run at once, or on the I/O thread.
import { coded, invalidArgType, invalidArgValue, outOfRange, systemErrorOf } from "internal:errors";
import { checked, ioError } from "internal:errno";
import {
  bytesOf,
  descriptor,
  flagsOf,
  lengthOf,
  modeOf,
  optionsOf,
  pathOf,
  positionOf,
  removalOf,
  smallMode,
  text,
  timeOf,
} from "internal:fs_arguments";
import { operation } from "internal:io";
import { validateBoolean, validateInteger, validateObject } from "internal:validate";
import { Dirent, Stats } from "internal:stats";
import { Buffer } from "node:buffer";

const natives = host.native("files");
const NO_BYTES = new Uint8Array(0);

/** A call of the system: its name, then texts, numbers and bytes. */
type Step = [string, ...any[]];
export type Steps<T = any> = Generator<Step, T, any>;

function sorted(step: Step): [string, string[], number[], Uint8Array] {
  const texts: string[] = [],
    numbers: number[] = [];
  let bytes = NO_BYTES;
  for (let i = 1; i < step.length; i++) {
    if (typeof step[i] === "string") texts.push(step[i]);
    else if (typeof step[i] === "number") numbers.push(step[i]);
    else bytes = step[i];
  }
  return [step[0], texts, numbers, bytes];
}

const STDIN = 0,
  STDERR = 2;

/**
 * The three that a process begins with are no files of the program: what it writes there is printed.
 * `undefined`: it is another file's step.
 */
function printed([name, fd, bytes]: Step): number | undefined {
  if (typeof fd !== "number" || fd > STDERR) return undefined;
  if (name === "close") return 0;
  if (name !== "write" || fd === STDIN) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  host.console.write(fd === STDERR ? "error" : "log", text);
  return bytes.length;
}
const isInput = ([name, fd]: Step): boolean => name === "read" && fd === STDIN;

const call = (name: string, ...rest: any[]): any => {
  const out = printed([name, ...rest]);
  if (out !== undefined) return out;
  if (isInput([name, ...rest])) return host.native("stdio").readNow(rest[1]);
  const [, texts, numbers, bytes] = sorted([name, ...rest]);
  return natives.now(name, texts, numbers, bytes);
};

/** Every step at once. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = host.resume(steps, undefined);
  while (!step.done) step = host.resume(steps, call(step.value[0], ...step.value.slice(1)));
  return step.value as T;
}

/**
 * Every step on the I/O thread. A wrong argument is thrown at once, and then what `check` finds. `signal`:
 * looked at between two steps.
 */
export function inTurn<T>(
  steps: Steps<T>,
  done: (error: any, value?: T) => void,
  signal?: any,
  check?: () => void,
): void {
  let step: any = host.resume(steps, undefined);
  check?.();
  let isGivenUp = false;
  /** Once: what it still has to do after that is to clean up. */
  const gaveUp = () => !isGivenUp && !!signal?.aborted && (isGivenUp = true);
  const go = () => {
    if (step.done) return done(null, step.value);
    const [name, texts, numbers, bytes] = sorted(step.value);
    const next = (fault: any, value?: any) => {
      try {
        // What was opened has to be told, to be closed again.
        if (name !== "open" && gaveUp()) step = host.abandon(steps);
        else step = host.resume(steps, fault ?? value);
        if (!step.done && gaveUp()) step = host.abandon(steps);
      } catch (error) {
        return done(error);
      }
      if (isGivenUp && step.done) return done(host.load("web:abort").abortError(signal));
      go();
    };
    if (name === "wait") {
      // What the program gave to wait for.
      new Promise((resolve) => resolve(step.value[1])).then(
        (value) => next(null, { value }),
        (reason) => next(null, { error: { reason } }),
      );
      return;
    }
    const out = printed(step.value);
    if (out !== undefined) host.timerFunctions.setImmediate(() => next(null, out));
    else if (isInput(step.value))
      operation("standard input", (id) => host.native("stdio").readLater(id), next);
    else operation(`fs ${name}`, (id) => natives.later(id, name, texts, numbers, bytes), next);
  };
  if (!step.done) return go();
  // What needs no step is answered in a later turn all the same.
  host.timerFunctions.setImmediate(go);
}

/** No more is read at once. */
const MOST = 2 ** 31 - 1;
const LINK_TYPES: any[] = ["dir", "file", "junction"];
/** Of templates of `mkdtemp`, once. */
let hasWarned = false;

const kept = new Map<number, () => void>();

function forget(fd: number): void {
  kept.get(fd)?.();
  kept.delete(fd);
}

function* closeAgain(fd: number): Steps<void> {
  yield ["close", fd];
  forget(fd);
}

export const steps: Record<string, (...args: any[]) => Steps> = {
  *open(path: any, flags?: any, mode?: any): Steps<number> {
    const name = pathOf(path);
    const fd = checked(yield ["open", name, flagsOf(flags ?? "r"), modeOf(mode, 0o666)], "open", name);
    // A file that a module leaves open is closed with it.
    kept.set(
      fd,
      host.hold(() => call("close", fd)),
    );
    return fd;
  },
  *close(fd: any): Steps<void> {
    checked(yield ["close", descriptor(fd)], "close");
    forget(fd);
  },

  *read(fd: any, buffer: any, ...rest: any[]): Steps<number> {
    let [offset, length, position] = rest;
    descriptor(fd);
    if (!ArrayBuffer.isView(buffer))
      throw invalidArgType("buffer", ["Buffer", "TypedArray", "DataView"], buffer);
    // A buffer alone, or with an object of options.
    if (rest.length <= 1 || (offset !== null && typeof offset === "object")) {
      const options = offset ?? {};
      if (offset !== undefined) validateObject(options, "options");
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = options);
    }
    const view = bytesOf(buffer, undefined, "buffer");
    if (offset === undefined || offset === null) offset = 0;
    else validateInteger(offset, "offset", 0);
    length |= 0;
    if (length === 0) return 0;
    if (view.byteLength === 0) throw invalidArgValue("buffer", buffer, "is empty and cannot be written");
    if (length < 0) throw outOfRange("length", ">= 0", length);
    if (length > view.byteLength - offset)
      throw outOfRange("length", `<= ${view.byteLength - offset}`, length);
    const bytes = checked(yield ["read", fd, length, positionOf(position)], "read");
    view.set(bytes, offset);
    return bytes.length;
  },

  *write(fd: any, data: any, offset?: any, length?: any, position?: any): Steps<number> {
    descriptor(fd);
    let bytes: Uint8Array;
    if (typeof data === "string") {
      // fd, text, position, encoding
      bytes = bytesOf(data, Buffer.isEncoding(length) ? length : "utf8");
      position = typeof offset === "number" ? offset : -1;
    } else {
      bytes = bytesOf(data, undefined, "buffer");
      if (typeof offset === "object")
        ({ offset = 0, length = bytes.byteLength - offset, position = null } = offset ?? {});
      if (offset === undefined) offset = 0;
      else validateInteger(offset, "offset", 0);
      if (typeof length !== "number") length = bytes.byteLength - offset;
      if (offset > bytes.byteLength) throw outOfRange("offset", `<= ${bytes.byteLength}`, offset);
      if (length > bytes.byteLength - offset)
        throw outOfRange("length", `<= ${bytes.byteLength - offset}`, length);
      if (length < 0) throw outOfRange("length", ">= 0", length);
      validateInteger(length, "length", 0);
      bytes = bytes.subarray(offset, offset + length);
    }
    return checked(
      yield [
        "write",
        fd,
        new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        typeof position === "number" || typeof position === "bigint" ? Number(position) : -1,
      ],
      "write",
    );
  },

  *readFile(path: any, options?: any): Steps<any> {
    const { encoding, flag } = optionsOf(options, {});
    const isOpen = typeof path === "number";
    const fd = isOpen ? path : yield* steps.open(path, flag || "r");
    try {
      const parts: Uint8Array[] = [];
      let size = 65536;
      const fields = yield ["fstat", fd];
      if (Array.isArray(fields) && fields[8] > MOST)
        throw coded(RangeError, "ERR_FS_FILE_TOO_LARGE", `File size (${fields[8]}) is greater than 2 GiB`);
      if (Array.isArray(fields) && fields[8] > 0) size = fields[8] + 1;
      for (;;) {
        const part = checked(yield ["read", fd, size, -1], "read");
        if (part.length === 0) break;
        parts.push(part);
      }
      const bytes = parts.length === 1 ? Buffer.from(parts[0].buffer) : Buffer.concat(parts);
      return encoding && encoding !== "buffer" ? bytes.toString(encoding) : bytes;
    } finally {
      if (!isOpen) yield* closeAgain(fd);
    }
  },

  *writeFile(path: any, data: any, options?: any): Steps<void> {
    const { encoding, flag, mode, flush } = optionsOf(options, { encoding: "utf8" });
    if (flush !== undefined && flush !== null) validateBoolean(flush, "options.flush");
    const bytes = bytesOf(data, encoding);
    const isOpen = typeof path === "number";
    const fd = isOpen ? path : yield* steps.open(path, flag || "w", mode);
    try {
      checked(
        yield ["write", fd, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), -1],
        "write",
      );
      if (flush) checked(yield ["fsync", fd], "fsync");
    } finally {
      if (!isOpen) yield* closeAgain(fd);
    }
  },
  *appendFile(path: any, data: any, options?: any): Steps<void> {
    const all = optionsOf(options, {});
    yield* steps.writeFile(path, data, { ...all, flag: all.flag || "a" });
  },

  *access(path: any, mode?: any): Steps<void> {
    const name = pathOf(path);
    checked(yield ["access", name, smallMode(mode)], "access", name);
  },
  *exists(path: any): Steps<boolean> {
    try {
      return (yield ["access", pathOf(path), 0]) === 1;
    } catch {
      return false;
    }
  },

  *stat(path: any, options?: any): Steps<any> {
    return yield* statWith("stat", path, options);
  },
  *lstat(path: any, options?: any): Steps<any> {
    return yield* statWith("lstat", path, options);
  },
  *fstat(fd: any, options?: any): Steps<any> {
    return new Stats(checked(yield ["fstat", descriptor(fd)], "fstat"), !!options?.bigint);
  },

  *mkdir(path: any, options?: any): Steps<string | undefined> {
    const name = pathOf(path);
    const isRecursive = typeof options === "object" && options !== null && !!options.recursive;
    if (
      options !== null &&
      typeof options === "object" &&
      options.recursive !== undefined &&
      typeof options.recursive !== "boolean"
    ) {
      throw invalidArgType("options.recursive", "boolean", options.recursive);
    }
    const isMode = typeof options === "number" || typeof options === "string";
    const mode = modeOf(isMode ? options : options?.mode, 0o777);
    if (!isRecursive) {
      checked(yield ["mkdir", name, mode], "mkdir", name);
      return undefined;
    }
    const { posix } = host.load("internal:path");
    const missing: string[] = [];
    // What is left by `..` is made as well.
    let at = name.startsWith("/") ? name : `${posix.resolve()}/${name}`;
    for (;;) {
      const fields = yield ["stat", at];
      if (Array.isArray(fields)) {
        if ((fields[1] & 0o170000) !== 0o040000) throw ioError(missing.length === 0 ? 17 : 20, "mkdir", name);
        break;
      }
      if (fields.errno !== 2) throw ioError(fields, "mkdir", name);
      missing.push(at);
      at = posix.dirname(at);
    }
    let first: string | undefined;
    while (missing.length > 0) {
      const next = missing.pop()!;
      const answer = yield ["mkdir", next, mode];
      // Somebody else may have made it meanwhile.
      if (answer?.errno === 17) {
        const fields = yield ["stat", next];
        if (Array.isArray(fields) && (fields[1] & 0o170000) === 0o040000) continue;
      }
      checked(answer, "mkdir", name);
      first ??= posix.resolve(next);
    }
    return first;
  },

  *readdir(path: any, options?: any): Steps<any[]> {
    const name = pathOf(path);
    const { encoding, withFileTypes, recursive } = optionsOf(options, {});
    if (recursive !== undefined && recursive !== null) validateBoolean(recursive, "options.recursive");
    const out: any[] = [];
    const visit = function* (folder: string, prefix: string): Steps<void> {
      const entries = checked(yield ["readdir", folder], "scandir", name);
      const folders: [string, string][] = [];
      for (const [entry, mode] of entries) {
        out.push(
          withFileTypes
            ? new Dirent(text(entry, encoding), folder, Number(mode))
            : text(prefix + entry, encoding),
        );
        if (recursive && (Number(mode) & 0o170000) === 0o040000)
          folders.push([`${folder === "/" ? "" : folder}/${entry}`, `${prefix}${entry}/`]);
      }
      for (const it of folders) yield* visit(it[0], it[1]);
    };
    yield* visit(name, "");
    return out;
  },

  *rmdir(path: any, options?: any): Steps<void> {
    const name = pathOf(path);
    const { recursive } = removalOf(options, false);
    if (recursive) return yield* steps.rm(path, { recursive: true });
    checked(yield ["rmdir", name], "rmdir", name);
  },
  *unlink(path: any): Steps<void> {
    const name = pathOf(path);
    checked(yield ["unlink", name], "unlink", name);
  },
  *rm(path: any, options?: any): Steps<void> {
    const name = pathOf(path);
    const { force, recursive } = removalOf(options, true);
    const fields = yield ["lstat", name];
    if (!Array.isArray(fields)) {
      if (force && fields.errno === 2) return;
      throw ioError(fields, "lstat", name);
    }
    if ((fields[1] & 0o170000) !== 0o040000) return yield* steps.unlink(name);
    if (!recursive) {
      throw systemErrorOf("ERR_FS_EISDIR", "Path is a directory", {
        code: "EISDIR",
        message: "is a directory",
        path: name,
        syscall: "rm",
        errno: 21,
      });
    }
    const entries = yield ["readdir", name];
    for (const [entry, mode] of Array.isArray(entries) ? entries : checkedGone(entries, "scandir", name)) {
      const inner = `${name}/${entry}`;
      if ((Number(mode) & 0o170000) === 0o040000) yield* steps.rm(inner, { recursive: true, force: true });
      else checkedGone(yield ["unlink", inner], "unlink", inner);
    }
    checkedGone(yield ["rmdir", name], "rmdir", name);
  },

  *rename(from: any, to: any): Steps<void> {
    const a = pathOf(from, "oldPath"),
      b = pathOf(to, "newPath");
    checked(yield ["rename", a, b], "rename", a, b);
  },
  *copyFile(from: any, to: any, mode?: any): Steps<void> {
    const a = pathOf(from, "src"),
      b = pathOf(to, "dest");
    mode = smallMode(mode);
    const source = yield ["open", a, 0, 0];
    if (typeof source !== "number") throw ioError(source, "copyfile", a, b);
    try {
      const stat = yield ["fstat", source];
      if ((stat[1] & 0o170000) === 0o040000) throw ioError(21, "copyfile", a, b);
      const target = yield ["open", b, flagsOf(mode & 1 ? "wx" : "w"), stat[1] & 0o777];
      if (typeof target !== "number") throw ioError(target, "copyfile", a, b);
      try {
        for (;;) {
          const part = checked(yield ["read", source, 1 << 20, -1], "copyfile", a, b);
          if (part.length === 0) break;
          checked(yield ["write", target, part, -1], "copyfile", a, b);
        }
      } finally {
        yield ["close", target];
      }
    } finally {
      yield ["close", source];
    }
  },
  *cp(from: any, to: any, options?: any): Steps<void> {
    yield* host.load("internal:fs_cp").copying(from, to, options, false);
  },

  *symlink(target: any, path: any, type?: any): Steps<void> {
    if (typeof type === "string" && !LINK_TYPES.includes(type))
      throw coded(
        Error,
        "ERR_FS_INVALID_SYMLINK_TYPE",
        `Symlink type must be one of "dir", "file", or "junction". Received "${type}"`,
      );
    const a = pathOf(target, "target"),
      b = pathOf(path);
    checked(yield ["symlink", a, b], "symlink", a, b);
  },
  *link(from: any, to: any): Steps<void> {
    const a = pathOf(from, "existingPath"),
      b = pathOf(to, "newPath");
    checked(yield ["link", a, b], "link", a, b);
  },
  *readlink(path: any, options?: any): Steps<any> {
    const name = pathOf(path);
    const { encoding } = optionsOf(options, {});
    return text(checked(yield ["readlink", name], "readlink", name), encoding);
  },
  *realpath(path: any, options?: any): Steps<any> {
    const name = pathOf(path);
    const { encoding } = optionsOf(options, {});
    // Node walks the path and says what is not there.
    const answer = yield ["realpath", name];
    if (typeof answer === "string") return text(answer, encoding);
    const whole = host.load("internal:path").posix.resolve(name);
    for (let end = whole.indexOf("/", 1); end > 0; end = whole.indexOf("/", end + 1))
      checked(yield ["lstat", whole.slice(0, end)], "lstat", whole.slice(0, end));
    throw ioError(answer, "lstat", whole);
  },
  *chmod(path: any, mode: any): Steps<void> {
    const name = pathOf(path);
    checked(yield ["chmod", name, modeOf(mode)], "chmod", name);
  },
  *fchmod(fd: any, mode: any): Steps<void> {
    checked(yield ["fchmod", descriptor(fd), modeOf(mode)], "fchmod");
  },
  *chown(path: any, uid: any, gid: any): Steps<void> {
    yield* ownWith("chown", path, uid, gid);
  },
  *lchown(path: any, uid: any, gid: any): Steps<void> {
    yield* ownWith("lchown", path, uid, gid);
  },
  *fchown(fd: any, uid: any, gid: any): Steps<void> {
    validateInteger(uid, "uid", -1, 2 ** 32 - 1);
    validateInteger(gid, "gid", -1, 2 ** 32 - 1);
    checked(yield ["fchown", descriptor(fd), uid, gid], "fchown");
  },
  *lutimes(path: any, read: any, written: any): Steps<void> {
    const name = pathOf(path);
    checked(yield ["lutimes", name, timeOf(read), timeOf(written)], "lutime", name);
  },
  *futimes(fd: any, read: any, written: any): Steps<void> {
    checked(yield ["futimes", descriptor(fd), timeOf(read, "atime"), timeOf(written, "mtime")], "futime");
  },
  *statfs(path: any, options?: any): Steps<any> {
    const name = pathOf(path);
    const fields = checked(yield ["statfs", name], "statfs", name);
    const as = (value: number) => (options?.bigint ? BigInt(value) : value);
    const [type, bsize, blocks, bfree, bavail, files, ffree] = fields.map(as);
    return Object.assign(Object.create(StatFs.prototype), {
      type,
      bsize,
      blocks,
      bfree,
      bavail,
      files,
      ffree,
    });
  },
  *readv(fd: any, buffers: any, position?: any): Steps<number> {
    let count = 0;
    for (const buffer of vectors(buffers)) {
      const at = typeof position === "number" ? position + count : null;
      const read = yield* steps.read(fd, buffer, 0, buffer.byteLength, at);
      count += read;
      if (read < buffer.byteLength) break;
    }
    return count;
  },
  *writev(fd: any, buffers: any, position?: any): Steps<number> {
    let count = 0;
    for (const buffer of vectors(buffers)) {
      const at = typeof position === "number" ? position + count : null;
      count += yield* steps.write(fd, buffer, 0, buffer.byteLength, at);
    }
    return count;
  },
  *utimes(path: any, read: any, written: any): Steps<void> {
    const name = pathOf(path);
    checked(yield ["utimes", name, timeOf(read), timeOf(written)], "utime", name);
  },
  *truncate(path: any, length?: any): Steps<void> {
    length = lengthOf(length);
    const fd = typeof path === "number" ? path : yield* steps.open(path, "r+");
    try {
      checked(yield ["ftruncate", fd, length], "ftruncate");
    } finally {
      if (typeof path !== "number") yield* closeAgain(fd);
    }
  },
  *ftruncate(fd: any, length?: any): Steps<void> {
    checked(yield ["ftruncate", descriptor(fd), lengthOf(length)], "ftruncate");
  },
  *fsync(fd: any): Steps<void> {
    checked(yield ["fsync", descriptor(fd)], "fsync");
  },
  *fdatasync(fd: any): Steps<void> {
    checked(yield ["fsync", descriptor(fd)], "fdatasync");
  },
  *mkdtemp(prefix: any, options?: any): Steps<any> {
    const { encoding } = optionsOf(options, {});
    const name = pathOf(prefix, "prefix");
    if (name.endsWith("X") && !hasWarned) {
      hasWarned = true;
      host.load("node:process").default.emitWarning(
        "mkdtemp() templates ending with X are not portable. For details see: https://nodejs.org/api/fs.html",
      );
    }
    return text(checked(yield ["mkdtemp", name], "mkdtemp", `${name}XXXXXX`), encoding);
  },
};

/** Somebody else may have removed it already. */
function checkedGone(answer: any, syscall: string, path: string): any[] {
  if (answer?.errno !== 2) checked(answer, syscall, path);
  return [];
}

/** What `statfs` gives. */
class StatFs {}

function vectors(buffers: any): any[] {
  const isRight = Array.isArray(buffers) && buffers.every((it: any) => ArrayBuffer.isView(it));
  if (!isRight) throw invalidArgType("buffers", "ArrayBufferView[]", buffers);
  return buffers;
}

function* ownWith(syscall: string, path: any, uid: any, gid: any): Steps<void> {
  const name = pathOf(path);
  validateInteger(uid, "uid", -1, 2 ** 32 - 1);
  validateInteger(gid, "gid", -1, 2 ** 32 - 1);
  checked(yield [syscall, name, uid, gid], syscall, name);
}

function* statWith(syscall: string, path: any, options: any): Steps {
  const name = pathOf(path);
  const fields = yield [syscall, name];
  if (!Array.isArray(fields)) {
    if (options?.throwIfNoEntry === false && (fields.errno === 2 || fields.errno === 20)) return undefined;
    throw ioError(fields, syscall, name);
  }
  return new Stats(fields, !!options?.bigint);
}

/** The same, at once, by Node's names. */
export const sync: Record<string, (...args: any[]) => any> = {};
for (const name of Object.keys(steps)) {
  const made = (...args: any[]) => atOnce(steps[name](...args));
  Object.defineProperty(made, "name", { __proto__: null, value: `${name}Sync`, configurable: true } as any);
  sync[name] = made;
}
sync.cp = (from: any, to: any, options?: any) =>
  atOnce(host.load("internal:fs_cp").copying(from, to, options, true));
Object.defineProperty(sync.cp, "name", { __proto__: null, value: "cpSync", configurable: true } as any);
