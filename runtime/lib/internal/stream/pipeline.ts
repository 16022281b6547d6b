// `pipeline`: streams, iterables and functions in a row; when one fails, all are ended.
import { invalidArgType } from "internal:errors";
import { validateAbortSignal, validateFunction } from "internal:validate";
import { tearDown } from "internal:stream/destroy";
import { Duplex, PassThrough } from "internal:stream/duplex";
import { both, destroyedError, invalidReturn, missingArgs, prematureClose } from "internal:stream/errors";
import { finished } from "internal:stream/finished";
import * as kinds from "internal:stream/kinds";
import { iterate } from "internal:stream/iterate";
import { AbortController, abortError } from "web:abort";

const CLOSED_EARLY = "ERR_STREAM_PREMATURE_CLOSE";

export function pipeline(...streams: any[]): any {
  const callback = streams.pop();
  validateFunction(callback, "streams[stream.length - 1]");
  let isCalled = false;
  return run(streams, (error: any, value: any) => {
    if (isCalled) return;
    isCalled = true;
    callback(error, value);
  });
}

/** One that is to be ended when the whole fails. */
function watched(stream: any, reading: boolean, writing: boolean) {
  let isOver = false;
  stream.on("close", () => (isOver = true));
  const forget = finished(stream, { readable: reading, writable: writing }, (error: any) => {
    isOver = !error;
  });
  const destroy = (error: any) => {
    if (isOver) return;
    isOver = true;
    tearDown(stream, error || destroyedError("pipe"));
  };
  return { destroy, forget };
}

const iterable = (it: any): any => {
  if (kinds.isIterable(it)) return it;
  if (kinds.isReadableNode(it)) return iterate(it);
  throw invalidArgType("val", ["Readable", "Iterable", "AsyncIterable"], it);
};

export function run(streams: any[], callback: (error: any, value?: any) => void, options: any = {}): any {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw missingArgs("streams");
  const controller: any = new AbortController();
  const { signal } = controller;
  const outer = options?.signal;
  validateAbortSignal(outer, "options.signal");
  const destroys: ((error: any) => void)[] = [];
  const forgets: (() => void)[] = [];
  let error: any, value: any;
  let left = 0;
  const aborted = () => settle(abortError(outer), false);
  outer?.addEventListener("abort", aborted, { once: true });

  function settle(failure: any, isLast: boolean): void {
    if (failure && (!error || error.code === CLOSED_EARLY)) error = failure;
    if (!error && !isLast) return;
    for (const destroy of destroys.splice(0)) destroy(error);
    outer?.removeEventListener("abort", aborted);
    controller.abort();
    if (!isLast) return;
    if (!error) for (const forget of forgets) forget();
    host.nextTick(callback, [error, value]);
  }
  const done = (failure?: any) => settle(failure, --left === 0);

  let last: any;
  for (let i = 0; i < streams.length; i++) {
    const stream = streams[i];
    const isReading = i < streams.length - 1,
      isWriting = i > 0,
      isLast = !isReading;
    const ends = isReading || options?.end !== false;
    if (kinds.isNode(stream)) {
      if (ends) destroys.push(watched(stream, isReading, isWriting).destroy);
      const onError = (failure: any) => {
        if (failure && failure.name !== "AbortError" && failure.code !== CLOSED_EARLY) done(failure);
      };
      stream.on("error", onError);
      if (kinds.isReadable(stream) && isLast) forgets.push(() => stream.removeListener("error", onError));
    }
    if (i === 0) last = first(stream, signal);
    else if (typeof stream === "function") {
      last = stream(kinds.isTransformWeb(last) ? last.readable : iterable(last), { signal });
      if (isReading) {
        if (!kinds.isIterable(last, true)) throw invalidReturn("AsyncIterable", `transform[${i - 1}]`, last);
        continue;
      }
      last = sink(last, ends);
    } else if (kinds.isNode(stream)) {
      if (kinds.isReadableNode(last)) {
        left += 2;
        const forget = connect(last, stream, done, ends);
        if (kinds.isReadable(stream) && isLast) forgets.push(forget);
      } else {
        const source = kinds.isTransformWeb(last) ? last.readable : last;
        if (!kinds.isIterable(source) && !kinds.isReadableWeb(source))
          throw invalidArgType(
            "val",
            ["Readable", "Iterable", "AsyncIterable", "ReadableStream", "TransformStream"],
            last,
          );
        left++;
        pump(source, stream, done, ends);
      }
      last = stream;
    } else if (kinds.isWeb(stream)) {
      const source = kinds.isTransformWeb(last) ? last.readable : iterable(last);
      left++;
      pumpToWeb(source, stream.writable ?? stream, done, ends);
      last = stream;
    } else last = (Duplex as any).from(stream);
  }

  /** The end of the row, when that is a function: a stream of what it gives. */
  function sink(result: any, ends: boolean): any {
    const through: any = new (PassThrough as any)({ objectMode: true });
    const then = result?.then;
    left++;
    if (typeof then === "function") {
      Reflect.apply(then, result, [
        (it: any) => {
          value = it;
          if (it != null) through.write(it);
          if (ends) through.end();
          host.nextTick(done);
        },
        (failure: any) => {
          through.destroy(failure);
          host.nextTick(done, [failure]);
        },
      ]);
    } else if (kinds.isIterable(result, true)) pump(result, through, done, ends);
    else if (kinds.isReadableWeb(result) || kinds.isTransformWeb(result))
      pump(result.readable ?? result, through, done, ends);
    else throw invalidReturn("AsyncIterable or Promise", "destination", result);
    const { destroy, forget } = watched(through, false, true);
    destroys.push(destroy);
    forgets.push(forget);
    return through;
  }

  if (signal.aborted || outer?.aborted) host.nextTick(aborted);
  return last;
}

