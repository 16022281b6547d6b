// The controller of a readable stream of bytes: chunks are read into buffers that the reader brings.
import {
  S,
  TOKEN,
  called,
  describe,
  illegal,
  invalidArgType,
  invalidState,
  invalidThis,
  invalidValue,
  isDetached,
  methodOf,
  nothing,
} from "internal:webstreams/common";
import {
  closeStream,
  failStream,
  fulfill,
  fulfillInto,
  hasByteReader,
  hasDefaultReader,
  kCancel,
  kPull,
  kPullInto,
  kRelease,
} from "internal:webstreams/reading";
import type { ReadRequest } from "internal:webstreams/reading";

/** A buffer that waits for bytes. `reader`: who brought it. */
type PullInto = {
  buffer: ArrayBuffer;
  capacity: number;
  offset: number;
  length: number;
  filled: number;
  least: number;
  size: number;
  Make: any;
  reader: "default" | "byob" | "none";
};
/** Bytes that wait for a reader. */
type Part = { buffer: ArrayBuffer; offset: number; length: number };

const check = (it: any) => {
  if (it?.[S]?.kind !== "bytes") throw invalidThis("ReadableByteStreamController");
};
const moved = (buffer: any): ArrayBuffer => buffer.transfer();
const stateOf = (controller: any): any => controller[S];

export class ReadableStreamBYOBRequest {
  constructor(token: unknown = undefined) {
    illegal(token);
  }
  get view(): any {
    if (!(this as any)?.[S]) throw invalidThis("ReadableStreamBYOBRequest");
    return (this as any)[S].view;
  }
  respond(written: any): void {
    if (!(this as any)?.[S]) throw invalidThis("ReadableStreamBYOBRequest");
    const { controller, view } = (this as any)[S];
    if (controller === undefined) throw invalidState("This BYOB request has been invalidated");
    if (view.byteLength === 0 || isDetached(view.buffer))
      throw invalidState("View ArrayBuffer is zero-length or detached");
    respond(controller, +written);
  }
  respondWithNewView(view: any): void {
    if (!(this as any)?.[S]) throw invalidThis("ReadableStreamBYOBRequest");
    const { controller } = (this as any)[S];
    if (controller === undefined) throw invalidState("This BYOB request has been invalidated");
    if (!ArrayBuffer.isView(view)) throw invalidArgType("view", ["Buffer", "TypedArray", "DataView"], view);
    if (isDetached(view.buffer)) throw invalidState("Viewed ArrayBuffer is detached");
    respondWithView(controller, view);
  }
}
describe(
  ReadableStreamBYOBRequest,
  "ReadableStreamBYOBRequest",
  ["view", "respond", "respondWithNewView"],
  (it) => ({ view: it[S].view, controller: it[S].controller }),
);

export class ReadableByteStreamController {
  constructor(token: unknown = undefined) {
    illegal(token);
  }
  get byobRequest(): any {
    check(this);
    return request(this);
  }
  get desiredSize(): number | null {
    check(this);
    return desired(this);
  }
  close(): void {
    check(this);
    const { closeRequested, stream } = stateOf(this);
    if (closeRequested || stream[S].state !== "readable")
      throw invalidState("ReadableStream is already closed");
    close(this);
  }
  enqueue(chunk: any): void {
    check(this);
    if (!ArrayBuffer.isView(chunk))
      throw invalidArgType("buffer", ["Buffer", "TypedArray", "DataView"], chunk);
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0 || isDetached(chunk.buffer))
      throw invalidState("chunk ArrayBuffer is zero-length or detached");
    const { closeRequested, stream } = stateOf(this);
    if (closeRequested) throw invalidState("Controller is already closed");
    if (stream[S].state !== "readable") throw invalidState("ReadableStream is already closed");
    enqueue(this, chunk);
  }
  error(error: any = undefined): void {
    check(this);
    fail(this, error);
  }
  [kCancel](reason: any): Promise<any> {
    const state = stateOf(this);
    dropPending(this);
    state.queue = [];
    state.queueSize = 0;
    const out = state.cancel(reason);
    forget(this);
    return out;
  }
  [kPull](reading: ReadRequest): void {
    const state = stateOf(this);
    const { stream } = state;
    if (state.queueSize > 0) {
      reading.chunk(firstPart(this));
      return;
    }
    const size = state.autoAllocate;
    if (size !== undefined) {
      let buffer: ArrayBuffer;
      try {
        buffer = new ArrayBuffer(size);
      } catch (error) {
        reading.error(error);
        return;
      }
      const waiting: PullInto = {
        buffer,
        capacity: size,
        offset: 0,
        length: size,
        filled: 0,
        least: 1,
        size: 1,
        Make: Uint8Array,
        reader: "default",
      };
      state.pending.push(waiting);
    }
    stream[S].reader[S].requests.push(reading);
    pullIfNeeded(this);
  }
  [kRelease](): void {
    const state = stateOf(this);
    if (state.pending.length === 0) return;
    state.pending[0].reader = "none";
    state.pending = [state.pending[0]];
  }
  [kPullInto](view: any, least: number, reading: any): void {
    pullInto(this, view, least, reading);
  }
}
describe(ReadableByteStreamController, "ReadableByteStreamController", [
  "byobRequest",
  "desiredSize",
  "close",
  "enqueue",
  "error",
]);

