// `process.stdin`. It is the process's: modules that read it come and go, what comes meanwhile waits for the next.
import { ioError } from "internal:errno";
import { Resource, isGone } from "internal:io";
import { Readable } from "internal:stream/readable";
import "node:stream";
import { Buffer } from "node:buffer";
import { EventEmitter } from "node:events";

const natives = host.native("stdio");
const emitter: any = EventEmitter.prototype;

let stream: any;
let resource: any;
let isReading = false;
// What came when the stream was closed.
let early: [string, any][] = [];

/** One read at a time, and only while somebody wants to know. */
function told(event: string, value: any): void {
  isReading = false;
  if (stream.destroyed) early.push([event, value]);
  else pass(event, value);
}

function pass(event: string, value: any): void {
  if (event === "failed") stream.destroy(ioError(value.errno, "read"));
  else if (value.length === 0) {
    stream.push(null);
    resource?.close();
  } else stream.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
}

function read(): void {
  if (resource === undefined || !resource.isOpen) {
    isReading = false;
    resource = new Resource("stdin", "standard input", told);
    resource.outlives(settle);
  }
  if (resource.id === 0) return;
  resource.take();
  if (!stream._readableState.paused) resource.ref();
  else resource.unref();
  if (early.length > 0) pass(...early.shift()!);
  else if (!isReading) {
    isReading = true;
    natives.readLater(resource.id);
  }
}

const isHeard = (): boolean => stream.listenerCount("data") > 0 || stream.listenerCount("readable") > 0;

/** A reader has left. After the last one the stream is as if nobody had read, but for what it holds. */
function settle(): void {
  if (isHeard()) return;
  resource?.unref();
  const state = stream._readableState;
  if (state.decoder !== null) {
    const { lastChar, lastTotal, lastNeed } = state.decoder;
    const bytes = [...state.buffer.map((it: any) => Buffer.from(it, state.encoding)), lastChar.subarray(0, lastTotal - lastNeed)];
    state.buffer = bytes.filter((it: any) => it.length > 0);
    state.length = state.buffer.reduce((sum: number, it: any) => sum + it.length, 0);
  }
  Object.assign(state, {
    flowing: null,
    paused: null,
    readableListening: false,
    emittedReadable: false,
    resumeScheduled: false,
    readingMore: false,
    decoder: null,
    encoding: null,
    pipes: [],
    awaitDrainWriters: null,
    multiAwaitDrain: false,
  });
}

/** A new reader: a read that is under way is for it. */
function join(): void {
  if (!isReading || stream._readableState.paused) return;
  resource.take();
  resource.ref();
}

/** Listeners go with the module whose they are, and those of retired instances hear nothing. */
function holdListeners(): void {
  const holds = new Map<any, { type: any; take: () => void }[]>();
  const remember = (type: any, listener: any) => {
    const take = host.hold(() => {
      Reflect.apply(emitter.removeListener, stream, [type, listener]);
      settle();
    });
    const list = holds.get(listener) ?? [];
    holds.set(listener, [...list, { type, take }]);
  };
  const forget = (type: any, listener: any) => {
    const list = holds.get(listener) ?? [];
    const at = list.findIndex((it) => it.type === type);
    if (at < 0) return;
    list[at].take();
    if (list.length === 1) holds.delete(listener);
    else holds.set(listener, list.toSpliced(at, 1));
  };
  const define = (name: string, value: any) =>
    Object.defineProperty(stream, name, { __proto__: null, value, writable: true, configurable: true } as any);
  for (const name of ["on", "addListener", "prependListener"]) {
    const original = stream[name];
    define(name, (type: any, listener: any) => {
      if (isGone()) return stream;
      Reflect.apply(original, stream, [type, listener]);
      remember(type, listener);
      if (type === "data" || type === "readable") join();
      return stream;
    });
  }
  for (const name of ["off", "removeListener"]) {
    const original = stream[name];
    define(name, (type: any, listener: any) => {
      Reflect.apply(original, stream, [type, listener]);
      forget(type, listener);
      return stream;
    });
  }
  for (const name of ["resume", "pause"]) {
    const original = stream[name];
    define(name, () => (isGone() ? stream : Reflect.apply(original, stream, [])));
  }
}

/** `renew`: the next that asks gets another stream. */
export function input(renew: () => void): any {
  stream = new (Readable as any)({
    highWaterMark: 65536,
    read,
    destroy(error: any, callback: any) {
      if (isReading) resource.unref();
      else resource?.close();
      // Whoever comes after its module begins anew.
      host.hold(renew);
      callback(error);
    },
  });
  stream.fd = 0;
  // It keeps the program no longer than somebody reads it.
  stream.on("pause", () => resource?.unref());
  stream.on("resume", () => {
    if (isReading) join();
  });
  stream.ref = () => {
    resource?.ref();
    return stream;
  };
  stream.unref = () => {
    resource?.unref();
    return stream;
  };
  if (natives.isTerminal(0)) {
    stream.isTTY = true;
    stream.isRaw = false;
  }
  holdListeners();
  return stream;
}
