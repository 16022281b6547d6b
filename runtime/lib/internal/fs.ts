// What `fs` does, as steps of the operating system; each is run at once, or on the I/O thread.
import { coded, invalidArgType, invalidArgValue, outOfRange } from "internal:errors";
import { checked, ioError } from "internal:errno";
import { pathOf, flagsOf, modeOf, descriptor, optionsOf, text, bytesOf } from "internal:fs_arguments";
import { operation } from "internal:io";
import { validateInteger } from "internal:validate";
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

/** Every step on the I/O thread. A wrong argument is thrown at once. `signal`: looked at between two steps. */
export function inTurn<T>(steps: Steps<T>, done: (error: any, value?: T) => void, signal?: any): void {
  let step: any = host.resume(steps, undefined);
  const go = () => {
    if (step.done) return done(null, step.value);
    const [name, texts, numbers, bytes] = sorted(step.value);
    const next = (fault: any, value?: any) => {
      try {
        step = signal?.aborted ? host.abandon(steps) : host.resume(steps, fault ?? value);
      } catch (error) {
        return done(error);
      }
      if (signal?.aborted && step.done) return done(host.load("web:abort").abortError(signal));
      go();
    };
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

  *read(fd: any, buffer: any, offset?: any, length?: any, position?: any): Steps<number> {
    descriptor(fd);
    if (!ArrayBuffer.isView(buffer))
      throw invalidArgType("buffer", ["Buffer", "TypedArray", "DataView"], buffer);
    if (offset !== null && typeof offset === "object") ({ offset, length, position } = offset);
    else if (offset !== undefined && length === undefined && position === undefined)
      throw invalidArgType("options", "Object", offset);
    const view = bytesOf(buffer, undefined, "buffer");
    offset ??= 0;
    length ??= view.byteLength - offset;
    if (length === 0) return 0;
    if (view.byteLength === 0) throw invalidArgValue("buffer", buffer, "is empty and cannot be written");
    if (offset < 0 || offset > view.byteLength)
      throw outOfRange("offset", `>= 0 && <= ${view.byteLength}`, offset);
    if (length < 0) throw outOfRange("length", ">= 0", length);
    if (length > view.byteLength - offset)
      throw outOfRange("length", `<= ${view.byteLength - offset}`, length);
    const bytes = checked(
      yield ["read", fd, length, typeof position === "bigint" ? Number(position) : (position ?? -1)],
      "read",
    );
    view.set(bytes, offset);
    return bytes.length;
  },

  *write(fd: any, data: any, offset?: any, length?: any, position?: any): Steps<number> {
    descriptor(fd);
    let bytes: Uint8Array;
    if (typeof data === "string") {
      // fd, text, position, encoding
      bytes = bytesOf(data, typeof length === "string" ? length : "utf8");
      position = typeof offset === "number" ? offset : -1;
    } else {
      bytes = bytesOf(data, undefined, "buffer");
      if (offset !== null && typeof offset === "object") ({ offset, length, position } = offset);
      offset ??= 0;
      length ??= bytes.byteLength - offset;
      if (offset < 0 || offset > bytes.byteLength)
        throw outOfRange("offset", `>= 0 && <= ${bytes.byteLength}`, offset);
      if (length < 0 || length > bytes.byteLength - offset)
        throw outOfRange("length", `>= 0 && <= ${bytes.byteLength - offset}`, length);
      bytes = bytes.subarray(offset, offset + length);
    }
    return checked(
      yield [
        "write",
        fd,
        new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        typeof position === "bigint" ? Number(position) : (position ?? -1),
      ],
      "write",
    );
  },

  *readFile(path: any, options?: any): Steps<any> {
    const { encoding, flag } = optionsOf(options, { flag: "r" });
    const isOpen = typeof path === "number";
    const fd = isOpen ? path : yield* steps.open(path, flag);
    try {
      const parts: Uint8Array[] = [];
      let size = 65536;
      const fields = yield ["fstat", fd];
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
    const { encoding, flag, mode } = optionsOf(options, { encoding: "utf8", flag: "w", mode: 0o666 });
    const bytes = bytesOf(data, encoding);
    const isOpen = typeof path === "number";
    const fd = isOpen ? path : yield* steps.open(path, flag, mode);
    try {
      checked(
        yield ["write", fd, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), -1],
        "write",
      );
    } finally {
      if (!isOpen) yield* closeAgain(fd);
    }
  },
  *appendFile(path: any, data: any, options?: any): Steps<void> {
    yield* steps.writeFile(path, data, { flag: "a", ...optionsOf(options, { encoding: "utf8" }) });
  },

  *access(path: any, mode?: any): Steps<void> {
    const name = pathOf(path);
    checked(yield ["access", name, mode ?? 0], "access", name);
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
    const mode = modeOf(typeof options === "object" && options !== null ? options.mode : options, 0o777);
    if (!isRecursive) {
      checked(yield ["mkdir", name, mode], "mkdir", name);
      return undefined;
    }
    const { posix } = host.load("internal:path");
    const missing: string[] = [];
    let at = posix.resolve(name);
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
      first ??= next;
      checked(yield ["mkdir", next, mode], "mkdir", name);
    }
    return first;
  },

  *readdir(path: any, options?: any): Steps<any[]> {
    const name = pathOf(path);
    const { encoding, withFileTypes, recursive } = optionsOf(options, {});
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
    if (options?.recursive) return yield* steps.rm(path, { recursive: true });
    checked(yield ["rmdir", name], "rmdir", name);
  },
  *unlink(path: any): Steps<void> {
    const name = pathOf(path);
    checked(yield ["unlink", name], "unlink", name);
  },
  *rm(path: any, options?: any): Steps<void> {
    const name = pathOf(path);
    const { force, recursive } = options ?? {};
    const fields = yield ["lstat", name];
    if (!Array.isArray(fields)) {
      if (force && fields.errno === 2) return;
      throw ioError(fields, "lstat", name);
    }
    if ((fields[1] & 0o170000) !== 0o040000) return yield* steps.unlink(name);
    if (!recursive) {
      const error: any = coded(
        Error,
        "ERR_FS_EISDIR",
        `Path is a directory: rm returned EISDIR (is a directory) ${name}`,
      );
      error.name = "SystemError";
      Object.assign(error, {
        info: { code: "EISDIR", message: "is a directory", path: name, syscall: "rm", errno: 21 },
        errno: 21,
        syscall: "rm",
        path: name,
      });
      throw error;
    }
    for (const [entry, mode] of checked(yield ["readdir", name], "scandir", name)) {
      const inner = `${name}/${entry}`;
      if ((Number(mode) & 0o170000) === 0o040000) yield* steps.rm(inner, { recursive: true, force: true });
      else checked(yield ["unlink", inner], "unlink", inner);
    }
    checked(yield ["rmdir", name], "rmdir", name);
  },

  *rename(from: any, to: any): Steps<void> {
    const a = pathOf(from, "oldPath"),
      b = pathOf(to, "newPath");
    checked(yield ["rename", a, b], "rename", a, b);
  },
  *copyFile(from: any, to: any, mode: any = 0): Steps<void> {
    const a = pathOf(from, "src"),
      b = pathOf(to, "dest");
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
  *cp(from: any, to: any, options: any = {}): Steps<void> {
    const a = pathOf(from, "src"),
      b = pathOf(to, "dest");
    const fields = checked(yield ["lstat", a], "lstat", a);
    const kind = fields[1] & 0o170000;
    if (options.filter && !options.filter(from, to)) return;
    if (kind === 0o040000) {
      if (!options.recursive) {
        const message = `${a} is a directory (not copied)`;
        const error: any = coded(
          Error,
          "ERR_FS_EISDIR",
          `Path is a directory: cp returned EISDIR (${message}) ${a}`,
        );
        error.name = "SystemError";
        throw Object.assign(error, {
          info: { message, path: a, syscall: "cp", errno: 21, code: "EISDIR" },
          errno: 21,
          syscall: "cp",
          path: a,
        });
      }
      yield* steps.mkdir(b, { recursive: true });
      for (const [entry] of checked(yield ["readdir", a], "scandir", a))
        yield* steps.cp(`${a}/${entry}`, `${b}/${entry}`, options);
    } else if (kind === 0o120000) yield* steps.symlink(yield* steps.readlink(a), b);
    else {
      if (options.force === false && (yield* steps.exists(b))) return;
      yield* steps.mkdir(host.load("internal:path").posix.dirname(b), { recursive: true });
      yield* steps.copyFile(a, b);
    }
  },

  *symlink(target: any, path: any): Steps<void> {
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
    return text(checked(yield ["readlink", name], "readlink", name), optionsOf(options, {}).encoding);
  },
  *realpath(path: any, options?: any): Steps<any> {
    const name = pathOf(path);
    const { encoding } = optionsOf(options, {});
    // Node walks the path and says what is not there.
    const answer = yield ["realpath", name];
    if (typeof answer !== "string")
      throw ioError(answer, "lstat", host.load("internal:path").posix.resolve(name));
    return text(answer, encoding);
  },
  *chmod(path: any, mode: any): Steps<void> {
    const name = pathOf(path);
    checked(yield ["chmod", name, modeOf(mode, 0)], "chmod", name);
  },
  *fchmod(fd: any, mode: any): Steps<void> {
    checked(yield ["fchmod", descriptor(fd), modeOf(mode, 0)], "fchmod");
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
    checked(yield ["lutimes", name, seconds(read), seconds(written)], "lutime", name);
  },
  *futimes(fd: any, read: any, written: any): Steps<void> {
    checked(yield ["futimes", descriptor(fd), seconds(read), seconds(written)], "futime");
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
    checked(yield ["utimes", name, seconds(read), seconds(written)], "utime", name);
  },
  *truncate(path: any, length: any = 0): Steps<void> {
    const fd = typeof path === "number" ? path : yield* steps.open(path, "r+");
    try {
      checked(yield ["ftruncate", fd, length], "ftruncate");
    } finally {
      if (typeof path !== "number") yield* closeAgain(fd);
    }
  },
  *ftruncate(fd: any, length: any = 0): Steps<void> {
    checked(yield ["ftruncate", descriptor(fd), length], "ftruncate");
  },
  *fsync(fd: any): Steps<void> {
    checked(yield ["fsync", descriptor(fd)], "fsync");
  },
  *fdatasync(fd: any): Steps<void> {
    checked(yield ["fsync", descriptor(fd)], "fdatasync");
  },
  *mkdtemp(prefix: any, options?: any): Steps<any> {
    const name = pathOf(prefix, "prefix");
    return text(
      checked(yield ["mkdtemp", name], "mkdtemp", `${name}XXXXXX`),
      optionsOf(options, {}).encoding,
    );
  },
};

const seconds = (time: any) => (time instanceof Date ? time.getTime() / 1000 : Number(time));

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
