// `fs.watch`: what the system says of a file or a folder, as it says it.
import { invalidArgType, invalidArgValue } from "internal:errors";
import { ioError } from "internal:errno";
import { pathOf } from "internal:fs_arguments";
import { Resource } from "internal:io";
import { validateAbortSignal, validateBoolean } from "internal:validate";
import { posix } from "internal:path";
import { Buffer } from "node:buffer";
import EventEmitter from "node:events";

const natives = host.native("files");
type Hear = (kind: string, name: string) => void;

/** One thing that is watched, or an error's number. */
function watchOne(path: string, hear: Hear, gone?: () => void): Resource | { errno: number; code: string; message: string } {
  const resource = new Resource(
    "file watcher",
    path,
    (_, [isRename, name]) => hear(isRename ? "rename" : "change", name ?? posix.basename(path)),
    gone,
  );
  if (resource.id === 0) return resource;
  const fault = natives.watch(resource.id, path);
  if (fault === undefined) return resource;
  resource.close();
  return fault;
}

/** A folder and all below it: what is new there is watched as well. */
class Tree {
  #root: string;
  #hear: Hear;
  #isRef = true;
  #parts = new Map<string, Resource>();
  constructor(root: string, hear: Hear) {
    this.#root = root;
    this.#hear = hear;
  }
  /** `isNew`: it was made while the tree is watched, and what it holds by now is told as well. */
  add(below: string, isNew = false): { errno: number; code: string; message: string } | null {
    const path = below === "" ? this.#root : `${this.#root}/${below}`;
    const made = watchOne(path, (kind, name) => this.#told(below, kind, name));
    if (!(made instanceof Resource)) return made;
    if (!this.#isRef) made.unref();
    this.#parts.set(below, made);
    for (const it of entriesOf(path)) {
      const full = below === "" ? it.name : `${below}/${it.name}`;
      if (isNew) this.#hear("rename", full);
      // Who hears of it may have closed it.
      if (!this.#parts.has(below)) break;
      if (it.isDirectory()) this.add(full, isNew);
    }
    return null;
  }
  #told(below: string, kind: string, name: string): void {
    const full = below === "" ? name : `${below}/${name}`;
    this.#hear(kind, full);
    if (kind !== "rename" || !this.#parts.has(below)) return;
    const { sync } = host.load("internal:fs");
    const now = sync.lstat(`${this.#root}/${full}`, { throwIfNoEntry: false });
    if (now?.isDirectory() && !this.#parts.has(full)) this.add(full, true);
    else if (now === undefined) {
      this.#parts.get(full)?.close();
      this.#parts.delete(full);
    }
  }
  ref(): void {
    this.#isRef = true;
    for (const [, it] of this.#parts) it.ref();
  }
  unref(): void {
    this.#isRef = false;
    for (const [, it] of this.#parts) it.unref();
  }
  close(): void {
    for (const [, it] of this.#parts) it.close();
    this.#parts.clear();
  }
}

/** What a folder holds; nothing when it is none, or gone again. */
function entriesOf(path: string): any[] {
  const { sync } = host.load("internal:fs");
  try {
    return sync.lstat(path).isDirectory() ? sync.readdir(path, { withFileTypes: true }) : [];
  } catch (error: any) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  }
}

export class FSWatcher extends (EventEmitter as any) {
  #handle: any = null;
  #isStarted = false;
  #isClosed = false;

  start(path: string, isPersistent: boolean, isRecursive: boolean, encoding: string): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const hear = (kind: string, name: string) => {
      if (this.#isClosed) return;
      this.emit("change", kind, encoding === "utf8" ? name : named(name, encoding));
    };
    let fault = null;
    if (isRecursive) {
      this.#handle = new Tree(path, hear);
      fault = this.#handle.add("");
    } else {
      const made = watchOne(path, hear, () => {
        this.#isClosed = true;
      });
      if (made instanceof Resource) this.#handle = made;
      else fault = made;
    }
    if (fault !== null) {
      if (fault.errno === 0) throw new Error(fault.message);
      const error: any = ioError(fault, "watch", path);
      error.filename = path;
      throw error;
    }
    if (!isPersistent) this.#handle.unref();
  }
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#handle?.close();
    this.#handle = null;
    host.nextTick(() => this.emit("close"));
  }
  ref(): this {
    this.#handle?.ref();
    return this;
  }
  unref(): this {
    this.#handle?.unref();
    return this;
  }
}

const named = (name: string, encoding: string): any => {
  const bytes = Buffer.from(name);
  return encoding === "buffer" ? bytes : bytes.toString(encoding as any);
};

function optionsOf(options: any): any {
  if (typeof options === "string") options = { encoding: options };
  if (options === null || typeof options !== "object") throw invalidArgType("options", ["string", "Object"], options);
  const { persistent = true, recursive = false, encoding = "utf8", signal } = options;
  validateBoolean(recursive, "options.recursive");
  if (encoding !== null && encoding !== "buffer" && !Buffer.isEncoding(encoding))
    throw invalidArgValue("encoding", encoding, "is invalid encoding");
  if (signal !== undefined) validateAbortSignal(signal, "options.signal");
  return { persistent, recursive, encoding: encoding === null || encoding === "utf-8" ? "utf8" : encoding, signal };
}

export function watch(path: any, options: any = undefined, listener: any = undefined): any {
  if (typeof options === "function") {
    listener = options;
    options = undefined;
  }
  const name = pathOf(path);
  const { persistent, recursive, encoding, signal } = optionsOf(options ?? {});
  const watcher = new FSWatcher();
  watcher.start(name, persistent, recursive, encoding);
  if (listener !== undefined) {
    if (typeof listener !== "function") throw invalidArgType("listener", "Function", listener);
    watcher.addListener("change", listener);
  }
  if (signal !== undefined) {
    if (signal.aborted) host.nextTick(() => watcher.close());
    else {
      const abort = () => watcher.close();
      signal.addEventListener("abort", abort);
      watcher.once("close", () => signal.removeEventListener("abort", abort));
    }
  }
  return watcher;
}

/** `fs.promises.watch`: one event after the other, until it is aborted or left. */
export async function* watching(path: any, options: any = {}): AsyncGenerator<any> {
  const name = pathOf(path);
  const { persistent, recursive, encoding, signal } = optionsOf(options);
  const aborted = () => host.load("web:abort").abortError(signal);
  if (signal?.aborted) throw aborted();
  const waiting: any[] = [];
  let wake: (() => void) | null = null;
  const call = () => {
    wake?.();
    wake = null;
  };
  const watcher = new FSWatcher();
  watcher.on("change", (eventType: string, filename: any) => {
    waiting.push({ eventType, filename });
    call();
  });
  signal?.addEventListener("abort", call, { once: true });
  try {
    watcher.start(name, persistent, recursive, encoding);
    for (;;) {
      if (signal?.aborted) throw aborted();
      if (waiting.length > 0) yield waiting.shift();
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    watcher.close();
    signal?.removeEventListener("abort", call);
  }
}
