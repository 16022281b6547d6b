// `Readable`: what is read, buffered, and handed on.
import { invalidArgType, outOfRange } from "internal:errors";
import { addAbortSignal } from "internal:stream/abort";
import { construct, destroy, fail, undestroy } from "internal:stream/destroy";
import * as errors from "internal:stream/errors";
import { Stream } from "internal:stream/legacy";
import { ReadableState, define } from "internal:stream/state";
import { Buffer } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

const MOST = 0x40000000;

export function Readable(this: any, options?: any): any {
  if (!(this instanceof (Readable as any))) return new (Readable as any)(options);
  const isDuplex = typeof this._isDuplexStream === "symbol";
  this._readableState = new (ReadableState as any)(options, isDuplex);
  if (options) {
    if (typeof options.read === "function") this._read = options.read;
    if (typeof options.destroy === "function") this._destroy = options.destroy;
    if (typeof options.construct === "function") this._construct = options.construct;
    if (options.signal && !isDuplex) addAbortSignal(options.signal, this);
  }
  Reflect.apply(Stream, this, [options]);
  construct(this, () => {
    if (this._readableState.needReadable) readMoreLater(this);
  });
  return undefined;
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);

const proto: any = Readable.prototype;
proto.destroy = destroy;
proto._undestroy = undestroy;
proto._destroy = function (_error: any, callback: any) {
  callback(_error);
};
proto[Symbol.for("nodejs.rejection")] = function (this: any, error: any) {
  this.destroy(error);
};
proto._read = function (_size: number) {
  throw errors.notImplemented("_read()");
};

proto.push = function push(this: any, chunk: any, encoding?: any): boolean {
  return add(this, chunk, encoding, false);
};
proto.unshift = function unshift(this: any, chunk: any, encoding?: any): boolean {
  return add(this, chunk, encoding, true);
};

