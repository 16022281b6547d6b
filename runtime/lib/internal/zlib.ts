// Streams that compress and decompress: what all of them share.
import { coded, invalidArgType } from "internal:errors";
import { validateFunction } from "internal:validate";
import { constants } from "internal:zlib_constants";
import { Transform } from "internal:stream/duplex";
import { finished } from "internal:stream/finished";
import "node:stream";
import { Buffer } from "node:buffer";

const natives = host.native("compression");
const { setImmediate: soon } = host.timerFunctions;
const kFlush = Symbol("kFlushFlag");
const kState = Symbol("state");

/** What a stream is, by its number. */
export const KINDS: Record<string, number> = {
  __proto__: null,
  Deflate: 1,
  Inflate: 2,
  Gzip: 3,
  Gunzip: 4,
  DeflateRaw: 5,
  InflateRaw: 6,
  Unzip: 7,
  BrotliDecompress: 8,
  BrotliCompress: 9,
} as any;

const NAMES: Record<string, string> = { __proto__: null } as any;
for (const name of Object.keys(constants)) {
  const { [name]: value } = constants;
  if (name.startsWith("BROTLI_DECODER_ERROR")) NAMES[value] = `ERR_${name.slice("BROTLI_DECODER".length)}`;
}
const Z_NAMES: Record<string, string> = {
  __proto__: null,
  "2": "Z_NEED_DICT",
  "-2": "Z_STREAM_ERROR",
  "-3": "Z_DATA_ERROR",
  "-5": "Z_BUF_ERROR",
} as any;

function failure(code: number, message: string): Error {
  const error: any = new Error(message);
  error.errno = code;
  // The two count alike: Brotli's failures have one message.
  error.code = message === "Decompression failed" ? NAMES[code] : (Z_NAMES[code] ?? NAMES[code]);
  return error;
}

/** `ZlibBase`: a Transform over one coder. */
export function ZlibBase(this: any, options: any, kind: number, given: any): void {
  const { chunkSize, flush, finishFlush, fullFlush, maxOutputLength, info } = given;
  Reflect.apply(Transform, this, [{ autoDestroy: true, ...options }]);
  this.bytesWritten = 0;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finishFlush;
  this._defaultFullFlushFlag = fullFlush;
  this._info = info;
  this._maxOutputLength = maxOutputLength;
  const { level, windowBits, dictionary, params } = given;
  // The arguments of the coder, to make it anew.
  const open = () => natives.open(kind, level, windowBits, dictionary, params);
  Object.defineProperty(this, kState, {
    __proto__: null,
    value: { kind, open, step: opened(open), filled: 0, isClosed: false },
  } as any);
}
Object.setPrototypeOf(ZlibBase.prototype, (Transform as any).prototype);
Object.setPrototypeOf(ZlibBase, Transform);

function opened(open: () => any): any {
  try {
    return open();
  } catch {
    throw coded(Error, "ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed");
  }
}

const proto: any = ZlibBase.prototype;
Object.defineProperty(proto, "_closed", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this[kState].isClosed;
  },
} as any);
Object.defineProperty(proto, "bytesRead", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this.bytesWritten;
  },
  set(value) {
    this.bytesWritten = value;
  },
} as any);

proto.reset = function (this: any) {
  const state = this[kState];
  if (state.isClosed) throw coded(Error, "ERR_INTERNAL_ASSERTION", "zlib binding closed");
  state.step = opened(state.open);
  state.filled = 0;
};

proto._flush = function (this: any, callback: any) {
  this._transform(Buffer.alloc(0), "", callback);
};
proto._final = function (callback: any) {
  callback();
};

/** The stronger of two: Brotli's numbers rise with strength, zlib's `Z_BLOCK` does not. */
const STRENGTH = [0, 1, 2, 3, 5, 4];
const stronger = (a: number, b: number) => (STRENGTH[a] > STRENGTH[b] ? a : b);

proto.flush = function (this: any, kind: any, callback: any) {
  if (typeof kind === "function" || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) host.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once("end", callback);
  } else {
    const mark: any = Buffer.alloc(0);
    mark[kFlush] = kind;
    this.write(mark, "", callback);
  }
};

