// `Writable`: what is written, one chunk at a time, and how it ends.
import { invalidArgType } from "internal:errors";
import { normalizeEncoding } from "internal:encodings";
import { addAbortSignal } from "internal:stream/abort";
import { construct, destroy, fail, undestroy } from "internal:stream/destroy";
import * as errors from "internal:stream/errors";
import { Stream } from "internal:stream/legacy";
import { WritableState, define } from "internal:stream/state";
import { Buffer } from "node:buffer";

const none = () => {};
const hasInstance: any = (Function.prototype as any)[Symbol.hasInstance];

export function Writable(this: any, options?: any): any {
  const isDuplex = typeof this?._isDuplexStream === "symbol";
  if (!isDuplex && !Reflect.apply(hasInstance, Writable, [this])) return new (Writable as any)(options);
  this._writableState = new (WritableState as any)(options, isDuplex);
  if (options) {
    if (typeof options.write === "function") this._write = options.write;
    if (typeof options.writev === "function") this._writev = options.writev;
    if (typeof options.destroy === "function") this._destroy = options.destroy;
    if (typeof options.final === "function") this._final = options.final;
    if (typeof options.construct === "function") this._construct = options.construct;
    if (options.signal) addAbortSignal(options.signal, this);
  }
  Reflect.apply(Stream, this, [options]);
  construct(this, () => {
    const state = this._writableState;
    if (!state.writing) writeBuffered(this, state);
    finishIfDone(this, state, false);
  });
  return undefined;
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);
// A duplex stream is one as well, though it inherits from the other side.
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value: function (this: any, object: any) {
    if (Reflect.apply(hasInstance, this, [object])) return true;
    return this === Writable && !!object && object._writableState instanceof (WritableState as any);
  },
} as any);

const proto: any = Writable.prototype;

proto.pipe = function pipe(this: any) {
  fail(this, errors.cannotPipe());
};

