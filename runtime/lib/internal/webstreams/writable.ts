// WritableStream, its writer and its controller.
import {
  S,
  TOKEN,
  called,
  checkDictionary,
  deferred,
  dequeue,
  describe,
  enqueueSized,
  highWaterMarkOf,
  illegal,
  invalidArgType,
  invalidState,
  invalidThis,
  invalidValue,
  methodOf,
  nothing,
  rejected,
  resetQueue,
  resolved,
  settle,
  sizeOf,
} from "internal:webstreams/common";
import { kClosed } from "internal:stream/finished";
import { kErrored, kWritable } from "internal:stream/kinds";
import { kTransfer } from "internal:clone_hooks";
import { kAbort } from "internal:stream/abort";
import { AbortController } from "web:abort";

const CLOSE = Symbol("close");
const isStream = (it: any): boolean => it?.[S]?.kind === "writable";
export const isWritableStream = isStream;
export const isLocked = (stream: any): boolean => stream[S].writer !== undefined;

export class WritableStream {
  constructor(sink: any = undefined, strategy: any = {}) {
    if (sink === TOKEN) return;
    checkDictionary(sink, "sink");
    checkDictionary(strategy, "strategy");
    const { type } = sink ?? {};
    if (type !== undefined) throw invalidValue(RangeError, "argument", "type", type);
    initialize(this);
    const size = sizeOf(strategy ?? {}),
      mark = highWaterMarkOf(strategy ?? {}, 1);
    fromSink(this, sink ?? {}, mark, size);
  }
  get locked(): boolean {
    if (!isStream(this)) throw invalidThis("WritableStream");
    return isLocked(this);
  }
  abort(reason: any = undefined): Promise<void> {
    if (!isStream(this)) return Promise.reject(invalidThis("WritableStream"));
    if (isLocked(this)) return Promise.reject(invalidState("WritableStream is locked"));
    return abort(this, reason);
  }
  close(): Promise<void> {
    if (!isStream(this)) return Promise.reject(invalidThis("WritableStream"));
    if (isLocked(this)) return Promise.reject(invalidState("WritableStream is locked"));
    if (isClosing(this)) return Promise.reject(invalidState("Failure closing WritableStream"));
    return close(this);
  }
  getWriter(): WritableStreamDefaultWriter {
    if (!isStream(this)) throw invalidThis("WritableStream");
    return new WritableStreamDefaultWriter(this);
  }
  get [kClosed](): any {
    return (this as any)[S].closed;
  }
  get [kErrored](): boolean {
    return (this as any)[S].state === "errored";
  }
  get [kWritable](): boolean {
    return (this as any)[S].state === "writable";
  }
  /** A new stream into this one, which is locked. */
  [kTransfer](): any {
    if (isLocked(this)) throw new DOMException("Cannot transfer a locked WritableStream", "DataCloneError");
    const { readable, writable } = host.load("internal:webstreams/transform").identity();
    readable.pipeTo(this).then(undefined, () => {});
    return writable;
  }
  [kAbort](error: any): void {
    const { controller } = (this as any)[S];
    failIfNeeded(controller, error);
  }
}
describe(WritableStream, "WritableStream", ["locked", "abort", "close", "getWriter"], (it) => ({
  locked: isLocked(it),
  state: it[S].state,
}));

function initialize(stream: any): void {
  stream[S] = {
    kind: "writable",
    state: "writable",
    storedError: undefined,
    writer: undefined,
    controller: undefined,
    requests: [],
    inFlight: undefined,
    closeRequest: undefined,
    inFlightClose: undefined,
    pendingAbort: undefined,
    backpressure: false,
    closed: deferred(),
  };
}

export function abort(stream: any, reason: any): Promise<any> {
  const state = stream[S];
  if (state.state === "closed" || state.state === "errored") return Promise.resolve();
  state.controller[S].aborting.abort(reason);
  if (state.state === "closed" || state.state === "errored") return Promise.resolve();
  if (state.pendingAbort !== undefined) return state.pendingAbort.deferred.promise;
  const wasErroring = state.state === "erroring";
  if (wasErroring) reason = undefined;
  const made = deferred();
  state.pendingAbort = { deferred: made, reason, wasErroring };
  if (!wasErroring) startErroring(stream, reason);
  return made.promise;
}

