// The state of a readable stream and of who reads it; what controllers do to both.
import {
  S,
  checkDictionary,
  deferred,
  describe,
  handled,
  invalidArgType,
  invalidArgValue,
  invalidState,
  invalidThis,
  isDetached,
  rejected,
  resolved,
  settle,
} from "internal:webstreams/common";

/** The steps of a controller that reading needs. */
export const kCancel = Symbol("cancelSteps"),
  kPull = Symbol("pullSteps"),
  kRelease = Symbol("releaseSteps");

export type ReadRequest = {
  chunk(value: any): void;
  close(value?: any): void;
  error(error: any): void;
};

export const isStream = (it: any): boolean => it?.[S]?.kind === "readable";
export const isLocked = (stream: any): boolean => stream[S].reader !== undefined;
export const hasByteReader = (stream: any): boolean => stream[S].reader?.[S].intoRequests !== undefined;
export const hasDefaultReader = (stream: any): boolean => stream[S].reader?.[S].requests !== undefined;

export function closeStream(stream: any): void {
  const state = stream[S];
  state.state = "closed";
  settle(state.closed, false);
  const { reader } = state;
  if (reader === undefined) return;
  settle(reader[S].closed, false);
  const { requests } = reader[S];
  if (requests === undefined) return;
  reader[S].requests = [];
  for (const it of requests) it.close();
}

export function failStream(stream: any, error: any): void {
  const state = stream[S];
  state.state = "errored";
  state.storedError = error;
  settle(state.closed, true, error);
  const { reader } = state;
  if (reader === undefined) return;
  settle(reader[S].closed, true, error);
  failRequests(reader, error);
}

function failRequests(reader: any, error: any): void {
  const { requests, intoRequests } = reader[S];
  if (requests !== undefined) reader[S].requests = [];
  else reader[S].intoRequests = [];
  for (const it of requests ?? intoRequests) it.error(error);
}

export function cancelStream(stream: any, reason: any): Promise<any> {
  const state = stream[S];
  state.disturbed = true;
  if (state.state === "closed") return Promise.resolve();
  if (state.state === "errored") return Promise.reject(state.storedError);
  closeStream(stream);
  const { reader } = state;
  if (reader?.[S].intoRequests !== undefined) {
    const { intoRequests } = reader[S];
    reader[S].intoRequests = [];
    for (const it of intoRequests) it.close(undefined);
  }
  return state.controller[kCancel](reason).then(() => {});
}

/** Hands a chunk to who waits longest. */
export function fulfill(stream: any, chunk: any, isDone: boolean): void {
  const request = stream[S].reader[S].requests.shift();
  if (isDone) request.close();
  else request.chunk(chunk);
}
export function fulfillInto(stream: any, chunk: any, isDone: boolean): void {
  const request = stream[S].reader[S].intoRequests.shift();
  if (isDone) request.close(chunk);
  else request.chunk(chunk);
}

export function attach(reader: any, stream: any): void {
  const { state, storedError } = stream[S];
  reader[S].stream = stream;
  stream[S].reader = reader;
  reader[S].closed =
    state === "readable" ? deferred() : state === "closed" ? resolved() : rejected(storedError);
  handled(reader[S].closed.promise);
}

export function detach(reader: any): void {
  const { stream } = reader[S];
  const error = invalidState("Reader released");
  if (stream[S].state === "readable") settle(reader[S].closed, true, error);
  else reader[S].closed = rejected(error);
  stream[S].controller[kRelease]();
  stream[S].reader = undefined;
  reader[S].stream = undefined;
}

export function release(reader: any): void {
  if (reader[S].stream === undefined) return;
  detach(reader);
  failRequests(reader, invalidState("Releasing reader"));
}

export function readOne(reader: any, request: ReadRequest): void {
  const { stream } = reader[S];
  const state = stream[S];
  state.disturbed = true;
  if (state.state === "closed") request.close();
  else if (state.state === "errored") request.error(state.storedError);
  else state.controller[kPull](request);
}

const notAttached = () => invalidState("The reader is not attached to a stream");

const isDefaultReader = (it: any): boolean => it?.[S]?.requests !== undefined;
const isByteReader = (it: any): boolean => it?.[S]?.intoRequests !== undefined;

export class ReadableStreamDefaultReader {
  constructor(stream: any) {
    if (!isStream(stream)) throw invalidArgType("stream", "ReadableStream", stream);
    (this as any)[S] = { requests: [] };
    if (isLocked(stream)) throw invalidState("ReadableStream is locked");
    attach(this, stream);
  }

