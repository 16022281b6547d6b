// TransformStream.
import {
  S,
  TOKEN,
  called,
  checkDictionary,
  deferred,
  describe,
  handled,
  highWaterMarkOf,
  illegal,
  invalidState,
  invalidThis,
  invalidValue,
  methodOf,
  nothing,
  sizeOf,
} from "internal:webstreams/common";
import { kTransfer } from "internal:clone_hooks";
import { make as makeReadable } from "internal:webstreams/readable";
import * as values from "internal:webstreams/source";
import { failIfNeeded, make as makeWritable } from "internal:webstreams/writable";

const isStream = (it: any): boolean => it?.[S]?.kind === "transform";

export class TransformStream {
  constructor(transformer: any = {}, writableStrategy: any = {}, readableStrategy: any = {}) {
    checkDictionary(transformer, "transformer");
    checkDictionary(writableStrategy, "writableStrategy");
    checkDictionary(readableStrategy, "readableStrategy");
    transformer ??= {};
    for (const name of ["readableType", "writableType"])
      if (transformer[name] !== undefined)
        throw invalidValue(RangeError, "property", `transformer.${name}`, transformer[name]);
    const start = methodOf(transformer, "start", "transformer"),
      transform = methodOf(transformer, "transform", "transformer"),
      flush = methodOf(transformer, "flush", "transformer"),
      cancel = methodOf(transformer, "cancel", "transformer");
    setUp(
      this,
      (controller) => (start === undefined ? undefined : Reflect.apply(start, transformer, [controller])),
      transform === undefined
        ? (chunk, controller) => {
            try {
              enqueue(controller, chunk);
              return nothing();
            } catch (error) {
              return Promise.reject(error);
            }
          }
        : (chunk, controller) => called(transform, transformer, [chunk, controller]),
      flush === undefined ? nothing : (controller) => called(flush, transformer, [controller]),
      cancel === undefined ? nothing : (reason) => called(cancel, transformer, [reason]),
      [highWaterMarkOf(writableStrategy, 1), sizeOf(writableStrategy)],
      [highWaterMarkOf(readableStrategy, 0), sizeOf(readableStrategy)],
    );
  }
  get readable(): any {
    if (!isStream(this)) throw invalidThis("TransformStream");
    return (this as any)[S].readable;
  }
  get writable(): any {
    if (!isStream(this)) throw invalidThis("TransformStream");
    return (this as any)[S].writable;
  }
  [kTransfer](): any {
    const { readable, writable } = (this as any)[S];
    return Object.create(TransformStream.prototype, {
      [S]: {
        __proto__: null,
        value: { ...(this as any)[S], readable: readable[kTransfer](), writable: writable[kTransfer]() },
      } as any,
    });
  }
}
describe(TransformStream, "TransformStream", ["readable", "writable"], (it) => ({
  readable: it[S].readable,
  writable: it[S].writable,
  backpressure: it[S].backpressure,
}));

const check = (it: any) => {
  if (it?.[S]?.kind !== "transforming") throw invalidThis("TransformStreamDefaultController");
};

export class TransformStreamDefaultController {
  constructor(token: unknown = undefined) {
    illegal(token);
  }
  get desiredSize(): number | null {
    check(this);
    return values.desired((this as any)[S].stream[S].readable[S].controller);
  }
  enqueue(chunk: any = undefined): void {
    check(this);
    enqueue(this, chunk);
  }
  error(reason: any = undefined): void {
    check(this);
    fail((this as any)[S].stream, reason);
  }
  terminate(): void {
    check(this);
    const { stream } = (this as any)[S];
    values.close(stream[S].readable[S].controller);
    failWriting(stream, invalidState("TransformStream has been terminated"));
  }
}
describe(TransformStreamDefaultController, "TransformStreamDefaultController", [
  "desiredSize",
  "enqueue",
  "error",
  "terminate",
]);

export function enqueue(controller: any, chunk: any): void {
  const { stream } = controller[S];
  const { readable } = stream[S];
  const inner = readable[S].controller;
  if (!values.mayEnqueue(inner)) throw invalidState("Unable to enqueue");
  try {
    values.enqueue(inner, chunk);
  } catch (error) {
    failWriting(stream, error);
    throw readable[S].storedError;
  }
  if (values.hasBackpressure(inner) !== stream[S].backpressure) setBackpressure(stream, true);
}

