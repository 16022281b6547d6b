// `pipe` and `unpipe`: one source, any number of destinations, at the pace of the slowest.
import { fail } from "internal:stream/destroy";
import { prependListener } from "internal:stream/legacy";
import { Readable } from "internal:stream/readable";

const proto: any = Readable.prototype;

proto.pipe = function pipe(this: any, target: any, options?: any): any {
  const source = this;
  const state = this._readableState;
  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(target);
  const isOver = options?.end === false || target._isStdio === true;
  const atEnd = isOver ? unpipe : () => target.end();
  if (state.endEmitted) host.nextTick(atEnd);
  else source.once("end", atEnd);

  let isCleanedUp = false;
  let onDrain: (() => void) | undefined;
  function cleanUp() {
    target.removeListener("close", onClose);
    target.removeListener("finish", onFinish);
    if (onDrain) target.removeListener("drain", onDrain);
    target.removeListener("error", onError);
    target.removeListener("unpipe", onUnpipe);
    source.removeListener("end", atEnd);
    source.removeListener("end", unpipe);
    source.removeListener("data", onData);
    isCleanedUp = true;
    // The source may wait for this destination alone.
    if (onDrain && state.awaitDrainWriters && (!target._writableState || target._writableState.needDrain))
      onDrain();
  }
  function onUnpipe(from: any, info: any) {
    if (from !== source || !info || info.hasUnpiped !== false) return;
    info.hasUnpiped = true;
    cleanUp();
  }
  function wait() {
    if (!isCleanedUp) {
      if (state.pipes.length === 1 && state.pipes[0] === target) {
        state.awaitDrainWriters = target;
        state.multiAwaitDrain = false;
      } else if (state.pipes.length > 1 && state.pipes.includes(target)) state.awaitDrainWriters.add(target);
      source.pause();
    }
    if (onDrain) return;
    onDrain = () => {
      if (state.awaitDrainWriters === target) state.awaitDrainWriters = null;
      else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(target);
      const waits = state.awaitDrainWriters && state.awaitDrainWriters.size !== 0;
      if (!waits && source.listenerCount("data") > 0) source.resume();
    };
    target.on("drain", onDrain);
  }
  function onData(chunk: any) {
    if (target.write(chunk) === false) wait();
  }
  function onError(error: any) {
    unpipe();
    target.removeListener("error", onError);
    if (target.listenerCount("error") > 0) return;
    const side = target._writableState || target._readableState;
    if (side && !side.errorEmitted) fail(target, error);
    else target.emit("error", error);
  }
  function onClose() {
    target.removeListener("finish", onFinish);
    unpipe();
  }
  function onFinish() {
    target.removeListener("close", onClose);
    unpipe();
  }
  function unpipe() {
    source.unpipe(target);
  }
  target.on("unpipe", onUnpipe);
  source.on("data", onData);
  prependListener(target, "error", onError);
  target.once("close", onClose);
  target.once("finish", onFinish);
  target.emit("pipe", source);
  if (target.writableNeedDrain === true) wait();
  else if (!state.flowing) source.resume();
  return target;
};

proto.unpipe = function unpipe(this: any, target?: any): any {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!target) {
    const all = state.pipes;
    state.pipes = [];
    this.pause();
    for (const it of all) it.emit("unpipe", this, { hasUnpiped: false });
    return this;
  }
  const at = state.pipes.indexOf(target);
  if (at === -1) return this;
  state.pipes.splice(at, 1);
  if (state.pipes.length === 0) this.pause();
  target.emit("unpipe", this, { hasUnpiped: false });
  return this;
};