export function close(stream: any): Promise<any> {
  const state = stream[S];
  if (state.state === "closed" || state.state === "errored")
    return Promise.reject(invalidState("WritableStream is closed"));
  const made = deferred();
  state.closeRequest = made;
  const { writer } = state;
  if (writer !== undefined && state.backpressure && state.state === "writable")
    settle(writer[S].ready, false);
  const controller = state.controller[S];
  enqueueSized(controller, CLOSE, 0);
  advance(state.controller);
  return made.promise;
}

export const isClosing = (stream: any): boolean =>
  stream[S].closeRequest !== undefined || stream[S].inFlightClose !== undefined;

function dealWithRejection(stream: any, error: any): void {
  if (stream[S].state === "writable") startErroring(stream, error);
  else finishErroring(stream);
}

function startErroring(stream: any, reason: any): void {
  const state = stream[S];
  state.state = "erroring";
  state.storedError = reason;
  if (state.writer !== undefined) failReady(state.writer, reason);
  const isBusy = state.inFlight !== undefined || state.inFlightClose !== undefined;
  if (!isBusy && state.controller[S].started) finishErroring(stream);
}

function finishErroring(stream: any): void {
  const state = stream[S];
  state.state = "errored";
  resetQueue(state.controller[S]);
  const { requests, storedError } = state;
  state.requests = [];
  for (const it of requests) it.reject(storedError);
  const pending = state.pendingAbort;
  if (pending === undefined) {
    rejectClose(stream);
    return;
  }
  state.pendingAbort = undefined;
  if (pending.wasErroring) {
    pending.deferred.reject(storedError);
    rejectClose(stream);
    return;
  }
  const controller = state.controller[S];
  const out = controller.abort(pending.reason);
  forget(controller);
  out.then(
    () => {
      pending.deferred.resolve();
      rejectClose(stream);
    },
    (error: any) => {
      pending.deferred.reject(error);
      rejectClose(stream);
    },
  );
}

function rejectClose(stream: any): void {
  const state = stream[S];
  if (state.closeRequest !== undefined) {
    state.closeRequest.reject(state.storedError);
    state.closeRequest = undefined;
  }
  settle(state.closed, true, state.storedError);
  if (state.writer !== undefined) settle(state.writer[S].closed, true, state.storedError);
}

function setBackpressure(stream: any, isOn: boolean): void {
  const state = stream[S];
  if (state.writer !== undefined && isOn !== state.backpressure) {
    if (isOn) state.writer[S].ready = deferred();
    else settle(state.writer[S].ready, false);
  }
  state.backpressure = isOn;
}

function failReady(writer: any, error: any): void {
  const { ready } = writer[S];
  if (ready.reject !== undefined) settle(ready, true, error);
  else writer[S].ready = rejected(error);
}
function failClosed(writer: any, error: any): void {
  const { closed } = writer[S];
  if (closed.reject !== undefined) settle(closed, true, error);
  else writer[S].closed = rejected(error);
}

const isWriter = (it: any): boolean => it?.[S]?.kind === "writer";
const unbound = () => invalidState("Writer is not bound to a WritableStream");

