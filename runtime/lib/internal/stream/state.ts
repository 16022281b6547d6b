// What a stream knows of each of its sides.
import { StringDecoder } from "node:string_decoder";
import { markOf } from "internal:stream/marks";
import { unknownEncoding } from "internal:stream/errors";
import { normalizeEncoding } from "internal:encodings";

/** What both sides have. */
const shared = (options: any) => ({
  constructed: true,
  destroyed: false,
  closed: false,
  closeEmitted: false,
  errored: null,
  errorEmitted: false,
  emitClose: options?.emitClose !== false,
  autoDestroy: options?.autoDestroy !== false,
  sync: true,
});

export function ReadableState(this: any, options: any, isDuplex: boolean): void {
  this.objectMode = !!options?.objectMode || (isDuplex && !!options?.readableObjectMode);
  this.highWaterMark = markOf(this, options, "readableHighWaterMark", isDuplex);
  Object.assign(this, {
    buffer: [],
    length: 0,
    pipes: [],
    flowing: null,
    paused: null,
    ended: false,
    endEmitted: false,
    reading: false,
    needReadable: false,
    emittedReadable: false,
    readableListening: false,
    resumeScheduled: false,
    multiAwaitDrain: false,
    readingMore: false,
    dataEmitted: false,
    awaitDrainWriters: null,
    decoder: null,
    encoding: null,
    ...shared(options),
  });
  this.defaultEncoding = checkedEncoding(options?.defaultEncoding);
  if (options?.encoding) {
    this.decoder = new (StringDecoder as any)(options.encoding);
    this.encoding = options.encoding;
  }
}

export function WritableState(this: any, options: any, isDuplex: boolean): void {
  this.objectMode = !!options?.objectMode || (isDuplex && !!options?.writableObjectMode);
  this.highWaterMark = markOf(this, options, "writableHighWaterMark", isDuplex);
  Object.assign(this, {
    decodeStrings: options?.decodeStrings !== false,
    defaultEncoding: "utf8",
    length: 0,
    buffered: [],
    corked: 0,
    pendingcb: 0,
    writing: false,
    writecb: null,
    writelen: 0,
    needDrain: false,
    ending: false,
    ended: false,
    finished: false,
    finalCalled: false,
    prefinished: false,
    bufferProcessing: false,
    afterWrite: null,
    onFinished: [],
    ...shared(options),
  });
  this.defaultEncoding = checkedEncoding(options?.defaultEncoding);
}
WritableState.prototype.getBuffer = function getBuffer(this: any): any[] {
  return this.buffered.slice();
};

function checkedEncoding(encoding: any): string {
  if (encoding == null) return "utf8";
  if (typeof encoding !== "string" || normalizeEncoding(encoding) === undefined)
    throw unknownEncoding(encoding);
  return encoding;
}

/** Accessors of a prototype, as Node declares them. */
export function define(
  prototype: any,
  accessors: Record<string, { get(this: any): any; set?(this: any, value: any): void }>,
  enumerable = false,
): void {
  for (const name of Object.keys(accessors)) {
    Object.defineProperty(prototype, name, {
      __proto__: null,
      configurable: true,
      enumerable,
      ...accessors[name],
    } as any);
  }
}
