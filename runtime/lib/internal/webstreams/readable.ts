// ReadableStream.
import {
  S,
  TOKEN,
  called,
  checkDictionary,
  coded,
  deferred,
  describe,
  highWaterMarkOf,
  invalidArgType,
  invalidState,
  invalidThis,
  invalidValue,
  sizeOf,
} from "internal:webstreams/common";
import { fromByteSource } from "internal:webstreams/byte_source";
import { pipe } from "internal:webstreams/pipe";
import {
  ReadableStreamBYOBReader,
  ReadableStreamDefaultReader,
  cancelStream,
  isLocked,
  isStream,
  kPullInto,
  readOne,
  release,
} from "internal:webstreams/reading";
import * as values from "internal:webstreams/source";
import { tee } from "internal:webstreams/tee";
import { isLocked as isWritableLocked, isWritableStream } from "internal:webstreams/writable";
import { kTransfer } from "internal:clone_hooks";
import { kAbort } from "internal:stream/abort";
import { kClosed } from "internal:stream/finished";
import { kDisturbed, kErrored, kReadable } from "internal:stream/kinds";

const check = (it: any) => {
  if (!isStream(it)) throw invalidThis("ReadableStream");
};

export class ReadableStream {
  constructor(source: any = {}, strategy: any = {}) {
    if (source === TOKEN) return;
    if (source === null) throw invalidArgType("source", "object", source);
    checkDictionary(source, "source");
    checkDictionary(strategy, "strategy");
    strategy ??= {};
    initialize(this);
    const { type } = source;
    if (`${type}` === "bytes") {
      if (strategy.size !== undefined)
        throw invalidValue(RangeError, "property", "strategy.size", strategy.size);
      fromByteSource(this, source, highWaterMarkOf(strategy, 0));
    } else {
      if (type !== undefined) throw invalidValue(TypeError, "property", "source.type", type);
      const size = sizeOf(strategy);
      values.fromSource(this, source, highWaterMarkOf(strategy, 1), size);
    }
  }

  static from(iterable: any): any {
    const method = iterable[Symbol.asyncIterator] ?? iterable[Symbol.iterator];
    if (typeof method !== "function")
      throw coded(TypeError, "ERR_ARG_NOT_ITERABLE", `${host.inspect.inspect(iterable)} must be iterable`);
    return fromIterator(Reflect.apply(method, iterable, []));
  }

  get locked(): boolean {
    check(this);
    return isLocked(this);
  }

  cancel(reason: any = undefined): Promise<void> {
    if (!isStream(this)) return Promise.reject(invalidThis("ReadableStream"));
    if (isLocked(this)) return Promise.reject(invalidState("ReadableStream is locked"));
    return cancelStream(this, reason);
  }

  getReader(options: any = undefined): any {
    check(this);
    checkOptions(options);
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== "byob") throw invalidValue(TypeError, "property", "options.mode", mode);
    return new ReadableStreamBYOBReader(this);
  }

  pipeThrough(transform: any, options: any = undefined): any {
    check(this);
    const readable = transform?.readable;
    if (!isStream(readable)) throw invalidArgType("transform.readable", "ReadableStream", readable);
    const writable = transform?.writable;
    if (!isWritableStream(writable)) throw invalidArgType("transform.writable", "WritableStream", writable);
    const checked = pipeOptions(options);
    if (isLocked(this)) throw invalidState("The ReadableStream is locked");
    if (isWritableLocked(writable)) throw invalidState("The WritableStream is locked");
    pipe(this, writable, checked).then(undefined, () => {});
    return readable;
  }

  pipeTo(destination: any, options: any = undefined): Promise<void> {
    if (!isStream(this)) return Promise.reject(invalidThis("ReadableStream"));
    try {
      if (!isWritableStream(destination))
        throw invalidArgType("transform.writable", "WritableStream", destination);
      const checked = pipeOptions(options);
      if (isLocked(this)) throw invalidState("The ReadableStream is locked");
      if (isWritableLocked(destination)) throw invalidState("The WritableStream is locked");
      return pipe(this, destination, checked);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  tee(): any[] {
    check(this);
    if (isLocked(this)) throw invalidState("ReadableStream is locked");
    return tee(this, bare);
  }

  values(options: any = undefined): any {
    check(this);
    checkOptions(options);
    return iterate(this, !!options?.preventCancel);
  }

  get [kClosed](): any {
    return (this as any)[S].closed;
  }
  get [kDisturbed](): boolean {
    return (this as any)[S].disturbed;
  }
  get [kErrored](): boolean {
    return (this as any)[S].state === "errored";
  }
  get [kReadable](): boolean {
    return (this as any)[S].state === "readable";
  }
  /** The same chunks out of a new stream; this one is locked. */
  [kTransfer](): any {
    if (isLocked(this)) throw new DOMException("Cannot transfer a locked ReadableStream", "DataCloneError");
    return this.pipeThrough(host.load("internal:webstreams/transform").identity());
  }
  [kAbort](error: any): void {
    const { controller } = (this as any)[S];
    controller.error(error);
  }
}
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  __proto__: null,
  value: ReadableStream.prototype.values,
  writable: true,
  configurable: true,
} as any);
Object.defineProperty(ReadableStream, "from", { __proto__: null, enumerable: true } as any);
Object.defineProperty(ReadableStream.prototype.pipeTo, "length", { __proto__: null, value: 1 } as any);
Object.defineProperty(ReadableStream.prototype.pipeThrough, "length", { __proto__: null, value: 1 } as any);
describe(
  ReadableStream,
  "ReadableStream",
  ["locked", "cancel", "getReader", "pipeThrough", "pipeTo", "tee", "values"],
  (it) => ({
    locked: isLocked(it),
    state: it[S].state,
    supportsBYOB: it[S].controller?.[kPullInto] !== undefined,
  }),
);