function add(stream: any, chunk: any, encoding: any, isFirst: boolean): boolean {
  const state = stream._readableState;
  if (!state.objectMode) {
    if (typeof chunk === "string") {
      encoding ||= state.defaultEncoding;
      if (state.encoding !== encoding) {
        chunk = Buffer.from(chunk, encoding);
        if (isFirst && state.encoding) chunk = chunk.toString(state.encoding);
        else encoding = "";
      }
    } else if (ArrayBuffer.isView(chunk)) {
      if (!Buffer.isBuffer(chunk))
        chunk = Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
      encoding = "";
    } else if (chunk != null) {
      fail(stream, invalidArgType("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk));
      return false;
    }
  }
  if (chunk === null) {
    state.reading = false;
    sourceEnded(stream, state);
  } else if (state.objectMode || (chunk && chunk.length > 0)) {
    if (isFirst) {
      if (state.endEmitted) {
        fail(stream, errors.unshiftAfterEnd());
        return false;
      }
      if (state.destroyed || state.errored) return false;
      store(stream, state, chunk, true);
    } else if (state.ended) {
      fail(stream, errors.pushAfterEnd());
      return false;
    } else if (state.destroyed || state.errored) return false;
    else {
      state.reading = false;
      if (state.decoder && !encoding) {
        chunk = state.decoder.write(chunk);
        if (!state.objectMode && chunk.length === 0) {
          readMoreLater(stream);
          return hasRoom(state);
        }
      }
      store(stream, state, chunk, false);
    }
  } else if (!isFirst) {
    state.reading = false;
    readMoreLater(stream);
  }
  return hasRoom(state);
}

const hasRoom = (state: any): boolean =>
  !state.ended && (state.length < state.highWaterMark || state.length === 0);

function forgetDrains(state: any): void {
  if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

function store(stream: any, state: any, chunk: any, isFirst: boolean): void {
  if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount("data") > 0) {
    forgetDrains(state);
    state.dataEmitted = true;
    stream.emit("data", chunk);
  } else {
    state.length += state.objectMode ? 1 : chunk.length;
    if (isFirst) state.buffer.unshift(chunk);
    else state.buffer.push(chunk);
    if (state.needReadable) announce(stream);
  }
  readMoreLater(stream);
}

function sourceEnded(stream: any, state: any): void {
  if (state.ended) return;
  const rest = state.decoder?.end();
  if (rest?.length > 0) {
    state.buffer.push(rest);
    state.length += state.objectMode ? 1 : rest.length;
  }
  state.ended = true;
  if (state.sync) announce(stream);
  else {
    // Nothing can be missed any more: said at once.
    state.needReadable = false;
    state.emittedReadable = true;
    announceNow(stream);
  }
}

/** Says in a moment that there is something to read, once. */
function announce(stream: any): void {
  const state = stream._readableState;
  state.needReadable = false;
  if (state.emittedReadable) return;
  state.emittedReadable = true;
  host.nextTick(announceNow, [stream]);
}

function announceNow(stream: any): void {
  const state = stream._readableState;
  if (!state.destroyed && !state.errored && (state.length > 0 || state.ended)) {
    stream.emit("readable");
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
  flow(stream);
}

/** Fills the buffer up to the mark, while the source answers at once. */
function readMoreLater(stream: any): void {
  const state = stream._readableState;
  if (state.readingMore || !state.constructed) return;
  state.readingMore = true;
  host.nextTick(() => {
    while (
      !state.reading &&
      !state.ended &&
      (state.length < state.highWaterMark || (state.flowing && state.length === 0))
    ) {
      const before = state.length;
      stream.read(0);
      if (before === state.length) break;
    }
    state.readingMore = false;
  });
}

function amount(wanted: number, state: any): number {
  if (wanted <= 0 || (state.length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (wanted !== wanted) return state.flowing && state.length > 0 ? state.buffer[0].length : state.length;
  if (wanted <= state.length) return wanted;
  return state.ended ? state.length : 0;
}

/** The mark that a large read asks for: the next power of two. */
function raised(size: number): number {
  if (size > MOST) throw outOfRange("size", "<= 1GiB", size);
  let mark = 1;
  while (mark < size) mark *= 2;
  return mark;
}

proto.read = function read(this: any, size?: any): any {
  if (size === undefined) size = NaN;
  else if (!Number.isInteger(size)) size = parseInt(size, 10);
  const state = this._readableState;
  const asked = size;
  if (size > state.highWaterMark) state.highWaterMark = raised(size);
  if (size !== 0) state.emittedReadable = false;
  const isFull = state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0;
  if (size === 0 && state.needReadable && (isFull || state.ended)) {
    if (state.length === 0 && state.ended) endSoon(this);
    else announce(this);
    return null;
  }
  size = amount(size, state);
  if (size === 0 && state.ended) {
    if (state.length === 0) endSoon(this);
    return null;
  }
  const isWanted = state.needReadable || state.length === 0 || state.length - size < state.highWaterMark;
  const canRead = !state.ended && !state.reading && !state.destroyed && !state.errored && state.constructed;
  if (isWanted && canRead) {
    state.reading = true;
    state.sync = true;
    if (state.length === 0) state.needReadable = true;
    try {
      this._read(state.highWaterMark);
    } catch (error) {
      fail(this, error);
    }
    state.sync = false;
    if (!state.reading) size = amount(asked, state);
  }
  const out = size > 0 ? taken(size, state) : null;
  if (out === null) {
    state.needReadable = state.length <= state.highWaterMark;
    size = 0;
  } else {
    state.length -= size;
    forgetDrains(state);
  }
  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    if (asked !== size && state.ended) endSoon(this);
  }
  if (out !== null && !state.errored && !state.closeEmitted) {
    state.dataEmitted = true;
    this.emit("data", out);
  }
  return out;
};

/** The first `size` of what is buffered. */
function taken(size: number, state: any): any {
  const { buffer } = state;
  if (state.length === 0) return null;
  if (state.objectMode) return buffer.shift();
  const isText = !!state.decoder;
  if (size >= state.length) {
    const all = isText
      ? buffer.join("")
      : buffer.length === 1
        ? buffer[0]
        : Buffer.concat(buffer, state.length);
    state.buffer = [];
    return all;
  }
  const parts: any[] = [];
  for (let left = size; left > 0;) {
    const first = buffer[0];
    if (first.length <= left) {
      parts.push(buffer.shift());
      left -= first.length;
    } else {
      parts.push(first.slice(0, left));
      buffer[0] = first.slice(left);
      left = 0;
    }
  }
  if (parts.length === 1) return parts[0];
  return isText ? parts.join("") : Buffer.concat(parts, size);
}

function endSoon(stream: any): void {
  const state = stream._readableState;
  if (state.endEmitted) return;
  state.ended = true;
  host.nextTick(() => {
    if (state.errored || state.closeEmitted || state.endEmitted || state.length > 0) return;
    state.endEmitted = true;
    stream.emit("end");
    if (stream.writable && stream.allowHalfOpen === false)
      host.nextTick(() => {
        if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
      });
    else if (state.autoDestroy) {
      const other = stream._writableState;
      // The other side may have something to write still.
      if (!other || (other.autoDestroy && (other.finished || other.writable === false))) stream.destroy();
    }
  });
}

export function flow(stream: any): void {
  const state = stream._readableState;
  while (state.flowing && stream.read() !== null);
}

proto.isPaused = function isPaused(this: any): boolean {
  const { paused, flowing } = this._readableState;
  return paused === true || flowing === false;
};

proto.setEncoding = function setEncoding(this: any, encoding: any): any {
  const decoder: any = new (StringDecoder as any)(encoding);
  const state = this._readableState;
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  let text = "";
  for (const chunk of state.buffer) text += decoder.write(chunk);
  state.buffer = text === "" ? [] : [text];
  state.length = text.length;
  return this;
};

proto.resume = function resume(this: any): any {
  const state = this._readableState;
  if (!state.flowing) {
    // With a listener for `readable`, it is that one who reads.
    state.flowing = !state.readableListening;
    resumeSoon(this);
  }
  state.paused = false;
  return this;
};

function resumeSoon(stream: any): void {
  const state = stream._readableState;
  if (state.resumeScheduled) return;
  state.resumeScheduled = true;
  host.nextTick(() => {
    if (!state.reading) stream.read(0);
    state.resumeScheduled = false;
    stream.emit("resume");
    flow(stream);
    if (state.flowing && !state.reading) stream.read(0);
  });
}

proto.pause = function pause(this: any): any {
  const state = this._readableState;
  if (state.flowing !== false) {
    state.flowing = false;
    this.emit("pause");
  }
  state.paused = true;
  return this;
};

proto.on = function on(this: any, name: any, listener: any): any {
  const out = Reflect.apply((Stream.prototype as any).on, this, [name, listener]);
  const state = this._readableState;
  if (name === "data") {
    state.readableListening = this.listenerCount("readable") > 0;
    if (state.flowing !== false) this.resume();
  } else if (name === "readable" && !state.endEmitted && !state.readableListening) {
    state.readableListening = state.needReadable = true;
    state.flowing = false;
    state.emittedReadable = false;
    if (state.length > 0) announce(this);
    else if (!state.reading) host.nextTick(() => this.read(0));
  }
  return out;
};
proto.addListener = proto.on;

for (const name of ["removeListener", "removeAllListeners"]) {
  const original = (Stream.prototype as any)[name];
  proto[name] = {
    [name](this: any, ...args: any[]) {
      const out = Reflect.apply(original, this, args);
      if (args[0] === "readable" || (name === "removeAllListeners" && args[0] === undefined))
        host.nextTick(listenersChanged, [this]);
      return out;
    },
  }[name];
}
proto.off = proto.removeListener;

function listenersChanged(stream: any): void {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount("readable") > 0;
  if (state.resumeScheduled && state.paused === false) state.flowing = true;
  else if (stream.listenerCount("data") > 0) stream.resume();
  else if (!state.readableListening) state.flowing = null;
}

/** Reads from a stream of the old kind. */
proto.wrap = function wrap(this: any, source: any): any {
  let isPaused = false;
  source.on("data", (chunk: any) => {
    if (!this.push(chunk) && source.pause) {
      isPaused = true;
      source.pause();
    }
  });
  source.on("end", () => this.push(null));
  source.on("error", (error: any) => fail(this, error));
  source.on("close", () => this.destroy());
  source.on("destroy", () => this.destroy());
  this._read = () => {
    if (isPaused && source.resume) {
      isPaused = false;
      source.resume();
    }
  };
  for (const name of Object.keys(source))
    if (this[name] === undefined && typeof source[name] === "function")
      this[name] = source[name].bind(source);
  return this;
};

define(proto, {
  readable: {
    get() {
      const r = this._readableState;
      return !!r && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted;
    },
    set(value) {
      if (this._readableState) this._readableState.readable = !!value;
    },
  },
  readableAborted: {
    get() {
      const r = this._readableState;
      return !!(r.readable !== false && (r.destroyed || r.errored) && !r.endEmitted);
    },
  },
  readableDidRead: {
    get() {
      return this._readableState.dataEmitted;
    },
  },
  readableHighWaterMark: {
    get() {
      return this._readableState.highWaterMark;
    },
  },
  readableBuffer: {
    get() {
      return this._readableState?.buffer;
    },
  },
  readableFlowing: {
    get() {
      return this._readableState.flowing;
    },
    set(value) {
      if (this._readableState) this._readableState.flowing = value;
    },
  },
  readableLength: {
    get() {
      return this._readableState.length;
    },
  },
  readableObjectMode: {
    get() {
      return this._readableState ? this._readableState.objectMode : false;
    },
  },
  readableEncoding: {
    get() {
      return this._readableState ? this._readableState.encoding : null;
    },
  },
  errored: {
    get() {
      return this._readableState ? this._readableState.errored : null;
    },
  },
  closed: {
    get() {
      return this._readableState ? this._readableState.closed : false;
    },
  },
  destroyed: {
    get() {
      return this._readableState ? this._readableState.destroyed : false;
    },
    set(value) {
      if (this._readableState) this._readableState.destroyed = value;
    },
  },
  readableEnded: {
    get() {
      return this._readableState ? this._readableState.endEmitted : false;
    },
  },
});

(Readable as any).ReadableState = ReadableState;
(Readable as any)._fromList = taken;
