// Node's `stream`.
import { promisify } from "internal:promisify";
import { addAbortSignal } from "internal:stream/abort";
import { compose } from "internal:stream/compose";
import { tearDown } from "internal:stream/destroy";
import { Duplex, PassThrough, Transform, duplexPair } from "internal:stream/duplex";
import { finished } from "internal:stream/finished";
import { isDestroyed, isDisturbed, isErrored, isReadable, isWritable } from "internal:stream/kinds";
import { Stream } from "internal:stream/legacy";
import { getDefaultHighWaterMark, setDefaultHighWaterMark } from "internal:stream/marks";
import { pipeline } from "internal:stream/pipeline";
import { Readable } from "internal:stream/readable";
import { Writable } from "internal:stream/writable";
import promises from "node:stream/promises";
import "internal:stream/dispose";
import "internal:stream/pipe";
import "internal:stream/operators";

export const destroy = tearDown;
const _isUint8Array = (value: unknown) => value instanceof Uint8Array;
const _isArrayBufferView = ArrayBuffer.isView;
const _uint8ArrayToBuffer = (bytes: Uint8Array) =>
  host.load("node:buffer").Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const all: any = Stream;
const members: any = {
  isDestroyed,
  isDisturbed,
  isErrored,
  isReadable,
  isWritable,
  Readable,
  Writable,
  Duplex,
  Transform,
  PassThrough,
  duplexPair,
  pipeline,
  addAbortSignal,
  finished,
  destroy,
  compose,
  setDefaultHighWaterMark,
  getDefaultHighWaterMark,
};
for (const name of Object.keys(members)) all[name] = members[name];
Object.defineProperty(all, "promises", {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: () => promises,
} as any);
Object.assign(all, { Stream, _isArrayBufferView, _isUint8Array, _uint8ArrayToBuffer });
for (const [original, promised] of [
  [pipeline, promises.pipeline],
  [finished, promises.finished],
] as any[])
  Object.defineProperty(original, (promisify as any).custom, {
    __proto__: null,
    enumerable: true,
    get: () => promised,
  } as any);

// The web's streams are made when somebody asks for them.
const web = () => host.load("internal:stream/web");
for (const [Class, to, from] of [
  [Readable, "readableToWeb", "readableFrom"],
  [Writable, "writableToWeb", "writableFrom"],
  [Duplex, "duplexToWeb", "duplexFrom"],
] as any[]) {
  Class.toWeb = function toWeb(stream: any, options?: any) {
    return web()[to](stream, options);
  };
  Class.fromWeb = function fromWeb(stream: any, options?: any) {
    return web()[from](stream, options);
  };
}

export default all;
export {
  isDestroyed,
  isDisturbed,
  isErrored,
  isReadable,
  isWritable,
  Readable,
  Writable,
  Duplex,
  Transform,
  PassThrough,
  duplexPair,
  pipeline,
  addAbortSignal,
  finished,
  compose,
  setDefaultHighWaterMark,
  getDefaultHighWaterMark,
  promises,
  Stream,
  _isArrayBufferView,
  _isUint8Array,
  _uint8ArrayToBuffer,
};