export class WritableStreamDefaultWriter {
  constructor(stream: any) {
    if (!isStream(stream)) throw invalidArgType("stream", "WritableStream", stream);
    if (isLocked(stream)) throw invalidState("WritableStream is locked");
    const state = stream[S];
    state.writer = this;
    const mine: any = ((this as any)[S] = { kind: "writer", stream, closed: undefined, ready: undefined });
    if (state.state === "writable") {
      mine.ready = !isClosing(stream) && state.backpressure ? deferred() : resolved();
      mine.closed = deferred();
    } else if (state.state === "erroring") {
      mine.ready = rejected(state.storedError);
      mine.closed = deferred();
    } else if (state.state === "closed") {
      mine.ready = resolved();
      mine.closed = resolved();
    } else {
      mine.ready = rejected(state.storedError);
      mine.closed = rejected(state.storedError);
    }
  }
  get closed(): Promise<void> {
    if (!isWriter(this)) return Promise.reject(invalidThis("WritableStreamDefaultWriter"));
    return (this as any)[S].closed.promise;
  }
  get desiredSize(): number | null {
    if (!isWriter(this)) throw invalidThis("WritableStreamDefaultWriter");
    if ((this as any)[S].stream === undefined) throw unbound();
    return desiredOf((this as any)[S].stream);
  }
  get ready(): Promise<void> {
    if (!isWriter(this)) return Promise.reject(invalidThis("WritableStreamDefaultWriter"));
    return (this as any)[S].ready.promise;
  }
  abort(reason: any = undefined): Promise<void> {
    if (!isWriter(this)) return Promise.reject(invalidThis("WritableStreamDefaultWriter"));
    if ((this as any)[S].stream === undefined) return Promise.reject(unbound());
    return abort((this as any)[S].stream, reason);
  }
  close(): Promise<void> {
    if (!isWriter(this)) return Promise.reject(invalidThis("WritableStreamDefaultWriter"));
    const { stream } = (this as any)[S];
    if (stream === undefined) return Promise.reject(unbound());
    if (isClosing(stream)) return Promise.reject(invalidState("Failure to close WritableStream"));
    return close(stream);
  }
  releaseLock(): void {
    if (!isWriter(this)) throw invalidThis("WritableStreamDefaultWriter");
    if ((this as any)[S].stream !== undefined) release(this);
  }
  write(chunk: any = undefined): Promise<void> {
    if (!isWriter(this)) return Promise.reject(invalidThis("WritableStreamDefaultWriter"));
    if ((this as any)[S].stream === undefined) return Promise.reject(unbound());
    return write(this, chunk);
  }
}
describe(
  WritableStreamDefaultWriter,
  "WritableStreamDefaultWriter",
  ["closed", "desiredSize", "ready", "abort", "close", "releaseLock", "write"],
  (it) => ({
    stream: it[S].stream,
    close: it[S].closed.promise,
    ready: it[S].ready.promise,
    desiredSize: it[S].stream === undefined ? undefined : desiredOf(it[S].stream),
  }),
);

function desiredOf(stream: any): number | null {
  const { state, controller } = stream[S];
  if (state === "errored" || state === "erroring") return null;
  return state === "closed" ? 0 : desired(controller);
}

export function release(writer: any): void {
  const { stream } = writer[S];
  const error = invalidState("Writer has been released");
  failReady(writer, error);
  failClosed(writer, error);
  stream[S].writer = undefined;
  writer[S].stream = undefined;
}

export function write(writer: any, chunk: any): Promise<any> {
  const { stream } = writer[S];
  const { controller } = stream[S];
  let size = 1;
  try {
    size = controller[S].size(chunk);
  } catch (error) {
    failIfNeeded(controller, error);
  }
  if (writer[S].stream !== stream) return Promise.reject(invalidState("Mismatched WritableStreams"));
  const { state, storedError } = stream[S];
  if (state === "errored") return Promise.reject(storedError);
  if (isClosing(stream) || state === "closed")
    return Promise.reject(invalidState("WritableStream is closed"));
  if (state === "erroring") return Promise.reject(storedError);
  const made: any = deferred();
  stream[S].requests.push(made);
  try {
    enqueueSized(controller[S], chunk, size);
    if (!isClosing(stream) && stream[S].state === "writable")
      setBackpressure(stream, desired(controller) <= 0);
    advance(controller);
  } catch (error) {
    failIfNeeded(controller, error);
  }
  return made.promise;
}

/** What `pipeTo` does at the end: no error when it is closed already. */
export function closeWithError(writer: any): Promise<any> {
  const { stream } = writer[S];
  const { state, storedError } = stream[S];
  if (isClosing(stream) || state === "closed") return Promise.resolve();
  return state === "errored" ? Promise.reject(storedError) : close(stream);
}

const checkController = (it: any) => {
  if (it?.[S]?.kind !== "writing") throw invalidThis("WritableStreamDefaultController");
};

export class WritableStreamDefaultController {
  constructor(token: unknown = undefined) {
    illegal(token);
  }
  get signal(): any {
    checkController(this);
    return (this as any)[S].aborting.signal;
  }
  error(error: any = undefined): void {
    checkController(this);
    if ((this as any)[S].stream[S].state === "writable") fail(this, error);
  }
}
describe(WritableStreamDefaultController, "WritableStreamDefaultController", ["signal", "error"]);

const desired = (controller: any): number => controller[S].highWaterMark - controller[S].queueSize;

function fail(controller: any, error: any): void {
  forget(controller[S]);
  startErroring(controller[S].stream, error);
}

export function failIfNeeded(controller: any, error: any): void {
  if (controller[S].stream[S].state === "writable") fail(controller, error);
}

