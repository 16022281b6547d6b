// `finished`: when a stream will neither be read nor written any more.
import { invalidArgType } from "internal:errors";
import { validateAbortSignal, validateFunction, validateObject } from "internal:validate";
import { prematureClose } from "internal:stream/errors";
import * as kinds from "internal:stream/kinds";
import { abortError } from "web:abort";

const none = () => {};
/** What tells the end of a stream of the web. */
const kClosed = Symbol.for("nodejs.webstream.isClosedPromise");

export function finished(stream: any, options: any, callback?: any): () => void {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options == null) options = {};
  else validateObject(options, "options");
  validateFunction(callback, "callback");
  const { signal } = options;
  validateAbortSignal(signal, "options.signal");
  let isTold = false;
  let tell = (error?: any) => {
    if (isTold) return;
    isTold = true;
    Reflect.apply(callback, stream, error === undefined ? [] : [error]);
  };
  if (kinds.isReadableWeb(stream) || kinds.isWritableWeb(stream)) return finishedWeb(stream, signal, tell);
  if (!kinds.isNode(stream))
    throw invalidArgType("stream", ["ReadableStream", "WritableStream", "Stream"], stream);

  const readable = options.readable ?? kinds.isReadableNode(stream);
  const writable = options.writable ?? kinds.isWritableNode(stream);
  const { _writableState: w, _readableState: r } = stream;
  let willEmitClose =
    kinds.willEmitClose(stream) &&
    kinds.isReadableNode(stream) === readable &&
    kinds.isWritableNode(stream) === writable;
  let hasFinished = kinds.isWritableFinished(stream, false);
  let hasEnded = kinds.isReadableFinished(stream, false);
  let isClosed = kinds.isClosed(stream);

  const onLegacyFinish = () => {
    if (!stream.writable) onFinish();
  };
  const onFinish = () => {
    hasFinished = true;
    // Who destroys a stream by hand may not emit `close`.
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.readable || readable)) return;
    if (!readable || hasEnded) tell();
  };
  const onEnd = () => {
    hasEnded = true;
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.writable || writable)) return;
    if (!writable || hasFinished) tell();
  };
  const onError = (error: any) => tell(error);
  const failure = () => {
    const errored = kinds.erroredSide(stream, "writable") || kinds.erroredSide(stream, "readable");
    return errored && typeof errored !== "boolean" ? errored : undefined;
  };
  const onClose = () => {
    isClosed = true;
    const error = failure();
    if (error !== undefined) return tell(error);
    const isCut =
      (readable &&
        !hasEnded &&
        kinds.isReadableNode(stream, true) &&
        !kinds.isReadableFinished(stream, false)) ||
      (writable && !hasFinished && !kinds.isWritableFinished(stream, false));
    if (isCut) tell(prematureClose());
    else tell();
  };
  const onClosed = () => {
    isClosed = true;
    tell(failure());
  };
  const onRequest = () => stream.req.on("finish", onFinish);

  if (kinds.isRequest(stream)) {
    stream.on("complete", onFinish);
    if (!willEmitClose) stream.on("abort", onClose);
    if (stream.req) onRequest();
    else stream.on("request", onRequest);
  } else if (writable && !w) {
    stream.on("end", onLegacyFinish);
    stream.on("close", onLegacyFinish);
  }
  if (!willEmitClose && typeof stream.aborted === "boolean") stream.on("aborted", onClose);
  stream.on("end", onEnd);
  stream.on("finish", onFinish);
  if (options.error !== false) stream.on("error", onError);
  stream.on("close", onClose);

  const isOver = (mine: boolean, other: any, ended: any, isOpen: any) =>
    !mine && (!willEmitClose || other) && (ended || isOpen === false);
  if (isClosed) host.nextTick(onClose);
  else if (w?.errorEmitted || r?.errorEmitted) {
    if (!willEmitClose) host.nextTick(onClosed);
  } else if (
    isOver(readable, kinds.isReadable(stream), hasFinished, kinds.isWritable(stream)) ||
    isOver(writable, kinds.isWritable(stream), hasEnded, kinds.isReadable(stream)) ||
    (r && stream.req && stream.aborted)
  )
    host.nextTick(onClosed);

  const cleanUp = () => {
    tell = none;
    for (const [name, listener] of [
      ["aborted", onClose],
      ["complete", onFinish],
      ["abort", onClose],
      ["request", onRequest],
      ["end", onLegacyFinish],
      ["close", onLegacyFinish],
      ["finish", onFinish],
      ["end", onEnd],
      ["error", onError],
      ["close", onClose],
    ] as const)
      stream.removeListener(name, listener);
    if (stream.req) stream.req.removeListener("finish", onFinish);
  };
  if (signal && !isClosed) {
    const abort = () => {
      const now = tell;
      cleanUp();
      now(abortError(signal));
    };
    if (signal.aborted) host.nextTick(abort);
    else {
      signal.addEventListener("abort", abort, { once: true });
      const then = tell;
      tell = (error?: any) => {
        signal.removeEventListener("abort", abort);
        then(error);
      };
    }
  }
  return cleanUp;
}

function finishedWeb(stream: any, signal: any, tell: (error?: any) => void): () => void {
  let isAborted = false;
  let unlisten = none;
  if (signal) {
    const abort = () => {
      isAborted = true;
      tell(abortError(signal));
    };
    if (signal.aborted) host.nextTick(abort);
    else {
      signal.addEventListener("abort", abort, { once: true });
      unlisten = () => signal.removeEventListener("abort", abort);
    }
  }
  const done = (error?: any) => {
    unlisten();
    if (!isAborted) host.nextTick(tell, [error]);
  };
  stream[kClosed].promise.then(() => done(), done);
  return none;
}

/** The same as a promise. */
export function whenFinished(stream: any, options?: any): Promise<void> {
  let isAutomatic = false;
  if (options?.cleanup !== undefined) {
    if (typeof options.cleanup !== "boolean") throw invalidArgType("cleanup", "boolean", options.cleanup);
    isAutomatic = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanUp = finished(stream, options ?? {}, (error: any) => {
      if (isAutomatic) cleanUp();
      if (error) reject(error);
      else resolve();
    });
  });
}
export { kClosed };
