// What `fs` does, at once; the callback and promise forms are made of it.
import { coded, invalidArgType, invalidArgValue, outOfRange } from "internal:errors";
import { checked, ioError } from "internal:errno";
import { pathOf, flagsOf, modeOf, descriptor, optionsOf, text, bytesOf } from "internal:fs_arguments";
import { Dirent, Stats } from "internal:stats";
import { Buffer } from "node:buffer";

const natives = host.native("files");

const kept = new Map<number, () => void>();

function forget(fd: number): void {
  kept.get(fd)?.();
  kept.delete(fd);
}

function closeAgain(fd: number): void {
  natives.close(fd);
  forget(fd);
}

// The three that a process begins with are not files of the program: what it writes there is printed.
const STDIN = 0,
  PRINTED: Record<number, string> = { __proto__: null, 1: "log", 2: "error" } as any;

function readBytes(fd: number, length: number, position: number): Uint8Array {
  if (fd === STDIN) return checked(host.native("stdio").readNow(length), "read");
  return checked(natives.read(fd, length, position), "read");
}

function writeBytes(fd: number, bytes: Uint8Array, position: number): number {
  const { [fd]: level } = PRINTED;
  if (level === undefined)
    return checked(
      natives.write(fd, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), position),
      "write",
    );
  host.console.write(
    level,
    Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength).toString(),
  );
  return bytes.length;
}

