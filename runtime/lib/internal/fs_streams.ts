// `fs.ReadStream` and `fs.WriteStream`.
import { invalidArgType, outOfRange } from "internal:errors";
import { validateAbortSignal, validateBoolean, validateFunction, validateInteger } from "internal:validate";
import { ioError } from "internal:errno";
import { optionsOf, pathOf } from "internal:fs_arguments";
import { destroyedError, notImplemented } from "internal:stream/errors";
import { FileHandle, release, use } from "internal:fs_handle";
import { addAbortSignal } from "internal:stream/abort";
import { finished } from "internal:stream/finished";
import { fail } from "internal:stream/destroy";
import { Readable } from "internal:stream/readable";
import { Writable } from "internal:stream/writable";
import "node:stream";
import { Buffer } from "node:buffer";

/** The file system of a stream: `fs` as the program sees it, a handle, or functions of its own. */
interface Files {
  [name: string]: any;
}

/** A handle in the form of `fs`. */
function filesOf(handle: any): Files {
  const passed = (promise: any, give: (result: any) => any[], callback: any) =>
    promise.then(
      (result: any) => Reflect.apply(callback, undefined, [null, ...give(result)]),
      (error: any) => callback(error),
    );
  return {
    close(_fd: any, callback: any) {
      release(handle);
      handle.close().then(
        () => callback(),
        (error: any) => callback(error),
      );
    },
    read: (_fd: any, buffer: any, offset: any, length: any, position: any, callback: any) =>
      passed(handle.read(buffer, offset, length, position), (it) => [it.bytesRead, it.buffer], callback),
    write: (_fd: any, buffer: any, offset: any, length: any, position: any, callback: any) =>
      passed(handle.write(buffer, offset, length, position), (it) => [it.bytesWritten, it.buffer], callback),
    writev: (_fd: any, buffers: any, position: any, callback: any) =>
      passed(handle.writev(buffers, position), (it) => [it.bytesWritten, it.buffers], callback),
    fsync: (_fd: any, callback: any) => passed(handle.sync(), () => [], callback),
  };
}

function hidden(stream: any, name: string, value: any): void {
  Object.defineProperty(stream, name, { __proto__: null, value, writable: true, configurable: true } as any);
}

/** What options inherit counts as well. */
function optionsFrom(given: any): any {
  const options: any = {};
  for (const key in typeof given === "object" ? given : {}) options[key] = given[key];
  return { ...options, ...optionsOf(given, {}) };
}

function checkPosition(value: any, name: string): void {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < 0 || value > Number.MAX_SAFE_INTEGER)
    throw outOfRange(name, `>= 0 && <= ${Number.MAX_SAFE_INTEGER}`, value);
}

/** What both directions have: a path or a descriptor, opened when the stream is made. */
function begin(stream: any, path: any, options: any, flags: string): void {
  const { fd } = options;
  hidden(stream, "isBusy_", false);
  hidden(stream, "idle_", undefined);
  stream.flags = options.flags === undefined ? flags : options.flags;
  stream.mode = options.mode === undefined ? 0o666 : options.mode;
  stream.autoClose = options.autoClose !== false;
  if (typeof fd === "object" && fd !== null && fd instanceof FileHandle) {
    if (options.fs) throw notImplemented("FileHandle with fs");
    hidden(stream, "fs_", filesOf(fd));
    stream.fd = fd.fd;
    use(fd as any);
    (fd as any).on("close", () => stream.close());
    return;
  }
  hidden(stream, "fs_", options.fs || host.load("node:fs").default);
  if (fd === undefined || fd === null) {
    stream.fd = null;
    validateFunction(stream.fs_.open, "options.fs.open");
    stream.path = typeof path === "string" && !path.includes("\0") ? path : pathOf(path);
    return;
  }
  validateInteger(fd, "fd", 0, 2 ** 31 - 1);
  stream.fd = fd;
}