function initialize(stream: any): void {
  stream[S] = {
    kind: "readable",
    state: "readable",
    reader: undefined,
    controller: undefined,
    storedError: undefined,
    disturbed: false,
    closed: deferred(),
  };
}

/** One without a controller yet. */
function bare(): any {
  const stream = new ReadableStream(TOKEN);
  initialize(stream);
  return stream;
}

/** `null` is as good as none. */
function checkOptions(options: any): void {
  if (options !== null) checkDictionary(options, "options");
}

function pipeOptions(options: any): any {
  checkOptions(options);
  const { preventAbort, preventCancel, preventClose, signal } = options ?? {};
  if (signal !== undefined && (signal === null || typeof signal !== "object" || !("aborted" in signal)))
    throw invalidArgType("options.signal", "AbortSignal", signal);
  return {
    preventAbort: !!preventAbort,
    preventCancel: !!preventCancel,
    preventClose: !!preventClose,
    signal,
  };
}

/** A stream over functions of the library. */
export function make(
  start: (controller: any) => any,
  pull: () => Promise<any>,
  cancel: (reason: any) => Promise<any>,
  highWaterMark = 1,
  size: (chunk: any) => number = () => 1,
): any {
  const stream = bare();
  values.setUp(stream, start, pull, cancel, highWaterMark, size);
  return stream;
}

function fromIterator(iterator: any): any {
  const { next } = iterator;
  const stream: any = make(
    () => undefined,
    () =>
      called(next, iterator, []).then(async (step: any) => {
        if (!host.isObject(step))
          throw invalidState("The promise or value returned by iterator.next() is not an object");
        if (step.done) values.close(stream[S].controller);
        else values.enqueue(stream[S].controller, await step.value);
      }),
    async (reason) => {
      const method = iterator.return;
      if (method === undefined) return;
      const step = await Reflect.apply(method, iterator, [reason]);
      if (!host.isObject(step))
        throw invalidState("The promise or value returned by iterator.return() is not an object");
    },
    0,
  );
  return stream;
}

const AsyncIteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())),
);

function iterate(stream: any, preventCancel: boolean): any {
  const reader: any = new ReadableStreamDefaultReader(stream);
  // The last step that was asked for, while it lasts.
  const it: any = { ongoing: Promise.resolve(), step, end };
  let isDone = false;
  function step(): Promise<any> {
    if (isDone) return Promise.resolve({ done: true, value: undefined });
    if (reader[S].stream === undefined)
      return Promise.reject(invalidState("The reader is not bound to a ReadableStream"));
    return new Promise((resolve, reject) => {
      const over = () => {
        it.ongoing = undefined;
        isDone = true;
        release(reader);
      };
      readOne(reader, {
        chunk: (value) => {
          it.ongoing = undefined;
          resolve({ value, done: false });
        },
        close: () => {
          over();
          resolve({ value: undefined, done: true });
        },
        error: (error) => {
          over();
          reject(error);
        },
      });
    });
  }
  async function end(value: any): Promise<any> {
    if (isDone) return { done: true, value };
    isDone = true;
    if (reader[S].stream === undefined) throw invalidState("The reader is not bound to a ReadableStream");
    if (preventCancel) release(reader);
    else {
      const out = cancelStream(reader[S].stream, value);
      release(reader);
      await out;
    }
    return { done: true, value };
  }
  return Object.create(IteratorPrototype, { [S]: { __proto__: null, value: it } as any });
}

/** One thing after the other, whatever becomes of it. */
function queued(it: any, action: () => Promise<any>): Promise<any> {
  it.ongoing = it.ongoing === undefined ? action() : it.ongoing.then(action, action);
  return it.ongoing;
}
const IteratorPrototype = Object.setPrototypeOf(
  {
    next(this: any) {
      return queued(this[S], this[S].step);
    },
    return(this: any, value: any) {
      return queued(this[S], () => this[S].end(value));
    },
  },
  AsyncIteratorPrototype,
);
