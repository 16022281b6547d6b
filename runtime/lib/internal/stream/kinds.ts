// What a value is to the functions that take any stream, and in which state it is.
// `null` means that it cannot be told.

const isFunction = (value: any) => typeof value === "function";
const marked = (name: string) => Symbol.for(`nodejs.stream.${name}`);
const kDisturbed = marked("disturbed"),
  kErrored = marked("errored"),
  kReadable = marked("readable"),
  kWritable = marked("writable");

export const isReadableNode = (it: any, strict = false): boolean =>
  !!(
    it &&
    isFunction(it.pipe) &&
    isFunction(it.on) &&
    (!strict || (isFunction(it.pause) && isFunction(it.resume))) &&
    (!it._writableState || it._readableState?.readable !== false) &&
    (!it._writableState || it._readableState)
  );

export const isWritableNode = (it: any): boolean =>
  !!(
    it &&
    isFunction(it.write) &&
    isFunction(it.on) &&
    (!it._readableState || it._writableState?.writable !== false)
  );

export const isDuplexNode = (it: any): boolean =>
  !!(it && isFunction(it.pipe) && it._readableState && isFunction(it.on) && isFunction(it.write));

export const isNode = (it: any): boolean =>
  !!(
    it &&
    (it._readableState ||
      it._writableState ||
      (isFunction(it.write) && isFunction(it.on)) ||
      (isFunction(it.pipe) && isFunction(it.on)))
  );

export const isReadableWeb = (it: any): boolean =>
  !!(it && !isNode(it) && isFunction(it.pipeThrough) && isFunction(it.getReader) && isFunction(it.cancel));
export const isWritableWeb = (it: any): boolean =>
  !!(it && !isNode(it) && isFunction(it.getWriter) && isFunction(it.abort));
export const isTransformWeb = (it: any): boolean =>
  !!(it && !isNode(it) && typeof it.readable === "object" && typeof it.writable === "object");
export const isWeb = (it: any): boolean => isReadableWeb(it) || isWritableWeb(it) || isTransformWeb(it);

/** `mode`: only what iterates asynchronously (true), only what does at once (false), either. */
export function isIterable(it: any, mode?: boolean): boolean {
  if (it == null) return false;
  if (mode === true) return isFunction(it[Symbol.asyncIterator]);
  if (mode === false) return isFunction(it[Symbol.iterator]);
  return isFunction(it[Symbol.asyncIterator]) || isFunction(it[Symbol.iterator]);
}

export function isDestroyed(it: any): boolean | null {
  if (!isNode(it)) return null;
  const state = it._writableState ?? it._readableState;
  return !!(it.destroyed || state?.destroyed);
}

export function isWritableEnded(it: any): boolean | null {
  if (!isWritableNode(it)) return null;
  if (it.writableEnded === true) return true;
  const state = it._writableState;
  if (state?.errored) return false;
  return typeof state?.ended === "boolean" ? state.ended : null;
}

export function isWritableFinished(it: any, strict = true): boolean | null {
  if (!isWritableNode(it)) return null;
  if (it.writableFinished === true) return true;
  const state = it._writableState;
  if (state?.errored) return false;
  if (typeof state?.finished !== "boolean") return null;
  return state.finished || (!strict && state.ended === true && state.length === 0);
}

export function isReadableFinished(it: any, strict = true): boolean | null {
  if (!isReadableNode(it)) return null;
  const state = it._readableState;
  if (state?.errored) return false;
  if (typeof state?.endEmitted !== "boolean") return null;
  return state.endEmitted || (!strict && state.ended === true && state.length === 0);
}

export function isReadable(it: any): boolean | null {
  if (it && it[kReadable] != null) return it[kReadable];
  if (typeof it?.readable !== "boolean") return null;
  if (isDestroyed(it)) return false;
  return isReadableNode(it) && it.readable && !isReadableFinished(it);
}

export function isWritable(it: any): boolean | null {
  if (it && it[kWritable] != null) return it[kWritable];
  if (typeof it?.writable !== "boolean") return null;
  if (isDestroyed(it)) return false;
  return isWritableNode(it) && it.writable && !isWritableEnded(it);
}

export function isFinished(it: any, wanted: any = undefined): boolean | null {
  if (!isNode(it)) return null;
  if (isDestroyed(it)) return true;
  if (wanted?.readable !== false && isReadable(it)) return false;
  return !(wanted?.writable !== false && isWritable(it));
}

/** The error of one side, or whether there was one. */
export function erroredSide(it: any, side: "readable" | "writable"): any {
  if (!isNode(it)) return null;
  if (it[`${side}Errored`]) return it[`${side}Errored`];
  return it[`_${side}State`]?.errored ?? null;
}

export function isClosed(it: any): boolean | null {
  if (!isNode(it)) return null;
  if (typeof it.closed === "boolean") return it.closed;
  const { _writableState: writable, _readableState: readable } = it;
  if (typeof writable?.closed === "boolean" || typeof readable?.closed === "boolean")
    return writable?.closed || readable?.closed;
  if (typeof it._closed === "boolean" && isOutgoing(it)) return it._closed;
  return null;
}

export const isOutgoing = (it: any): boolean =>
  typeof it._closed === "boolean" &&
  typeof it._defaultKeepAlive === "boolean" &&
  typeof it._removedConnection === "boolean" &&
  typeof it._removedContLen === "boolean";

export const isRequest = (it: any): boolean => !!(it && it.setHeader && isFunction(it.abort));

export function willEmitClose(it: any): boolean | null {
  if (!isNode(it)) return null;
  const state = it._writableState ?? it._readableState;
  if (!state) return it._sent100 !== undefined && it._removedConnection !== undefined && it.req === undefined;
  return !!(state.autoDestroy && state.emitClose && state.closed === false);
}

export const isDisturbed = (it: any): boolean =>
  !!(it && (it[kDisturbed] ?? (it.readableDidRead || it.readableAborted)));

export const isErrored = (it: any): boolean =>
  !!(
    it &&
    (it[kErrored] ??
      it.readableErrored ??
      it.writableErrored ??
      it._readableState?.errorEmitted ??
      it._writableState?.errorEmitted ??
      it._readableState?.errored ??
      it._writableState?.errored)
  );

export { kDisturbed, kErrored, kReadable, kWritable };