function construct(this: any, callback: any): void {
  if (typeof this.fd === "number") {
    callback();
    return;
  }
  if (this.open !== open) {
    // A method of the program's own says by its events how it went.
    const { emit } = this;
    this.emit = function (this: any, ...args: any[]) {
      if (args[0] === "open" || args[0] === "error") {
        this.emit = emit;
        callback(args[0] === "error" ? args[1] : undefined);
        if (args[0] === "error") return true;
      }
      return Reflect.apply(emit, this, args);
    };
    this.open();
    return;
  }
  this.fs_.open(this.path, this.flags, this.mode, (error: any, fd: any) => {
    if (error) {
      callback(error);
      return;
    }
    this.fd = fd;
    callback();
    this.emit("open", fd);
    this.emit("ready");
  });
}

/** Streams open by themselves; who replaces it opens in their place. */
function open(this: any): void {}

/** One call at a time is under way; nothing is closed meanwhile. */
function busy(stream: any, callback: (...results: any[]) => void): (...results: any[]) => void {
  stream.isBusy_ = true;
  return (...results: any[]) => {
    stream.isBusy_ = false;
    Reflect.apply(callback, undefined, results);
    const { idle_ } = stream;
    stream.idle_ = undefined;
    idle_?.();
  };
}

function close(stream: any, error: any, callback: any): void {
  const { fd } = stream;
  const done = (failure: any) => callback(error || failure);
  const end = (failure?: any) => {
    stream.fs_.close(fd, (other: any) => done(failure || other));
    stream.fd = null;
  };
  if (stream.flush && !error) stream.fs_.fsync(fd, end);
  else end();
}

function shared(prototype: any): void {
  prototype._construct = construct;
  prototype.open = open;
  prototype._destroy = function (this: any, error: any, callback: any) {
    const end = () => {
      if (!this.fd) callback(error);
      else close(this, error, callback);
    };
    if (this.isBusy_) this.idle_ = end;
    else end();
  };
  Object.defineProperty(prototype, "pending", {
    __proto__: null,
    configurable: true,
    get() {
      return this.fd === null;
    },
  } as any);
}

export function ReadStream(this: any, path: any, options?: any): any {
  if (!(this instanceof (ReadStream as any))) return new (ReadStream as any)(path, options);
  options = optionsFrom(options);
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = options.autoClose !== false;
  begin(this, path, options, "r");
  validateFunction(this.fs_.read, "options.fs.read");
  if (this.autoClose) validateFunction(this.fs_.close, "options.fs.close");
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  if (this.start !== undefined) {
    checkPosition(this.start, "start");
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    checkPosition(this.end, "end");
    if (this.start !== undefined && this.start > this.end)
      throw outOfRange("start", `<= "end" (here: ${this.end})`, this.start);
  }
  const { signal, ...rest } = options;
  validateAbortSignal(signal, "options.signal");
  Reflect.apply(Readable, this, [{ ...rest, read: undefined, construct: undefined, destroy: undefined }]);
  if (options.encoding) this.setEncoding(options.encoding);
  if (signal) addAbortSignal(signal, this);
  return undefined;
}
Object.setPrototypeOf(ReadStream.prototype, (Readable as any).prototype);
Object.setPrototypeOf(ReadStream, Readable);
const reading: any = ReadStream.prototype;
shared(reading);

reading.close = function close(this: any, callback: any) {
  if (typeof callback === "function") finished(this, callback);
  this.destroy();
};

reading._read = function (this: any, size: number) {
  const from = this.pos ?? this.bytesRead;
  size =
    this.pos !== undefined ? Math.min(this.end - this.pos + 1, size) : Math.min(this.end - from + 1, size);
  if (size <= 0) {
    this.push(null);
    return;
  }
  const buffer = Buffer.allocUnsafeSlow(size);
  const done = busy(this, (error: any, count: any, filled: any) => {
    // Whoever closed it meanwhile hears nothing more.
    if (this.destroyed) return;
    if (error) {
      fail(this, error);
      return;
    }
    if (count === 0) {
      this.push(null);
      return;
    }
    if (this.pos !== undefined) this.pos += count;
    this.bytesRead += count;
    filled ??= buffer;
    // A small part must not keep a large buffer.
    this.push(count === filled.length ? filled : Buffer.from(filled.subarray(0, count)));
  });
  this.fs_.read(this.fd, buffer, 0, size, this.pos ?? null, done);
};

