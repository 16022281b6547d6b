// `Duplex`, `Transform` and `PassThrough`.
import { addAbortSignal } from "internal:stream/abort";
import * as errors from "internal:stream/errors";
import { Readable } from "internal:stream/readable";
import { define } from "internal:stream/state";
import { Writable } from "internal:stream/writable";

const kDuplex = Symbol("duplex");

export function Duplex(this: any, options?: any): any {
  if (!(this instanceof (Duplex as any))) return new (Duplex as any)(options);
  Reflect.apply(Readable, this, [options]);
  const { signal, ...rest } = options ?? {};
  Reflect.apply(Writable, this, [options == null ? options : rest]);
  this.allowHalfOpen = options?.allowHalfOpen !== false;
  if (options?.readable === false) {
    const state = this._readableState;
    state.readable = false;
    state.ended = state.endEmitted = true;
  }
  if (options?.writable === false) {
    const state = this._writableState;
    state.writable = false;
    state.ending = state.ended = state.finished = true;
  }
  if (signal) addAbortSignal(signal, this);
  return undefined;
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);
const proto: any = Duplex.prototype;
// By this both sides know that they are halves of one stream.
Object.defineProperty(proto, "_isDuplexStream", { __proto__: null, value: kDuplex } as any);

const from: any = Writable.prototype;
for (const name of ["write", "cork", "uncork", "setDefaultEncoding", "_write", "_writev", "end", "destroy"])
  proto[name] = from[name];
for (const name of [
  "writable",
  "writableHighWaterMark",
  "writableObjectMode",
  "writableBuffer",
  "writableLength",
  "writableFinished",
  "writableCorked",
  "writableEnded",
  "writableNeedDrain",
  "writableAborted",
]) {
  Object.defineProperty(proto, name, Object.getOwnPropertyDescriptor(from, name)!);
}
define(proto, {
  destroyed: {
    get() {
      const { _readableState: r, _writableState: w } = this;
      return r && w ? r.destroyed && w.destroyed : false;
    },
    set(value) {
      if (!this._readableState || !this._writableState) return;
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    },
  },
});

/** The `callback` of a write that waits for room on the readable side. */
const kWaiting = Symbol("kCallback");

export function Transform(this: any, options?: any): any {
  if (!(this instanceof (Transform as any))) return new (Transform as any)(options);
  // With no room to read ahead, only one side may hold something.
  if (options?.readableHighWaterMark === 0 && options.highWaterMark == null)
    options = { ...options, highWaterMark: null, writableHighWaterMark: options.writableHighWaterMark || 0 };
  Reflect.apply(Duplex, this, [options]);
  // It is pushed into before anybody reads.
  this._readableState.sync = false;
  this[kWaiting] = null;
  if (options) {
    if (typeof options.transform === "function") this._transform = options.transform;
    if (typeof options.flush === "function") this._flush = options.flush;
  }
  this.on("prefinish", flushUnlessFinal);
  return undefined;
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);
const transform: any = Transform.prototype;

function final(this: any, callback?: any): void {
  if (typeof this._flush !== "function" || this.destroyed) {
    this.push(null);
    if (callback) callback();
    return;
  }
  this._flush((error: any, data: any) => {
    if (error) {
      if (callback) callback(error);
      else this.destroy(error);
      return;
    }
    if (data != null) this.push(data);
    this.push(null);
    if (callback) callback();
  });
}

function flushUnlessFinal(this: any): void {
  if (this._final !== final) Reflect.apply(final, this, []);
}

transform._final = final;
transform._transform = function (_chunk: any, _encoding: any, _callback: any) {
  throw errors.notImplemented("_transform()");
};
transform._write = function (this: any, chunk: any, encoding: any, callback: any) {
  const { _readableState: r, _writableState: w } = this;
  const before = r.length;
  this._transform(chunk, encoding, (error: any, value: any) => {
    if (error) {
      callback(error);
      return;
    }
    if (value != null) this.push(value);
    if (w.ended || before === r.length || r.length < r.highWaterMark) callback();
    else this[kWaiting] = callback;
  });
};
transform._read = function (this: any) {
  const callback = this[kWaiting];
  if (!callback) return;
  this[kWaiting] = null;
  callback();
};

export function PassThrough(this: any, options?: any): any {
  if (!(this instanceof (PassThrough as any))) return new (PassThrough as any)(options);
  Reflect.apply(Transform, this, [options]);
  return undefined;
}
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
Object.setPrototypeOf(PassThrough, Transform);
(PassThrough.prototype as any)._transform = function (chunk: any, _encoding: any, callback: any) {
  callback(null, chunk);
};

/** Two streams, each reading what the other is given. */
export function duplexPair(options?: any): any[] {
  const make = (): any => {
    let other: any,
      waiting: any = null;
    const side: any = new (Duplex as any)({
      ...options,
      read() {
        const callback = waiting;
        waiting = null;
        if (callback) callback();
      },
      write(chunk: any, _encoding: any, callback: any) {
        if (chunk.length === 0) host.nextTick(callback);
        else other.take(chunk, callback);
      },
      final(callback: any) {
        other.side.on("end", callback);
        other.side.push(null);
      },
    });
    const take = (chunk: any, callback: any) => {
      side.push(chunk);
      waiting = callback;
    };
    return { side, take, join: (to: any) => (other = to) };
  };
  const left = make(),
    right = make();
  left.join(right);
  right.join(left);
  return [left.side, right.side];
}
