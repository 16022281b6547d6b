// A signal that destroys a stream.
import { invalidArgType } from "internal:errors";
import { isNode, isReadableWeb, isWritableWeb } from "internal:stream/kinds";
import { abortError } from "web:abort";

/** Aborts a stream of the web: its module says how. */
const kAbort = Symbol.for("saveloop.stream.abort");

export function addAbortSignal(signal: any, stream: any): any {
  if (signal === null || typeof signal !== "object" || !("aborted" in signal))
    throw invalidArgType("signal", "AbortSignal", signal);
  if (!isNode(stream) && !isReadableWeb(stream) && !isWritableWeb(stream))
    throw invalidArgType("stream", ["ReadableStream", "WritableStream", "Stream"], stream);
  const abort = () => {
    const error = abortError(signal);
    if (typeof stream[kAbort] === "function") stream[kAbort](error);
    else stream.destroy(error);
  };
  if (signal.aborted) abort();
  else {
    signal.addEventListener("abort", abort, { once: true });
    const { finished } = host.load("internal:stream/finished");
    finished(stream, () => signal.removeEventListener("abort", abort));
  }
  return stream;
}
export { kAbort };
