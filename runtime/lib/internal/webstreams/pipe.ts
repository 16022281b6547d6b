// `pipeTo`: from a readable into a writable stream, whoever of the two fails.
import { S, deferred, handled, invalidState } from "internal:webstreams/common";
import { ReadableStreamDefaultReader, cancelStream, readOne, release } from "internal:webstreams/reading";
import {
  WritableStreamDefaultWriter,
  abort as abortWritable,
  closeWithError,
  isClosing,
  release as releaseWriter,
  write,
} from "internal:webstreams/writable";

export type PipeOptions = {
  preventClose: boolean;
  preventAbort: boolean;
  preventCancel: boolean;
  signal: any;
};

export function pipe(source: any, target: any, options: PipeOptions): Promise<any> {
  const reader: any = new ReadableStreamDefaultReader(source);
  const writer: any = new WritableStreamDefaultWriter(target);
  source[S].disturbed = true;
  const { preventClose, preventAbort, preventCancel, signal } = options;
  const done = deferred();
  let isShuttingDown = false;
  let writing: Promise<any> = Promise.resolve();

  if (signal !== undefined) {
    if (signal.aborted) {
      aborted();
      return done.promise;
    }
    signal.addEventListener("abort", aborted);
  }
  function aborted() {
    const { reason } = signal;
    const actions: (() => Promise<any>)[] = [];
    if (!preventAbort)
      actions.push(() =>
        target[S].state === "writable" ? abortWritable(target, reason) : Promise.resolve(),
      );
    if (!preventCancel)
      actions.push(() => (source[S].state === "readable" ? cancelStream(source, reason) : Promise.resolve()));
    shutDown(() => Promise.all(actions.map((it) => it())), true, reason);
  }

  // The end of either side, now or later.
  const when = (state: any, closed: Promise<any>, onClose: () => void, onError: (error: any) => void) => {
    if (state.state === "errored") onError(state.storedError);
    else if (state.state === "closed") onClose();
    else closed.then(onClose, onError);
  };
  when(
    source[S],
    reader[S].closed.promise,
    () => {
      if (preventClose) shutDown();
      else shutDown(() => closeWithError(writer));
    },
    (error) => {
      if (preventAbort) shutDown(undefined, true, error);
      else shutDown(() => abortWritable(target, error), true, error);
    },
  );
  when(
    target[S],
    writer[S].closed.promise,
    () => {},
    (error) => {
      if (preventCancel) shutDown(undefined, true, error);
      else shutDown(() => cancelStream(source, error), true, error);
    },
  );
  if (isClosing(target) || target[S].state === "closed") {
    const error = invalidState("Destination WritableStream is closed");
    if (preventCancel) shutDown(undefined, true, error);
    else shutDown(() => cancelStream(source, error), true, error);
  }
  handled(run());

  async function run(): Promise<void> {
    while (!(await step()));
  }
  /** True: there is nothing more. */
  async function step(): Promise<boolean> {
    if (isShuttingDown) return true;
    await writer[S].ready.promise;
    if (isShuttingDown) return true;
    return new Promise((resolve, reject) => {
      readOne(reader, {
        chunk: (chunk) => {
          writing = handled(write(writer, chunk));
          resolve(false);
        },
        close: () => resolve(true),
        error: reject,
      });
    });
  }

  function shutDown(action?: () => Promise<any>, isFailed = false, error?: any): void {
    if (isShuttingDown) return;
    isShuttingDown = true;
    const act = () => {
      if (action === undefined) return finish(isFailed, error);
      action().then(
        () => finish(isFailed, error),
        (failure) => finish(true, failure),
      );
    };
    // What was read is written before.
    if (target[S].state === "writable" && !isClosing(target)) settled().then(act);
    else act();
  }
  async function settled(): Promise<void> {
    for (let now: Promise<any> | undefined; now !== writing;) {
      now = writing;
      try {
        await now;
      } catch {
        // The failure is told by the stream itself.
      }
    }
  }
  function finish(isFailed: boolean, error: any): void {
    releaseWriter(writer);
    release(reader);
    signal?.removeEventListener("abort", aborted);
    if (isFailed) done.reject!(error);
    else done.resolve!();
  }
  return done.promise;
}