function desired(controller: any): number | null {
  const { stream, highWaterMark, queueSize } = stateOf(controller);
  const { state } = stream[S];
  return state === "errored" ? null : state === "closed" ? 0 : highWaterMark - queueSize;
}

/** What the source may fill in place. */
export function request(controller: any): any {
  const state = stateOf(controller);
  if (state.request === null && state.pending.length > 0) {
    const [first] = state.pending;
    const made: any = new ReadableStreamBYOBRequest(TOKEN);
    const view = new Uint8Array(first.buffer, first.offset + first.filled, first.length - first.filled);
    made[S] = { controller, view };
    state.request = made;
  }
  return state.request;
}

function forgetRequest(controller: any): void {
  const state = stateOf(controller);
  if (state.request === null) return;
  state.request[S] = { controller: undefined, view: null };
  state.request = null;
}

function dropPending(controller: any): void {
  forgetRequest(controller);
  stateOf(controller).pending = [];
}

function forget(controller: any): void {
  const state = stateOf(controller);
  state.pull = state.cancel = nothing;
}

export function close(controller: any): void {
  const state = stateOf(controller);
  if (state.closeRequested || state.stream[S].state !== "readable") return;
  if (state.queueSize > 0) {
    state.closeRequested = true;
    return;
  }
  const [first] = state.pending;
  if (first !== undefined && first.filled % first.size !== 0) {
    const error = invalidState("Partial read");
    fail(controller, error);
    throw error;
  }
  forget(controller);
  closeStream(state.stream);
}

export function fail(controller: any, error: any): void {
  const state = stateOf(controller);
  if (state.stream[S].state !== "readable") return;
  dropPending(controller);
  state.queue = [];
  state.queueSize = 0;
  forget(controller);
  failStream(state.stream, error);
}

export function enqueue(controller: any, chunk: any): void {
  const state = stateOf(controller);
  const { stream } = state;
  if (state.closeRequested || stream[S].state !== "readable") return;
  const offset = chunk.byteOffset,
    length = chunk.byteLength;
  const buffer = moved(chunk.buffer);
  const [first] = state.pending;
  if (first !== undefined) {
    if (isDetached(first.buffer)) throw invalidState("Destination ArrayBuffer is detached");
    forgetRequest(controller);
    first.buffer = moved(first.buffer);
    if (first.reader === "none") keepFilled(controller, first);
  }
  if (hasDefaultReader(stream)) {
    const { requests } = stream[S].reader[S];
    while (requests.length > 0 && state.queueSize > 0) requests.shift().chunk(firstPart(controller));
    if (requests.length === 0) keep(controller, buffer, offset, length);
    else {
      if (state.pending.length > 0) state.pending.shift();
      fulfill(stream, new Uint8Array(buffer, offset, length), false);
    }
  } else {
    keep(controller, buffer, offset, length);
    if (hasByteReader(stream)) fillPending(controller);
  }
  pullIfNeeded(controller);
}

function keep(controller: any, buffer: ArrayBuffer, offset: number, length: number): void {
  const state = stateOf(controller);
  state.queue.push({ buffer, offset, length } satisfies Part);
  state.queueSize += length;
}

