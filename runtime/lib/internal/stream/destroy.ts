// How a stream comes up and how it goes: `_construct`, `destroy`, and what a failure does.
import { abortError } from "web:abort";
import { both, calledTwice } from "internal:stream/errors";
import { isFinished, isOutgoing, isRequest } from "internal:stream/kinds";

const kConstruct = Symbol("kConstruct");
const kDestroy = Symbol("kDestroy");

/** The states of both sides; a stream of one side has one. */
function sides(stream: any): any[] {
  const out: any[] = [];
  if (stream._readableState) out.push(stream._readableState);
  if (stream._writableState) out.push(stream._writableState);
  return out;
}

function remember(all: any[], error: any): void {
  if (!error) return;
  for (const side of all) side.errored ||= error;
}

/** Calls `_construct`, once for both sides; until then nothing is read or written. */
export function construct(stream: any, ready: () => void): void {
  if (typeof stream._construct !== "function") return;
  for (const side of sides(stream)) side.constructed = false;
  stream.once(kConstruct, ready);
  if (stream.listenerCount(kConstruct) > 1) return;
  host.nextTick(() => {
    let called = false;
    const done = (error: any) => {
      if (called) return fail(stream, error ?? calledTwice());
      called = true;
      const all = sides(stream);
      for (const side of all) side.constructed = true;
      if (all[all.length - 1].destroyed) stream.emit(kDestroy, error);
      else if (error) fail(stream, error, true);
      else stream.emit(kConstruct);
    };
    try {
      stream._construct((error: any) => host.nextTick(done, [error]));
    } catch (error) {
      host.nextTick(done, [error]);
    }
  });
}

export function destroy(this: any, error?: any, callback?: any): any {
  const all = sides(this);
  if (all.some((side) => side.destroyed)) {
    if (typeof callback === "function") callback();
    return this;
  }
  remember(all, error);
  for (const side of all) side.destroyed = true;
  if (all.length > 0 && !all[all.length - 1].constructed)
    this.once(kDestroy, (earlier: any) => end(this, both(earlier, error), callback));
  else end(this, error, callback);
  return this;
}

function end(stream: any, error: any, callback: any): void {
  let called = false;
  const done = (failure?: any) => {
    if (called) return;
    called = true;
    const all = sides(stream);
    remember(all, failure);
    for (const side of all) side.closed = true;
    if (typeof callback === "function") callback(failure);
    host.nextTick(() => {
      if (failure) emitError(stream, failure);
      emitClose(stream);
    });
  };
  try {
    stream._destroy(error || null, done);
  } catch (thrown) {
    done(thrown);
  }
}

function emitClose(stream: any): void {
  const all = sides(stream);
  for (const side of all) side.closeEmitted = true;
  if (all.some((side) => side.emitClose)) stream.emit("close");
}

function emitError(stream: any, error: any): void {
  const all = sides(stream);
  if (all.some((side) => side.errorEmitted)) return;
  for (const side of all) side.errorEmitted = true;
  stream.emit("error", error);
}

/** A failure of the stream itself: it is destroyed, or, if it does not do that by itself, says so. */
export function fail(stream: any, error: any, isLater = false): void {
  const all = sides(stream);
  if (all.some((side) => side.destroyed)) return;
  if (all.some((side) => side.autoDestroy)) stream.destroy(error);
  else if (error) {
    remember(all, error);
    if (isLater) host.nextTick(emitError, [stream, error]);
    else emitError(stream, error);
  }
}

export function undestroy(this: any): void {
  const { _readableState: r, _writableState: w } = this;
  const common = {
    constructed: true,
    closed: false,
    closeEmitted: false,
    destroyed: false,
    errored: null,
    errorEmitted: false,
  };
  if (r)
    Object.assign(r, common, {
      reading: false,
      ended: r.readable === false,
      endEmitted: r.readable === false,
    });
  if (w)
    Object.assign(w, common, {
      finalCalled: false,
      prefinished: false,
      ended: w.writable === false,
      ending: w.writable === false,
      finished: w.writable === false,
    });
}

const kIsDestroyed = Symbol.for("nodejs.stream.destroyed");

/** Ends any kind of stream, by what it has for that. */
export function tearDown(stream: any, error: any): void {
  if (!stream || stream.destroyed || stream[kIsDestroyed] || sides(stream).some((side) => side.destroyed))
    return;
  if (!error && !isFinished(stream)) error = abortError();
  if (isRequest(stream) && !isOutgoing(stream) && typeof stream.abort === "function" && !stream.destroy)
    stream.abort();
  else if (typeof stream.destroy === "function") stream.destroy(error);
  else if (typeof stream.close === "function") {
    stream.close();
    if (error)
      host.nextTick(() => {
        stream.emit("error", error);
        stream.emit("close");
      });
    else host.nextTick(() => stream.emit("close"));
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}
