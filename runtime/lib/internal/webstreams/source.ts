// The controller of a readable stream of any values.
import {
  S,
  called,
  dequeue,
  describe,
  enqueueSized,
  illegal,
  invalidState,
  invalidThis,
  methodOf,
  nothing,
  resetQueue,
  TOKEN,
} from "internal:webstreams/common";
import {
  closeStream,
  failStream,
  fulfill,
  hasDefaultReader,
  isLocked,
  kCancel,
  kPull,
  kRelease,
} from "internal:webstreams/reading";
import type { ReadRequest } from "internal:webstreams/reading";

const check = (it: any) => {
  if (it?.[S]?.kind !== "default") throw invalidThis("ReadableStreamDefaultController");
};

export class ReadableStreamDefaultController {
  constructor(token: unknown = undefined) {
    illegal(token);
  }
  get desiredSize(): number | null {
    check(this);
    return desired(this);
  }
  close(): void {
    check(this);
    if (!mayEnqueue(this)) throw invalidState("Controller is already closed");
    close(this);
  }
  enqueue(chunk: any = undefined): void {
    check(this);
    if (!mayEnqueue(this)) throw invalidState("Controller is already closed");
    enqueue(this, chunk);
  }
  error(error: any = undefined): void {
    check(this);
    fail(this, error);
  }
  [kCancel](reason: any): Promise<any> {
    const state = (this as any)[S];
    resetQueue(state);
    const out = state.cancel(reason);
    forget(this);
    return out;
  }
  [kPull](request: ReadRequest): void {
    const { stream } = (this as any)[S];
    const state = (this as any)[S];
    if (state.queue.length === 0) {
      stream[S].reader[S].requests.push(request);
      pullIfNeeded(this);
      return;
    }
    const chunk = dequeue(state);
    if (state.closeRequested && state.queue.length === 0) {
      forget(this);
      closeStream(stream);
    } else pullIfNeeded(this);
    request.chunk(chunk);
  }
  [kRelease](): void {}
}
describe(ReadableStreamDefaultController, "ReadableStreamDefaultController", [
  "close",
  "desiredSize",
  "enqueue",
  "error",
]);

export function desired(controller: any): number | null {
  const { stream, highWaterMark, queueSize } = controller[S];
  const { state } = stream[S];
  return state === "errored" ? null : state === "closed" ? 0 : highWaterMark - queueSize;
}

export const mayEnqueue = (controller: any): boolean =>
  !controller[S].closeRequested && controller[S].stream[S].state === "readable";

export function close(controller: any): void {
  if (!mayEnqueue(controller)) return;
  const state = controller[S];
  state.closeRequested = true;
  if (state.queue.length > 0) return;
  forget(controller);
  closeStream(state.stream);
}

export function enqueue(controller: any, chunk: any): void {
  if (!mayEnqueue(controller)) return;
  const state = controller[S];
  if (hasDefaultReader(state.stream) && state.stream[S].reader[S].requests.length > 0)
    fulfill(state.stream, chunk, false);
  else {
    try {
      enqueueSized(state, chunk, state.size(chunk));
    } catch (error) {
      fail(controller, error);
      throw error;
    }
  }
  pullIfNeeded(controller);
}

export function fail(controller: any, error: any): void {
  const state = controller[S];
  if (state.stream[S].state !== "readable") return;
  resetQueue(state);
  forget(controller);
  failStream(state.stream, error);
}

export const hasBackpressure = (controller: any): boolean => !shouldPull(controller);

function shouldPull(controller: any): boolean {
  const { stream, started } = controller[S];
  if (!mayEnqueue(controller) || !started) return false;
  if (isLocked(stream) && stream[S].reader[S].requests?.length > 0) return true;
  return desired(controller)! > 0;
}

function pullIfNeeded(controller: any): void {
  const state = controller[S];
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

/** Lets go of what belongs to the program. */
function forget(controller: any): void {
  const state = controller[S];
  state.pull = state.cancel = nothing;
  state.size = () => 1;
}

export function setUp(
  stream: any,
  start: (controller: any) => any,
  pull: () => Promise<any>,
  cancel: (reason: any) => Promise<any>,
  highWaterMark: number,
  size: (chunk: any) => number,
): void {
  const controller: any = new ReadableStreamDefaultController(TOKEN);
  const state = (controller[S] = {
    kind: "default",
    stream,
    highWaterMark,
    size,
    pull,
    cancel,
    queue: [],
    queueSize: 0,
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

export function fromSource(
  stream: any,
  source: any,
  highWaterMark: number,
  size: (chunk: any) => number,
): void {
  const start = source.start;
  const pull = methodOf(source, "pull", "source"),
    cancel = methodOf(source, "cancel", "source");
  setUp(
    stream,
    (controller) => (start === undefined ? undefined : Reflect.apply(start, source, [controller])),
    pull === undefined ? nothing : () => called(pull, source, [stream[S].controller]),
    cancel === undefined ? nothing : (reason) => called(cancel, source, [reason]),
    highWaterMark,
    size,
  );
}