proto.close = function (this: any, callback: any) {
  if (callback) finished(this, callback);
  this.destroy();
};

proto._destroy = function (this: any, error: any, callback: any) {
  this[kState].isClosed = true;
  this[kState].step = null;
  callback(error);
};

proto._transform = function (this: any, chunk: any, _encoding: any, callback: any) {
  let flush = this._defaultFlushFlag;
  if (typeof chunk[kFlush] === "number") flush = chunk[kFlush];
  else if (this.writableEnded && this.writableLength === chunk.byteLength)
    flush = stronger(flush, this._finishFlushFlag);
  run(this, chunk, flush, callback);
};

/** One chunk, a piece of output a turn; it waits where nobody reads. */
function run(stream: any, chunk: any, flush: number, callback: any): void {
  const state = stream[kState];
  let offset = 0;
  const turn = () => {
    if (state.isClosed) {
      stream.destroy();
      callback();
      return;
    }
    const room = stream._chunkSize - state.filled;
    const [output, consumed, code, message] = state.step(chunk, offset, flush, room);
    offset += consumed;
    if (code !== 0) {
      stream.bytesWritten += consumed;
      if (output.length > 0) stream.push(bufferOf(output));
      stream.destroy(failure(code, message));
      return;
    }
    let goesOn = true;
    stream.bytesWritten += consumed;
    if (output.length > 0) {
      goesOn = stream.push(bufferOf(output));
      state.filled = (state.filled + output.length) % stream._chunkSize;
    }
    if (stream.destroyed) {
      callback();
      return;
    }
    // A full room: there may be more.
    if (output.length === room) {
      if (goesOn) soon(turn);
      else {
        const read = stream._read;
        stream._read = function (size: number) {
          stream._read = read;
          soon(turn);
          if (size < 0) read.call(stream, size);
        };
      }
      return;
    }
    callback();
  };
  soon(turn);
}

const bufferOf = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);

export function bytesOf(data: any, otherwise = "buffer"): any {
  if (typeof data === "string") return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const kind = host.isObject(data) ? host.kindOf(data) : "";
  if (kind === "arraybuffer" || kind === "sharedarraybuffer") return new Uint8Array(data);
  throw invalidArgType(otherwise, ["string", "Buffer", "TypedArray", "DataView", "ArrayBuffer"], data);
}

function tooLarge(limit: number): Error {
  return coded(RangeError, "ERR_BUFFER_TOO_LARGE", `Cannot create a Buffer larger than ${limit} bytes`);
}

/** All at once. */
export function processSync(engine: any, data: any): any {
  const bytes = bytesOf(data);
  const { step } = engine[kState];
  const parts: any[] = [];
  let size = 0,
    offset = 0;
  for (;;) {
    const [output, consumed, code, message] = step(bytes, offset, engine._finishFlushFlag, engine._chunkSize);
    offset += consumed;
    if (code !== 0) throw failure(code, message);
    if (output.length > 0) {
      parts.push(output);
      size += output.length;
      if (size > engine._maxOutputLength) throw tooLarge(engine._maxOutputLength);
    }
    if (output.length < engine._chunkSize) break;
  }
  engine.bytesWritten = offset;
  engine[kState].isClosed = true;
  const buffer = parts.length === 1 ? bufferOf(parts[0]) : Buffer.concat(parts, size);
  return engine._info ? { buffer, engine } : buffer;
}

export function processLater(engine: any, data: any, callback: any): void {
  const bytes = bytesOf(data);
  validateFunction(callback, "callback");
  const parts: any[] = [];
  let size = 0;
  engine.on("error", (error: any) => callback(error));
  engine.on("data", (chunk: any) => {
    parts.push(chunk);
    size += chunk.length;
    if (size <= engine._maxOutputLength) return;
    engine.destroy();
    engine.removeAllListeners("end");
    callback(tooLarge(engine._maxOutputLength));
  });
  engine.on("end", () => {
    const buffer = Buffer.concat(parts, size);
    engine.close();
    callback(null, engine._info ? { buffer, engine } : buffer);
  });
  engine.end(bytes);
}