export const sync: Record<string, (...args: any[]) => any> = {
  open(path: any, flags?: any, mode?: any): number {
    const name = pathOf(path);
    const fd = checked(natives.open(name, flagsOf(flags ?? "r"), modeOf(mode, 0o666)), "open", name);
    // A file that a module leaves open is closed with it.
    kept.set(
      fd,
      host.hold(() => natives.close(fd)),
    );
    return fd;
  },
  close(fd: any): void {
    if (fd === STDIN || PRINTED[fd] !== undefined) return;
    checked(natives.close(descriptor(fd)), "close");
    forget(fd);
  },

  read(fd: any, buffer: any, offset?: any, length?: any, position?: any): number {
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
    const bytes = readBytes(fd, length, typeof position === "bigint" ? Number(position) : (position ?? -1));
    view.set(bytes, offset);
    return bytes.length;
  },

  write(fd: any, data: any, offset?: any, length?: any, position?: any): number {
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
    return writeBytes(fd, bytes, position ?? -1);
  },

  readFile(path: any, options?: any): any {
    const { encoding, flag } = optionsOf(options, { flag: "r" });
    const isOpen = typeof path === "number";
    const fd = isOpen ? path : sync.open(path, flag);
    try {
      const parts: Uint8Array[] = [];
      let size = 65536;
      const fields = natives.fstat(fd);
      if (Array.isArray(fields) && fields[8] > 0) size = fields[8] + 1;
      for (;;) {
        const part = readBytes(fd, size, -1);
        if (part.length === 0) break;
        parts.push(part);
      }
      const bytes = parts.length === 1 ? Buffer.from(parts[0].buffer) : Buffer.concat(parts);
      return encoding && encoding !== "buffer" ? bytes.toString(encoding) : bytes;
    } finally {
      if (!isOpen) closeAgain(fd);
    }
  },

  writeFile(path: any, data: any, options?: any): void {
    const { encoding, flag, mode } = optionsOf(options, { encoding: "utf8", flag: "w", mode: 0o666 });
    const bytes = bytesOf(data, encoding);
    const isOpen = typeof path === "number";
    const fd = isOpen ? path : sync.open(path, flag, mode);
    try {
      writeBytes(fd, bytes, -1);
    } finally {
      if (!isOpen) closeAgain(fd);
    }
  },
  appendFile(path: any, data: any, options?: any): void {
    sync.writeFile(path, data, { flag: "a", ...optionsOf(options, { encoding: "utf8" }) });
  },

  access(path: any, mode?: any): void {
    const name = pathOf(path);
    checked(natives.access(name, mode ?? 0), "access", name);
  },
  exists(path: any): boolean {
    try {
      return natives.access(pathOf(path), 0) === true;
    } catch {
      return false;
    }
  },

  stat(path: any, options?: any): any {
    return statWith("stat", path, options);
  },
  lstat(path: any, options?: any): any {
    return statWith("lstat", path, options);
  },
  fstat(fd: any, options?: any): any {
    return new Stats(checked(natives.fstat(descriptor(fd)), "fstat"), !!options?.bigint);
  },

  mkdir(path: any, options?: any): string | undefined {
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
      checked(natives.mkdir(name, mode), "mkdir", name);
      return undefined;
    }
    const { posix } = host.load("internal:path");
    const missing: string[] = [];
    let at = posix.resolve(name);
    for (;;) {
      const fields = natives.stat(at);
      if (Array.isArray(fields)) {
        if ((fields[1] & 0o170000) !== 0o040000) throw ioError(missing.length === 0 ? 17 : 20, "mkdir", name);
        break;
      }
      if (fields.errno !== 2) throw ioError(fields.errno, "mkdir", name);
      missing.push(at);
      at = posix.dirname(at);
    }
    let first: string | undefined;
    while (missing.length > 0) {
      const next = missing.pop()!;
      first ??= next;
      checked(natives.mkdir(next, mode), "mkdir", name);
    }
    return first;
  },

  readdir(path: any, options?: any): any[] {
    const name = pathOf(path);
    const { encoding, withFileTypes, recursive } = optionsOf(options, {});
    const out: any[] = [];
    const visit = (folder: string, prefix: string) => {
      const entries = checked(natives.readdir(folder), "scandir", name);
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
      for (const it of folders) visit(it[0], it[1]);
    };
    visit(name, "");
    return out;
  },

  rmdir(path: any, options?: any): void {
    const name = pathOf(path);
    if (options?.recursive) return sync.rm(path, { recursive: true });
    checked(natives.rmdir(name), "rmdir", name);
  },
  unlink(path: any): void {
    const name = pathOf(path);
    checked(natives.unlink(name), "unlink", name);
  },
  rm(path: any, options?: any): void {
    const name = pathOf(path);
    const { force, recursive } = options ?? {};
    const fields = natives.lstat(name);
    if (!Array.isArray(fields)) {
      if (force && fields.errno === 2) return;
      throw ioError(fields.errno, "lstat", name);
    }
    if ((fields[1] & 0o170000) !== 0o040000) return sync.unlink(name);
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
    for (const [entry, mode] of checked(natives.readdir(name), "scandir", name)) {
      const inner = `${name}/${entry}`;
      if ((Number(mode) & 0o170000) === 0o040000) sync.rm(inner, { recursive: true, force: true });
      else checked(natives.unlink(inner), "unlink", inner);
    }
    checked(natives.rmdir(name), "rmdir", name);
  },

  rename(from: any, to: any): void {
    const a = pathOf(from, "oldPath"),
      b = pathOf(to, "newPath");
    checked(natives.rename(a, b), "rename", a, b);
  },
  copyFile(from: any, to: any, mode: any = 0): void {
    const a = pathOf(from, "src"),
      b = pathOf(to, "dest");
    const source = natives.open(a, 0, 0);
    if (typeof source !== "number") throw ioError(source.errno, "copyfile", a, b);
    try {
      const stat = natives.fstat(source);
      if ((stat[1] & 0o170000) === 0o040000) throw ioError(21, "copyfile", a, b);
      const target = natives.open(b, flagsOf(mode & 1 ? "wx" : "w"), stat[1] & 0o777);
      if (typeof target !== "number") throw ioError(target.errno, "copyfile", a, b);
      try {
        for (;;) {
          const part = checked(natives.read(source, 1 << 20, -1), "copyfile", a, b);
          if (part.length === 0) break;
          checked(natives.write(target, part, -1), "copyfile", a, b);
        }
      } finally {
        natives.close(target);
      }
    } finally {
      natives.close(source);
    }
  },
  cp(from: any, to: any, options: any = {}): void {
    const a = pathOf(from, "src"),
      b = pathOf(to, "dest");
    const fields = checked(natives.lstat(a), "lstat", a);
    const kind = fields[1] & 0o170000;
    if (options.filter && !options.filter(from, to)) return;
    if (kind === 0o040000) {
      if (!options.recursive) {
        const error: any = coded(
          Error,
          "ERR_FS_EISDIR",
          `Recursive option not enabled, cannot copy a directory: cp returned EISDIR (${a} is a directory (not copied)) ${a}`,
        );
        error.name = "SystemError";
        throw error;
      }
      sync.mkdir(b, { recursive: true });
      for (const [entry] of checked(natives.readdir(a), "scandir", a))
        sync.cp(`${a}/${entry}`, `${b}/${entry}`, options);
    } else if (kind === 0o120000) sync.symlink(sync.readlink(a), b);
    else {
      if (options.force === false && sync.exists(b)) return;
      sync.mkdir(host.load("internal:path").posix.dirname(b), { recursive: true });
      sync.copyFile(a, b);
    }
  },

  symlink(target: any, path: any): void {
    const a = pathOf(target, "target"),
      b = pathOf(path);
    checked(natives.symlink(a, b), "symlink", a, b);
  },
  link(from: any, to: any): void {
    const a = pathOf(from, "existingPath"),
      b = pathOf(to, "newPath");
    checked(natives.link(a, b), "link", a, b);
  },
  readlink(path: any, options?: any): any {
    const name = pathOf(path);
    return text(checked(natives.readlink(name), "readlink", name), optionsOf(options, {}).encoding);
  },
  realpath(path: any, options?: any): any {
    const name = pathOf(path);
    const { encoding } = optionsOf(options, {});
    // Node walks the path and says what is not there.
    const answer = natives.realpath(name);
    if (typeof answer !== "string")
      throw ioError(answer.errno, "lstat", host.load("internal:path").posix.resolve(name));
    return text(answer, encoding);
  },
  chmod(path: any, mode: any): void {
    const name = pathOf(path);
    checked(natives.chmod(name, modeOf(mode, 0)), "chmod", name);
  },
  utimes(path: any, read: any, written: any): void {
    const name = pathOf(path);
    const seconds = (time: any) => (time instanceof Date ? time.getTime() / 1000 : Number(time));
    checked(natives.utimes(name, seconds(read), seconds(written)), "utime", name);
  },
  truncate(path: any, length: any = 0): void {
    const fd = typeof path === "number" ? path : sync.open(path, "r+");
    try {
      checked(natives.ftruncate(fd, length), "ftruncate");
    } finally {
      if (typeof path !== "number") closeAgain(fd);
    }
  },
  ftruncate(fd: any, length: any = 0): void {
    checked(natives.ftruncate(descriptor(fd), length), "ftruncate");
  },
  fsync(fd: any): void {
    checked(natives.fsync(descriptor(fd)), "fsync");
  },
  fdatasync(fd: any): void {
    checked(natives.fsync(descriptor(fd)), "fdatasync");
  },
  mkdtemp(prefix: any, options?: any): any {
    const name = pathOf(prefix, "prefix");
    return text(checked(natives.mkdtemp(name), "mkdtemp", `${name}XXXXXX`), optionsOf(options, {}).encoding);
  },
};

function statWith(syscall: string, path: any, options: any): any {
  const name = pathOf(path);
  const fields = natives[syscall](name);
  if (!Array.isArray(fields)) {
    if (options?.throwIfNoEntry === false && (fields.errno === 2 || fields.errno === 20)) return undefined;
    throw ioError(fields.errno, syscall, name);
  }
  return new Stats(fields, !!options?.bigint);
}

for (const name of Object.keys(sync))
  Object.defineProperty(sync[name], "name", {
    __proto__: null,
    value: `${name}Sync`,
    configurable: true,
  } as any);