function first(stream: any, signal: any): any {
  if (typeof stream === "function") {
    const made = stream({ signal });
    if (!kinds.isIterable(made)) throw invalidReturn("Iterable, AsyncIterable or Stream", "source", made);
    return made;
  }
  const isSource = kinds.isIterable(stream) || kinds.isReadableNode(stream) || kinds.isTransformWeb(stream);
  return isSource ? stream : (Duplex as any).from(stream);
}

/** From one of Node's streams into another. */
function connect(source: any, target: any, done: (error?: any) => void, ends: boolean): () => void {
  let hasEnded = false;
  target.on("close", () => {
    if (!hasEnded) done(prematureClose());
  });
  source.pipe(target, { end: false });
  if (ends) {
    const end = () => {
      hasEnded = true;
      target.end();
    };
    if (kinds.isReadableFinished(source)) host.nextTick(end);
    else source.once("end", end);
  } else done();
  finished(source, { readable: true, writable: false }, (error: any) => {
    const state = source._readableState;
    // It closes after its end was read but before it was told.
    if (error?.code === CLOSED_EARLY && state?.ended && !state.errored && !state.errorEmitted)
      source.once("end", done).once("error", done);
    else done(error);
  });
  return finished(target, { readable: false, writable: true }, done);
}

async function pump(source: any, target: any, done: (error?: any) => void, ends: boolean): Promise<void> {
  let error: any;
  let wake: (() => void) | null = null;
  const resume = (failure?: any) => {
    if (failure) error = failure;
    const now = wake;
    wake = null;
    now?.();
  };
  const room = () =>
    new Promise<void>((resolve, reject) => {
      if (error) reject(error);
      else wake = () => (error ? reject(error) : resolve());
    });
  target.on("drain", resume);
  const forget = finished(target, { readable: false }, resume);
  try {
    if (target.writableNeedDrain) await room();
    for await (const chunk of source) if (!target.write(chunk)) await room();
    if (ends) {
      target.end();
      await room();
    }
    done();
  } catch (failure) {
    done(error !== failure ? both(error, failure) : failure);
  } finally {
    forget();
    target.off("drain", resume);
  }
}

async function pumpToWeb(
  source: any,
  target: any,
  done: (error?: any) => void,
  ends: boolean,
): Promise<void> {
  const writer = target.getWriter();
  try {
    for await (const chunk of source) {
      await writer.ready;
      writer.write(chunk).catch(() => {});
    }
    await writer.ready;
    if (ends) await writer.close();
    done();
  } catch (error) {
    try {
      await writer.abort(error);
      done(error);
    } catch (failure) {
      done(failure);
    }
  }
}

/** The same as a promise. */
export function piped(...streams: any[]): Promise<any> {
  return new Promise((resolve, reject) => {
    let signal: any, end: any;
    const last = streams[streams.length - 1];
    if (
      last &&
      typeof last === "object" &&
      !kinds.isNode(last) &&
      !kinds.isIterable(last) &&
      !kinds.isWeb(last)
    ) {
      ({ signal, end } = streams.pop());
    }
    run(streams, (error, value) => (error ? reject(error) : resolve(value)), { signal, end });
  });
}