function fail(stream: any, error: any): void {
  values.fail(stream[S].readable[S].controller, error);
  failWriting(stream, error);
}

function failWriting(stream: any, error: any): void {
  forget(stream[S].controller);
  failIfNeeded(stream[S].writable[S].controller, error);
  if (stream[S].backpressure) setBackpressure(stream, false);
}

function setBackpressure(stream: any, isOn: boolean): void {
  const state = stream[S];
  state.change?.resolve();
  state.change = deferred();
  state.backpressure = isOn;
}

function forget(controller: any): void {
  const state = controller[S];
  state.transform = state.flush = state.cancel = nothing;
}

function setUp(
  stream: any,
  start: (controller: any) => any,
  transform: (chunk: any, controller: any) => Promise<any>,
  flush: (controller: any) => Promise<any>,
  cancel: (reason: any) => Promise<any>,
  writing: [number, (chunk: any) => number],
  reading: [number, (chunk: any) => number],
): void {
  const controller: any = new TransformStreamDefaultController(TOKEN);
  const mine: any = (controller[S] = {
    kind: "transforming",
    stream,
    transform,
    flush,
    cancel,
    finishing: undefined,
  });
  const started: any = deferred();
  const state: any = (stream[S] = {
    kind: "transform",
    readable: undefined,
    writable: undefined,
    controller,
    backpressure: undefined,
    change: undefined,
  });
  const perform = (chunk: any): Promise<any> =>
    mine.transform(chunk, controller).then(undefined, (error: any) => {
      fail(stream, error);
      throw error;
    });
  state.writable = makeWritable(
    () => started.promise,
    (chunk) => {
      if (!state.backpressure) return perform(chunk);
      return state.change.promise.then(() => {
        const { state: now, storedError } = state.writable[S];
        if (now === "erroring") throw storedError;
        return perform(chunk);
      });
    },
    () =>
      finish(
        () => mine.flush(controller),
        (isFailed, error) => {
          const { readable } = state;
          if (isFailed) {
            values.fail(readable[S].controller, error);
            throw error;
          }
          if (readable[S].state === "errored") throw readable[S].storedError;
          values.close(readable[S].controller);
        },
      ),
    (reason) =>
      finish(
        () => mine.cancel(reason),
        (isFailed, error) => {
          const { readable } = state;
          if (isFailed) {
            values.fail(readable[S].controller, error);
            throw error;
          }
          if (readable[S].state === "errored") throw readable[S].storedError;
          values.fail(readable[S].controller, reason);
        },
      ),
    writing[0],
    writing[1],
  );
  state.readable = makeReadable(
    () => started.promise,
    () => {
      setBackpressure(stream, false);
      return state.change.promise;
    },
    (reason) =>
      finish(
        () => mine.cancel(reason),
        (isFailed, error) => {
          const { writable } = state;
          const wake = () => {
            if (state.backpressure) setBackpressure(stream, false);
          };
          if (isFailed) {
            failIfNeeded(writable[S].controller, error);
            wake();
            throw error;
          }
          if (writable[S].state === "errored") throw writable[S].storedError;
          failIfNeeded(writable[S].controller, reason);
          wake();
        },
      ),
    reading[0],
    reading[1],
  );
  setBackpressure(stream, true);
  /** However it ends, its end is asked for once. */
  function finish(ask: () => Promise<any>, then: (isFailed: boolean, error?: any) => void): Promise<any> {
    if (mine.finishing !== undefined) return mine.finishing;
    const out: any = deferred();
    mine.finishing = out.promise;
    const answer = ask();
    forget(controller);
    answer.then(
      () => {
        try {
          then(false);
          out.resolve();
        } catch (error) {
          out.reject(error);
        }
      },
      (error) => {
        try {
          then(true, error);
        } catch (failure) {
          out.reject(failure);
        }
      },
    );
    return out.promise;
  }
  started.resolve(start(controller));
  handled(started.promise);
}

/** What is written is read. */
export const identity = (): any => new TransformStream();