function forget(state: any): void {
  state.write = state.close = state.abort = nothing;
  state.size = () => 1;
}

function advance(controller: any): void {
  const mine = controller[S];
  const { stream } = mine;
  const state = stream[S];
  if (!mine.started || state.inFlight !== undefined) return;
  if (state.state === "erroring") {
    finishErroring(stream);
    return;
  }
  if (mine.queue.length === 0) return;
  const { value } = mine.queue[0];
  if (value === CLOSE) sinkClose(controller);
  else sinkWrite(controller, value);
}

function sinkClose(controller: any): void {
  const mine = controller[S];
  const { stream } = mine;
  const state = stream[S];
  state.inFlightClose = state.closeRequest;
  state.closeRequest = undefined;
  dequeue(mine);
  const out = mine.close();
  forget(mine);
  out.then(
    () => {
      state.inFlightClose.resolve();
      state.inFlightClose = undefined;
      if (state.state === "erroring") {
        state.storedError = undefined;
        state.pendingAbort?.deferred.resolve();
        state.pendingAbort = undefined;
      }
      state.state = "closed";
      if (state.writer !== undefined) settle(state.writer[S].closed, false);
      settle(state.closed, false);
    },
    (error: any) => {
      state.inFlightClose.reject(error);
      state.inFlightClose = undefined;
      state.pendingAbort?.deferred.reject(error);
      state.pendingAbort = undefined;
      dealWithRejection(stream, error);
    },
  );
}

function sinkWrite(controller: any, chunk: any): void {
  const mine = controller[S];
  const { stream } = mine;
  const state = stream[S];
  state.inFlight = state.requests.shift();
  mine.write(chunk).then(
    () => {
      state.inFlight.resolve();
      state.inFlight = undefined;
      dequeue(mine);
      if (!isClosing(stream) && state.state === "writable") setBackpressure(stream, desired(controller) <= 0);
      advance(controller);
    },
    (error: any) => {
      if (state.state === "writable") forget(mine);
      state.inFlight.reject(error);
      state.inFlight = undefined;
      dealWithRejection(stream, error);
    },
  );
}

/** A stream over functions of the library. */
export function make(
  start: (controller: any) => any,
  write: (chunk: any) => Promise<any>,
  close: () => Promise<any>,
  abort: (reason: any) => Promise<any>,
  highWaterMark = 1,
  size: (chunk: any) => number = () => 1,
): any {
  const stream = new WritableStream(TOKEN);
  initialize(stream);
  setUp(stream, start, write, close, abort, highWaterMark, size);
  return stream;
}

function setUp(
  stream: any,
  start: (controller: any) => any,
  write: (chunk: any) => Promise<any>,
  close: () => Promise<any>,
  abort: (reason: any) => Promise<any>,
  highWaterMark: number,
  size: (chunk: any) => number,
): void {
  const controller: any = new WritableStreamDefaultController(TOKEN);
  const mine = (controller[S] = {
    kind: "writing",
    stream,
    write,
    close,
    abort,
    highWaterMark,
    size,
    queue: [],
    queueSize: 0,
    started: false,
    aborting: new (AbortController as any)(),
  });
  stream[S].controller = controller;
  setBackpressure(stream, desired(controller) <= 0);
  const begun = start(controller);
  // A promise that is answered costs its turns, as in Node: what is written meanwhile waits for them.
  new Promise<void>((resolve) => resolve(begun)).then(
    () => {
      mine.started = true;
      advance(controller);
    },
    (error) => {
      mine.started = true;
      dealWithRejection(stream, error);
    },
  );
}

function fromSink(stream: any, sink: any, highWaterMark: number, size: (chunk: any) => number): void {
  const start = methodOf(sink, "start", "sink"),
    write = methodOf(sink, "write", "sink"),
    close = methodOf(sink, "close", "sink"),
    abort = methodOf(sink, "abort", "sink");
  setUp(
    stream,
    (controller) => (start === undefined ? undefined : Reflect.apply(start, sink, [controller])),
    write === undefined ? nothing : (chunk) => called(write, sink, [chunk, stream[S].controller]),
    close === undefined ? nothing : () => called(close, sink, []),
    abort === undefined ? nothing : (reason) => called(abort, sink, [reason]),
    highWaterMark,
    size,
  );
}