export function WriteStream(this: any, path: any, options?: any): any {
  if (!(this instanceof (WriteStream as any))) return new (WriteStream as any)(path, options);
  options = optionsFrom(options);
  options.decodeStrings = true;
  if (options.autoDestroy === undefined) options.autoDestroy = options.autoClose !== false;
  begin(this, path, options, "w");
  const { write, writev } = this.fs_;
  if (!write && !writev) throw invalidArgType("options.fs.write", "function", write);
  if (write) validateFunction(write, "options.fs.write");
  if (writev) validateFunction(writev, "options.fs.writev");
  if (this.autoClose) validateFunction(this.fs_.close, "options.fs.close");
  if (options.flush !== undefined && options.flush !== null) {
    validateBoolean(options.flush, "options.flush");
    if (options.flush) validateFunction(this.fs_.fsync, "options.fs.fsync");
  }
  hidden(this, "flush", !!options.flush);
  if (!write) hidden(this, "_write", null);
  if (!writev) hidden(this, "_writev", null);
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  if (this.start !== undefined) {
    checkPosition(this.start, "start");
    this.pos = this.start;
  }
  const { signal, ...rest } = options;
  validateAbortSignal(signal, "options.signal");
  Reflect.apply(Writable, this, [
    {
      ...rest,
      write: undefined,
      writev: undefined,
      final: undefined,
      construct: undefined,
      destroy: undefined,
    },
  ]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
  if (signal) addAbortSignal(signal, this);
  return undefined;
}
Object.setPrototypeOf(WriteStream.prototype, (Writable as any).prototype);
Object.setPrototypeOf(WriteStream, Writable);
const writing: any = WriteStream.prototype;
shared(writing);

writing.close = function close(this: any, callback: any) {
  if (typeof callback === "function") {
    if (this.closed) {
      host.nextTick(callback);
      return;
    }
    this.on("close", callback);
  }
  // Without a close of its own it has to be destroyed by the end.
  if (!this.autoClose) this.on("finish", this.destroy);
  this.end();
};

/** As often in a row nothing may be taken. */
const MOST_IDLE = 5,
  EAGAIN = 11;

/** What was not taken is offered again. */
function writeAll(stream: any, data: any, done: (error?: any) => void, idle = 0): void {
  stream.fs_.write(stream.fd, data, 0, data.length, stream.pos ?? null, (error: any, count: any) => {
    if (error?.code === "EAGAIN") {
      error = undefined;
      count = 0;
    }
    idle = count > 0 ? 0 : idle + 1;
    if (error || stream.destroyed || idle > MOST_IDLE) {
      done(error || (stream.destroyed ? destroyedError("write") : ioError(EAGAIN, "write")));
      return;
    }
    stream.bytesWritten += count;
    if (stream.pos !== undefined) stream.pos += count;
    if (count < data.length) writeAll(stream, data.subarray(count), done, idle);
    else done();
  });
}
writing._write = function (this: any, data: any, _encoding: any, callback: any) {
  writeAll(this, data, busy(this, callback));
};
writing._writev = function (this: any, chunks: any[], callback: any) {
  const buffers = chunks.map((it) => it.chunk);
  const size = buffers.reduce((sum: number, it: any) => sum + it.length, 0);
  const done = busy(this, callback);
  this.fs_.writev(this.fd, buffers, this.pos ?? null, (error: any, count: any) => {
    if (error?.code === "EAGAIN") count = 0;
    else if (error) {
      done(error);
      return;
    }
    this.bytesWritten += count;
    if (this.pos !== undefined) this.pos += count;
    if (count < size) writeAll(this, Buffer.concat(buffers).subarray(count), done);
    else done();
  });
};
writing.destroySoon = writing.end;

export function createReadStream(path: any, options?: any): any {
  return new (ReadStream as any)(path, options);
}
export function createWriteStream(path: any, options?: any): any {
  return new (WriteStream as any)(path, options);
}