/** True or false: whether there is room for more; an error: nothing was taken. */
function take(stream: any, chunk: any, encoding: any, callback: any): boolean | Error {
  if (typeof encoding === "function") {
    callback = encoding;
    encoding = undefined;
  }
  if (typeof callback !== "function") callback = none;
  const state = stream._writableState;
  if (chunk === null) throw errors.nullValues();
  if (!state.objectMode) {
    if (!encoding) encoding = state.defaultEncoding;
    else if (encoding !== "buffer" && !Buffer.isEncoding(encoding)) throw errors.unknownEncoding(encoding);
    if (typeof chunk === "string") {
      if (state.decodeStrings) {
        chunk = Buffer.from(chunk, encoding);
        encoding = "buffer";
      }
    } else if (Buffer.isBuffer(chunk)) encoding = "buffer";
    else if (ArrayBuffer.isView(chunk)) {
      chunk = Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
      encoding = "buffer";
    } else throw invalidArgType("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk);
  }
  const error = state.ending
    ? errors.writeAfterEnd()
    : state.destroyed
      ? errors.destroyedError("write")
      : undefined;
  if (error) {
    host.nextTick(callback, [error]);
    fail(stream, error, true);
    return error;
  }
  state.pendingcb++;
  return writeOrKeep(stream, state, chunk, encoding, callback);
}

function writeOrKeep(stream: any, state: any, chunk: any, encoding: any, callback: any): boolean {
  const size = state.objectMode ? 1 : chunk.length;
  state.length += size;
  if (state.writing || state.corked || state.errored || !state.constructed)
    state.buffered.push({ chunk, encoding, callback });
  else {
    begin(state, size, callback);
    stream._write(chunk, encoding, answer(stream, state));
    state.sync = false;
  }
  // What was written at once takes no room.
  const hasRoom = state.length < state.highWaterMark;
  if (!hasRoom) state.needDrain = true;
  return hasRoom && !state.errored && !state.destroyed;
}

function begin(state: any, size: number, callback: any): void {
  state.writelen = size;
  state.writecb = callback;
  state.writing = true;
  state.sync = true;
}

/** What `_write` calls when it is done. */
function answer(stream: any, state: any): (error?: any) => void {
  return (state.onwrite ??= (error?: any) => written(stream, state, error));
}

proto.write = function write(this: any, chunk: any, encoding?: any, callback?: any): boolean {
  return take(this, chunk, encoding, callback) === true;
};

function written(stream: any, state: any, error: any): void {
  const { sync, writecb: callback } = state;
  if (callback === null) return fail(stream, errors.calledTwice());
  state.writing = false;
  state.writecb = null;
  state.length -= state.writelen;
  state.writelen = 0;
  if (error) {
    state.errored ||= error;
    if (stream._readableState) stream._readableState.errored ||= error;
    if (sync) host.nextTick(writeFailed, [stream, state, error, callback]);
    else writeFailed(stream, state, error, callback);
    return;
  }
  if (state.buffered.length > 0) writeBuffered(stream, state);
  if (!sync) return afterWrite(stream, state, 1, callback);
  // Writes that were done at once are told together, when they have the same to tell.
  const before = state.afterWrite;
  if (before !== null && before.callback === callback) {
    before.count++;
    return;
  }
  const told = (state.afterWrite = { count: 1, callback });
  host.nextTick(() => {
    if (state.afterWrite === told) state.afterWrite = null;
    afterWrite(stream, state, told.count, callback);
  });
}

function afterWrite(stream: any, state: any, count: number, callback: any): void {
  if (!state.ending && !stream.destroyed && state.length === 0 && state.needDrain) {
    state.needDrain = false;
    stream.emit("drain");
  }
  while (count-- > 0) {
    state.pendingcb--;
    callback(null);
  }
  if (state.destroyed) failBuffered(state);
  finishIfDone(stream, state, false);
}

function writeFailed(stream: any, state: any, error: any, callback: any): void {
  --state.pendingcb;
  callback(error);
  failBuffered(state);
  fail(stream, error);
}

/** What was not written yet never will be. */
function failBuffered(state: any): void {
  if (state.writing) return;
  const all = state.buffered;
  state.buffered = [];
  for (const { chunk, callback } of all) {
    state.length -= state.objectMode ? 1 : chunk.length;
    callback(state.errored ?? errors.destroyedError("write"));
  }
  for (const callback of state.onFinished.splice(0)) callback(state.errored ?? errors.destroyedError("end"));
}

function writeBuffered(stream: any, state: any): void {
  if (state.corked || state.bufferProcessing || state.destroyed || !state.constructed) return;
  const { buffered } = state;
  if (buffered.length === 0) return;
  state.bufferProcessing = true;
  if (buffered.length > 1 && stream._writev) {
    state.pendingcb -= buffered.length - 1;
    state.buffered = [];
    const callback = (error: any) => {
      for (const it of buffered) it.callback(error);
    };
    buffered.allBuffers = !state.objectMode && buffered.every((it: any) => it.encoding === "buffer");
    begin(state, state.length, buffered.every((it: any) => it.callback === none) ? none : callback);
    if (state.destroyed) answer(stream, state)(errors.destroyedError("write"));
    else stream._writev(buffered, answer(stream, state));
    state.sync = false;
  } else {
    do {
      const { chunk, encoding, callback } = buffered.shift();
      begin(state, state.objectMode ? 1 : chunk.length, callback);
      if (state.destroyed) answer(stream, state)(errors.destroyedError("write"));
      else stream._write(chunk, encoding, answer(stream, state));
      state.sync = false;
    } while (state.buffered === buffered && buffered.length > 0 && !state.writing);
  }
  state.bufferProcessing = false;
}

proto._write = function (this: any, chunk: any, encoding: any, callback: any) {
  if (!this._writev) throw errors.notImplemented("_write()");
  this._writev([{ chunk, encoding }], callback);
};
proto._writev = null;

proto.cork = function cork(this: any) {
  this._writableState.corked++;
};
proto.uncork = function uncork(this: any) {
  const state = this._writableState;
  if (state.corked === 0) return;
  state.corked--;
  if (!state.writing) writeBuffered(this, state);
};

proto.setDefaultEncoding = function setDefaultEncoding(this: any, encoding: any): any {
  if (typeof encoding === "string") encoding = encoding.toLowerCase();
  if (typeof encoding !== "string" || normalizeEncoding(encoding) === undefined)
    throw errors.unknownEncoding(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

proto.end = function end(this: any, chunk?: any, encoding?: any, callback?: any): any {
  const state = this._writableState;
  if (typeof chunk === "function") {
    callback = chunk;
    chunk = encoding = null;
  } else if (typeof encoding === "function") {
    callback = encoding;
    encoding = null;
  }
  let error: any;
  if (chunk != null) {
    const taken = take(this, chunk, encoding, undefined);
    if (taken instanceof Error) error = taken;
  }
  if (state.corked) {
    state.corked = 1;
    this.uncork();
  }
  if (error) {
    // Said already.
  } else if (!state.errored && !state.ending) {
    state.ending = true;
    finishIfDone(this, state, true);
    state.ended = true;
  } else if (state.finished) error = errors.alreadyFinished("end");
  else if (state.destroyed) error = errors.destroyedError("end");
  if (typeof callback === "function") {
    if (error) host.nextTick(callback, [error]);
    else if (state.errored) host.nextTick(callback, [state.errored]);
    else if (state.finished) host.nextTick(callback, [null]);
    else state.onFinished.push(callback);
  }
  return this;
};

const canFinish = (state: any): boolean =>
  state.ending &&
  !state.destroyed &&
  state.constructed &&
  state.length === 0 &&
  !state.errored &&
  state.buffered.length === 0 &&
  !state.finished &&
  !state.writing &&
  !state.errorEmitted &&
  !state.closeEmitted;

function prepareFinish(stream: any, state: any): void {
  if (state.prefinished || state.finalCalled) return;
  if (typeof stream._final !== "function" || state.destroyed) {
    state.prefinished = true;
    stream.emit("prefinish");
    return;
  }
  state.finalCalled = true;
  let called = false;
  const done = (error?: any) => {
    if (called) return fail(stream, error ?? errors.calledTwice());
    called = true;
    state.pendingcb--;
    if (error) {
      for (const callback of state.onFinished.splice(0)) callback(error);
      fail(stream, error, state.sync);
    } else if (canFinish(state)) {
      state.prefinished = true;
      stream.emit("prefinish");
      // Others may still have something to say about it.
      state.pendingcb++;
      host.nextTick(finish, [stream, state]);
    }
  };
  state.sync = true;
  state.pendingcb++;
  try {
    stream._final(done);
  } catch (error) {
    done(error);
  }
  state.sync = false;
}

function finishIfDone(stream: any, state: any, isLater: boolean): void {
  if (!canFinish(state)) return;
  prepareFinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (isLater) {
    state.pendingcb++;
    host.nextTick(() => {
      if (canFinish(state)) finish(stream, state);
      else state.pendingcb--;
    });
  } else if (canFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finish(stream: any, state: any): void {
  state.pendingcb--;
  state.finished = true;
  for (const callback of state.onFinished.splice(0)) callback(null);
  stream.emit("finish");
  if (!state.autoDestroy) return;
  const other = stream._readableState;
  // The other side may have something to read still.
  if (!other || (other.autoDestroy && (other.endEmitted || other.readable === false))) stream.destroy();
}

proto.destroy = function (this: any, error?: any, callback?: any): any {
  const state = this._writableState;
  if (!state.destroyed && (state.buffered.length > 0 || state.onFinished.length > 0))
    host.nextTick(failBuffered, [state]);
  Reflect.apply(destroy, this, [error, callback]);
  return this;
};
proto._undestroy = undestroy;
proto._destroy = function (_error: any, callback: any) {
  callback(_error);
};
proto[Symbol.for("nodejs.rejection")] = function (this: any, error: any) {
  this.destroy(error);
};

define(proto, {
  closed: {
    get() {
      return this._writableState ? this._writableState.closed : false;
    },
  },
  destroyed: {
    get() {
      return this._writableState ? this._writableState.destroyed : false;
    },
    set(value) {
      if (this._writableState) this._writableState.destroyed = value;
    },
  },
  writable: {
    get() {
      const w = this._writableState;
      return !!w && w.writable !== false && !w.destroyed && !w.errored && !w.ending && !w.ended;
    },
    set(value) {
      if (this._writableState) this._writableState.writable = !!value;
    },
  },
  writableFinished: {
    get() {
      return this._writableState ? this._writableState.finished : false;
    },
  },
  writableObjectMode: {
    get() {
      return this._writableState ? this._writableState.objectMode : false;
    },
  },
  writableBuffer: {
    get() {
      return this._writableState && this._writableState.getBuffer();
    },
  },
  writableEnded: {
    get() {
      return this._writableState ? this._writableState.ending : false;
    },
  },
  writableNeedDrain: {
    get() {
      const w = this._writableState;
      return w ? !w.destroyed && !w.ending && w.needDrain : false;
    },
  },
  writableHighWaterMark: {
    get() {
      return this._writableState?.highWaterMark;
    },
  },
  writableCorked: {
    get() {
      return this._writableState ? this._writableState.corked : 0;
    },
  },
  writableLength: {
    get() {
      return this._writableState?.length;
    },
  },
  errored: {
    get() {
      return this._writableState ? this._writableState.errored : null;
    },
  },
  writableAborted: {
    get() {
      const w = this._writableState;
      return !!(w.writable !== false && (w.destroyed || w.errored) && !w.finished);
    },
  },
});
(Writable as any).WritableState = WritableState;