  read(): Promise<any> {
    if (!isDefaultReader(this)) return Promise.reject(invalidThis("ReadableStreamDefaultReader"));
    if ((this as any)[S].stream === undefined) return Promise.reject(notAttached());
    return new Promise((resolve, reject) => {
      readOne(this, {
        chunk: (value) => resolve({ value, done: false }),
        close: () => resolve({ value: undefined, done: true }),
        error: reject,
      });
    });
  }

  releaseLock(): void {
    if (!isDefaultReader(this)) throw invalidThis("ReadableStreamDefaultReader");
    release(this);
  }

  get closed(): Promise<void> {
    if (!isDefaultReader(this)) return Promise.reject(invalidThis("ReadableStreamDefaultReader"));
    return (this as any)[S].closed.promise;
  }

  cancel(reason: any = undefined): Promise<void> {
    if (!isDefaultReader(this)) return Promise.reject(invalidThis("ReadableStreamDefaultReader"));
    if ((this as any)[S].stream === undefined) return Promise.reject(notAttached());
    return cancelStream((this as any)[S].stream, reason);
  }
}
describe(
  ReadableStreamDefaultReader,
  "ReadableStreamDefaultReader",
  ["read", "releaseLock", "closed", "cancel"],
  (it) => ({ stream: it[S].stream, readRequests: it[S].requests.length, close: it[S].closed.promise }),
);

/** `kPullInto`: only a byte controller has it. */
export const kPullInto = Symbol("pullInto");

export function readInto(reader: any, view: any, least: number, request: any): void {
  const { stream } = reader[S];
  stream[S].disturbed = true;
  if (stream[S].state === "errored") request.error(stream[S].storedError);
  else stream[S].controller[kPullInto](view, least, request);
}

export class ReadableStreamBYOBReader {
  constructor(stream: any) {
    if (!isStream(stream)) throw invalidArgType("stream", "ReadableStream", stream);
    (this as any)[S] = { intoRequests: [] };
    if (isLocked(stream)) throw invalidState("ReadableStream is locked");
    if (stream[S].controller[kPullInto] === undefined)
      throw invalidArgValue("stream", stream, "must be a byte stream");
    attach(this, stream);
  }

  read(view: any, options: any = {}): Promise<any> {
    if (!isByteReader(this)) return Promise.reject(invalidThis("ReadableStreamBYOBReader"));
    if (!ArrayBuffer.isView(view))
      return Promise.reject(invalidArgType("view", ["Buffer", "TypedArray", "DataView"], view));
    const isEmpty = view.byteLength === 0 || view.buffer.byteLength === 0 || isDetached(view.buffer);
    if (isEmpty) return Promise.reject(invalidState("View or Viewed ArrayBuffer is zero-length or detached"));
    let least = 1;
    try {
      checkDictionary(options, "options");
      if (options?.min !== undefined) {
        least = +options.min;
        const most = (view as any).length ?? view.byteLength;
        if (!(least >= 1)) throw invalidArgValue("options.min", options.min, "must be greater than 0");
        if (least > most) throw new RangeError("options.min must not be larger than the view");
      }
    } catch (error) {
      return Promise.reject(error);
    }
    if ((this as any)[S].stream === undefined) return Promise.reject(notAttached());
    return new Promise((resolve, reject) => {
      readInto(this, view, least, {
        chunk: (value: any) => resolve({ value, done: false }),
        close: (value: any) => resolve({ value, done: true }),
        error: reject,
      });
    });
  }

  releaseLock(): void {
    if (!isByteReader(this)) throw invalidThis("ReadableStreamBYOBReader");
    release(this);
  }

  get closed(): Promise<void> {
    if (!isByteReader(this)) return Promise.reject(invalidThis("ReadableStreamBYOBReader"));
    return (this as any)[S].closed.promise;
  }

  cancel(reason: any = undefined): Promise<void> {
    if (!isByteReader(this)) return Promise.reject(invalidThis("ReadableStreamBYOBReader"));
    if ((this as any)[S].stream === undefined) return Promise.reject(notAttached());
    return cancelStream((this as any)[S].stream, reason);
  }
}
describe(
  ReadableStreamBYOBReader,
  "ReadableStreamBYOBReader",
  ["read", "releaseLock", "closed", "cancel"],
  (it) => ({
    stream: it[S].stream,
    readIntoRequests: it[S].intoRequests.length,
    close: it[S].closed.promise,
  }),
);
