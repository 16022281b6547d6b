// `fs.ReadStream` and `fs.WriteStream`.
import { invalidArgType, outOfRange } from "internal:errors";
import { validateAbortSignal, validateInteger } from "internal:validate";
import { type Steps, inTurn, steps } from "internal:fs";
import { optionsOf, pathOf } from "internal:fs_arguments";
import { addAbortSignal } from "internal:stream/abort";
import { finished } from "internal:stream/finished";
import { Readable } from "internal:stream/readable";
import { Writable } from "internal:stream/writable";
import "node:stream";
import { Buffer } from "node:buffer";

/** Functions of the program's own in place of `fs`'s. */
function called(own: any, name: string, args: any[], body: Steps, callback: any): void {
  const method = own?.[name];
  if (typeof method === "function") Reflect.apply(method, own, [...args, callback]);
  else inTurn(body, callback);
}

function checkPosition(value: any, name: string): void {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < 0 || value > Number.MAX_SAFE_INTEGER)
    throw outOfRange(name, `>= 0 && <= ${Number.MAX_SAFE_INTEGER}`, value);
}

/** What both directions have: a path or a descriptor, opened when the stream is made. */
function begin(stream: any, path: any, options: any, flags: string): void {
  stream.fd = options.fd === undefined ? null : options.fd;
  stream.path = path;
  stream.flags = options.flags === undefined ? flags : options.flags;
  stream.mode = options.mode === undefined ? 0o666 : options.mode;
  stream.autoClose = options.autoClose !== false;
  stream.fs_ = options.fs;
  Object.defineProperty(stream, "fs_", { __proto__: null, enumerable: false } as any);
  if (options.fd === undefined || options.fd === null) {
    if (typeof path === "number" || path === undefined || path === null) pathOf(path);
    stream.path = typeof path === "string" ? path : pathOf(path);
    return;
  }
  const { fd } = options;
  if (typeof fd === "object" && typeof fd.close === "function" && typeof fd.fd === "number") {
    stream.handle_ = fd;
    Object.defineProperty(stream, "handle_", { __proto__: null, enumerable: false } as any);
    stream.fd = fd.fd;
    return;
  }
  validateInteger(fd, "fd", 0, 2 ** 31 - 1);
}

function construct(this: any, callback: any): void {
  if (typeof this.fd === "number") {
    callback();
    return;
  }
  called(
    this.fs_,
    "open",
    [this.path, this.flags, this.mode],
    steps.open(this.path, this.flags, this.mode),
    (error: any, fd: any) => {
      if (error) {
        callback(error);
        return;
      }
      this.fd = fd;
      callback();
      this.emit("open", fd);
      this.emit("ready");
    },
  );
}

function close(stream: any, error: any, callback: any): void {
  const { fd } = stream;
  stream.fd = null;
  if (stream.handle_ !== undefined) {
    stream.handle_.close().then(
      () => callback(error),
      (failure: any) => callback(error || failure),
    );
    return;
  }
  called(stream.fs_, "close", [fd], steps.close(fd), (failure: any) => callback(error || failure));
}

function shared(prototype: any): void {
  prototype._construct = construct;
  prototype._destroy = function (this: any, error: any, callback: any) {
    if (typeof this.fd !== "number" || (!this.autoClose && !error)) callback(error);
    else if (!this.autoClose) callback(error);
    else close(this, error, callback);
  };
  prototype.close = function close(this: any, callback: any) {
    if (typeof callback === "function") finished(this, callback);
    // Whoever closes it by hand means it.
    if (!this.autoClose) this.autoClose = true;
    if (this._writableState) this.end();
    else this.destroy();
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
  options = { ...optionsOf(options, {}) };
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = options.autoClose !== false;
  begin(this, path, options, "r");
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

reading._read = function (this: any, size: number) {
  const from = this.pos ?? this.bytesRead;
  size =
    this.pos !== undefined ? Math.min(this.end - this.pos + 1, size) : Math.min(this.end - from + 1, size);
  if (size <= 0) {
    this.push(null);
    return;
  }
  const buffer = Buffer.alloc(size);
  const position = this.pos ?? null;
  called(
    this.fs_,
    "read",
    [this.fd, buffer, 0, size, position],
    steps.read(this.fd, buffer, 0, size, position),
    (error: any, count: any) => {
      if (error) {
        this.destroy(error);
        return;
      }
      if (count === 0) {
        this.push(null);
        return;
      }
      if (this.pos !== undefined) this.pos += count;
      this.bytesRead += count;
      this.push(buffer.subarray(0, count));
    },
  );
};

export function WriteStream(this: any, path: any, options?: any): any {
  if (!(this instanceof (WriteStream as any))) return new (WriteStream as any)(path, options);
  options = { ...optionsOf(options, {}) };
  options.decodeStrings = true;
  if (options.autoDestroy === undefined) options.autoDestroy = options.autoClose !== false;
  begin(this, path, options, "w");
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  if (this.start !== undefined) {
    checkPosition(this.start, "start");
    this.pos = this.start;
  }
  if (this.start !== undefined && options.flags === undefined && options.fd === undefined) this.flags = "w";
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

writing._write = function (this: any, data: any, _encoding: any, callback: any) {
  const position = this.pos ?? null;
  called(
    this.fs_,
    "write",
    [this.fd, data, 0, data.length, position],
    steps.write(this.fd, data, 0, data.length, position),
    (error: any, count: any) => {
      if (error) {
        callback(error);
        return;
      }
      this.bytesWritten += count;
      if (this.pos !== undefined) this.pos += count;
      callback();
    },
  );
};
writing._writev = function (this: any, chunks: any[], callback: any) {
  const all = Buffer.concat(chunks.map((it) => it.chunk));
  this._write(all, "buffer", callback);
};
writing.destroySoon = writing.end;

export function createReadStream(path: any, options?: any): any {
  return new (ReadStream as any)(path, options);
}
export function createWriteStream(path: any, options?: any): any {
  return new (WriteStream as any)(path, options);
}