function keepCopy(controller: any, buffer: ArrayBuffer, offset: number, length: number): void {
  let copy: ArrayBuffer;
  try {
    copy = buffer.slice(offset, offset + length);
  } catch (error) {
    fail(controller, error);
    throw error;
  }
  keep(controller, copy, 0, length);
}

/** What was filled for a reader that has gone stays in the stream. */
function keepFilled(controller: any, it: PullInto): void {
  if (it.filled > 0) keepCopy(controller, it.buffer, it.offset, it.filled);
  stateOf(controller).pending.shift();
}

function firstPart(controller: any): Uint8Array {
  const state = stateOf(controller);
  const { buffer, offset, length } = state.queue.shift();
  state.queueSize -= length;
  closeIfDrained(controller);
  return new Uint8Array(buffer, offset, length);
}

function closeIfDrained(controller: any): void {
  const state = stateOf(controller);
  if (state.queueSize === 0 && state.closeRequested) {
    forget(controller);
    closeStream(state.stream);
  } else pullIfNeeded(controller);
}

function pullInto(controller: any, view: any, least: number, reading: any): void {
  const state = stateOf(controller);
  const { stream } = state;
  const Make = host.kindOf(view) === "dataview" ? DataView : typedClass(view);
  const size = Make === DataView ? 1 : view.BYTES_PER_ELEMENT;
  const { byteOffset: offset, byteLength: length } = view;
  let buffer: ArrayBuffer;
  try {
    buffer = moved(view.buffer);
  } catch (error) {
    reading.error(error);
    return;
  }
  const it: PullInto = {
    buffer,
    capacity: buffer.byteLength,
    offset,
    length,
    filled: 0,
    least: least * size,
    size,
    Make,
    reader: "byob",
  };
  if (state.pending.length > 0) {
    state.pending.push(it);
    stream[S].reader[S].intoRequests.push(reading);
    return;
  }
  if (stream[S].state === "closed") {
    reading.close(new Make(buffer, offset, 0));
    return;
  }
  if (state.queueSize > 0) {
    if (fill(controller, it)) {
      const filled = viewOf(it);
      closeIfDrained(controller);
      reading.chunk(filled);
      return;
    }
    if (state.closeRequested) {
      const error = invalidState("ReadableStream closed");
      fail(controller, error);
      reading.error(error);
      return;
    }
  }
  state.pending.push(it);
  stream[S].reader[S].intoRequests.push(reading);
  pullIfNeeded(controller);
}

const VIEWS: any[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];
/** The class of a view; of a Buffer, that of its bytes. */
const typedClass = (view: any): any => VIEWS.find((it) => view instanceof it) ?? Uint8Array;

/** Moves bytes that wait into the buffer; true: enough of them. */
function fill(controller: any, it: PullInto): boolean {
  const state = stateOf(controller);
  const most = Math.min(state.queueSize, it.length - it.filled);
  const total = it.filled + most;
  const whole = total - (total % it.size);
  const isReady = whole >= it.least;
  let left = isReady ? whole - it.filled : most;
  while (left > 0) {
    const part: Part = state.queue[0];
    const count = Math.min(left, part.length);
    new Uint8Array(it.buffer).set(new Uint8Array(part.buffer, part.offset, count), it.offset + it.filled);
    if (count === part.length) state.queue.shift();
    else {
      part.offset += count;
      part.length -= count;
    }
    state.queueSize -= count;
    it.filled += count;
    left -= count;
  }
  return isReady;
}

const viewOf = (it: PullInto): any => new it.Make(moved(it.buffer), it.offset, it.filled / it.size);

function commit(stream: any, it: PullInto): void {
  const isDone = stream[S].state === "closed";
  const filled = viewOf(it);
  if (it.reader === "default") fulfill(stream, filled, isDone);
  else fulfillInto(stream, filled, isDone);
}

function fillPending(controller: any): void {
  const state = stateOf(controller);
  while (state.pending.length > 0 && state.queueSize > 0) {
    const [first] = state.pending;
    if (!fill(controller, first)) return;
    state.pending.shift();
    commit(state.stream, first);
  }
}

function respond(controller: any, written: number): void {
  const state = stateOf(controller);
  const [first] = state.pending;
  if (state.stream[S].state === "closed") {
    if (written !== 0) throw invalidState("Controller is closed");
  } else {
    if (written === 0) throw invalidState("bytesWritten is zero");
    if (!(first.filled + written <= first.length))
      throw invalidValue(RangeError, "argument", "bytesWritten", written);
  }
  first.buffer = moved(first.buffer);
  responded(controller, written);
}

function respondWithView(controller: any, view: any): void {
  const state = stateOf(controller);
  const [first] = state.pending;
  const { byteOffset, byteLength, buffer } = view;
  if (state.stream[S].state === "closed") {
    if (byteLength !== 0) throw invalidState("View is not zero-length");
  } else if (byteLength === 0) throw invalidState("View is zero-length");
  if (
    first.offset + first.filled !== byteOffset ||
    first.capacity !== buffer.byteLength ||
    first.filled + byteLength > first.length
  )
    throw invalidValue(RangeError, "argument", "view", view);
  first.buffer = moved(buffer);
  responded(controller, byteLength);
}

function responded(controller: any, written: number): void {
  const state = stateOf(controller);
  const [first]: PullInto[] = state.pending;
  forgetRequest(controller);
  if (state.stream[S].state === "closed") {
    if (first.reader === "none") state.pending.shift();
    if (hasByteReader(state.stream))
      while (state.stream[S].reader[S].intoRequests.length > 0) commit(state.stream, state.pending.shift());
  } else {
    first.filled += written;
    if (first.reader === "none") {
      keepFilled(controller, first);
      fillPending(controller);
    } else if (first.filled >= first.least) {
      state.pending.shift();
      // What does not make a whole element goes back.
      const rest = first.filled % first.size;
      if (rest > 0) keepCopy(controller, first.buffer, first.offset + first.filled - rest, rest);
      first.filled -= rest;
      commit(state.stream, first);
      fillPending(controller);
    }
  }
  pullIfNeeded(controller);
}

function shouldPull(controller: any): boolean {
  const { stream, started, closeRequested } = stateOf(controller);
  if (stream[S].state !== "readable" || closeRequested || !started) return false;
  const { requests, intoRequests } = stream[S].reader?.[S] ?? {};
  if (requests?.length > 0 || intoRequests?.length > 0) return true;
  return desired(controller)! > 0;
}

function pullIfNeeded(controller: any): void {
  const state = stateOf(controller);
  if (!shouldPull(controller)) return;
  if (state.pulling) {
    state.pullAgain = true;
    return;
  }
  state.pulling = true;
  state.pull().then(
    () => {
      state.pulling = false;
      if (!state.pullAgain) return;
      state.pullAgain = false;
      pullIfNeeded(controller);
    },
    (error: any) => fail(controller, error),
  );
}

export function setUp(
  stream: any,
  start: (controller: any) => any,
  pull: () => Promise<any>,
  cancel: (reason: any) => Promise<any>,
  highWaterMark: number,
  autoAllocate: number | undefined,
): void {
  const controller: any = new ReadableByteStreamController(TOKEN);
  const state = (controller[S] = {
    kind: "bytes",
    stream,
    highWaterMark,
    autoAllocate,
    pull,
    cancel,
    queue: [],
    queueSize: 0,
    pending: [],
    request: null,
    started: false,
    closeRequested: false,
    pulling: false,
    pullAgain: false,
  });
  stream[S].controller = controller;
  const begun = start(controller);
  // A promise that is answered costs its turns, as in Node: what is written meanwhile waits for them.
  new Promise<void>((resolve) => resolve(begun)).then(
    () => {
      state.started = true;
      pullIfNeeded(controller);
    },
    (error) => fail(controller, error),
  );
}

export function fromByteSource(stream: any, source: any, highWaterMark: number): void {
  const { start, autoAllocateChunkSize } = source;
  const pull = methodOf(source, "pull", "source"),
    cancel = methodOf(source, "cancel", "source");
  if (autoAllocateChunkSize !== undefined && !(+autoAllocateChunkSize > 0))
    throw invalidValue(TypeError, "property", "source.autoAllocateChunkSize", autoAllocateChunkSize);
  setUp(
    stream,
    (controller) => (start === undefined ? undefined : Reflect.apply(start, source, [controller])),
    pull === undefined ? nothing : () => called(pull, source, [stream[S].controller]),
    cancel === undefined ? nothing : (reason) => called(cancel, source, [reason]),
    highWaterMark,
    autoAllocateChunkSize === undefined ? undefined : +autoAllocateChunkSize,
  );
}
