// Between Node's streams and those of the web.
import { invalidArgType } from "internal:errors";
import { validateObject } from "internal:validate";
import { tearDown } from "internal:stream/destroy";
import { Duplex } from "internal:stream/duplex";
import { prematureClose } from "internal:stream/errors";
import { finished } from "internal:stream/finished";
import * as kinds from "internal:stream/kinds";
import { Readable } from "internal:stream/readable";
import { Writable } from "internal:stream/writable";
import { ReadableStream } from "internal:webstreams/readable";
import { isStream as isReadableStream } from "internal:webstreams/reading";
import { CountQueuingStrategy } from "internal:webstreams/strategies";
import { WritableStream, isWritableStream } from "internal:webstreams/writable";
import { Buffer } from "node:buffer";
import { abortError } from "web:abort";

const none = () => {};
/** To the web a stream that closes early was aborted. */
function told(error: any): any {
  if (error?.code !== "ERR_STREAM_PREMATURE_CLOSE") return error;
  const made: any = abortError();
  made.cause = error;
  return made;
}
/** What `callback` throws is no failure of a promise. */
const safely = (callback: any, error?: any) => {
  try {
    callback(error);
  } catch (thrown) {
    host.nextTick(() => {
      throw thrown;
    });
  }
};

const strategyOf = (isObject: boolean, highWaterMark: number): any =>
  isObject ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };

export function readableToWeb(source: any, options: any = {}): any {
  if (typeof source?._readableState !== "object")
    throw invalidArgType("streamReadable", "stream.Readable", source);
  if (kinds.isDestroyed(source) || !kinds.isReadable(source)) {
    const empty = new ReadableStream();
    empty.cancel();
    return empty;
  }
  const isObject = source.readableObjectMode;
  let controller: any;
  const strategy = options?.strategy ?? strategyOf(isObject, source.readableHighWaterMark);
  source.pause();
  const forget = finished(source, (error: any) => {
    forget();
    // The stream has been told.
    source.on("error", none);
    if (error) controller.error(told(error));
    else controller.close();
  });
  source.on("data", (chunk: any) => {
    controller.enqueue(Buffer.isBuffer(chunk) && !isObject ? new Uint8Array(chunk) : chunk);
    if (controller.desiredSize <= 0) source.pause();
  });
  return new ReadableStream(
    {
      start(it: any) {
        controller = it;
      },
      pull() {
        source.resume();
      },
      cancel(reason: any) {
        tearDown(source, reason);
      },
    },
    strategy,
  );
}

export function readableFrom(source: any, options: any = {}): any {
  if (!isReadableStream(source)) throw invalidArgType("readableStream", "ReadableStream", source);
  validateObject(options, "options");
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  const reader = source.getReader();
  let isClosed = false;
  const stream: any = new (Readable as any)({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    ...readingSide(reader, () => isClosed),
  });
  reader.closed.then(
    () => (isClosed = true),
    (error: any) => {
      isClosed = true;
      tearDown(stream, error);
    },
  );
  return stream;
}

function readingSide(reader: any, isClosed: () => boolean): any {
  return {
    read(this: any) {
      reader.read().then(
        (step: any) => this.push(step.done ? null : step.value),
        (error: any) => tearDown(this, error),
      );
    },
    destroy(error: any, callback: any) {
      if (isClosed()) return safely(callback, error);
      const done = () => safely(callback, error);
      reader.cancel(error).then(done, done);
    },
  };
}

export function writableToWeb(target: any): any {
  if (typeof target?._writableState !== "object")
    throw invalidArgType("streamWritable", "stream.Writable", target);
  if (kinds.isDestroyed(target) || !kinds.isWritable(target)) {
    const ended = new WritableStream();
    ended.close();
    return ended;
  }
  let controller: any, room: any, closing: any;
  const forget = finished(target, (error: any) => {
    error = told(error);
    forget();
    target.on("error", none);
    if (error != null) {
      room?.reject(error);
      closing?.reject(error);
      closing = undefined;
      controller.error(error);
    } else if (closing !== undefined) {
      closing.resolve();
      closing = undefined;
    } else controller.error(abortError());
  });
  target.on("drain", () => room?.resolve());
  return new WritableStream(
    {
      start(it: any) {
        controller = it;
      },
      async write(chunk: any) {
        if (!target.writableNeedDrain && target.write(chunk)) return;
        room = Promise.withResolvers<any>();
        try {
          await room.promise;
        } finally {
          room = undefined;
        }
      },
      abort(reason: any) {
        tearDown(target, reason);
      },
      close() {
        if (closing === undefined && !kinds.isWritableEnded(target)) closing = Promise.withResolvers<any>();
        const promise = closing?.promise;
        target.end();
        return promise;
      },
    },
    strategyOf(target.writableObjectMode, target.writableHighWaterMark),
  );
}

export function writableFrom(target: any, options: any = {}): any {
  if (!isWritableStream(target)) throw invalidArgType("writableStream", "WritableStream", target);
  validateObject(options, "options");
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  const writer = target.getWriter();
  const it = { isClosed: false };
  const stream: any = new (Writable as any)({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    ...writingSide(writer, it),
  });
  watchWriter(writer, it, stream);
  return stream;
}

function writingSide(writer: any, it: { isClosed: boolean }): any {
  const then = (promise: Promise<any>, callback: any) =>
    promise.then(
      () => safely(callback),
      (error) => safely(callback, error),
    );
  return {
    write(chunk: any, _encoding: any, callback: any) {
      then(
        writer.ready.then(() => writer.write(chunk)),
        callback,
      );
    },
    final(callback: any) {
      if (it.isClosed) safely(callback);
      else then(writer.close(), callback);
    },
    destroy(error: any, callback: any) {
      const done = () => safely(callback, error);
      if (it.isClosed) done();
      else if (error != null) writer.abort(error).then(done, done);
      else writer.close().then(done, done);
    },
  };
}

function watchWriter(writer: any, it: { isClosed: boolean }, stream: any): void {
  writer.closed.then(
    () => {
      it.isClosed = true;
      if (!kinds.isWritableEnded(stream)) tearDown(stream, prematureClose());
    },
    (error: any) => {
      it.isClosed = true;
      tearDown(stream, error);
    },
  );
}

export function duplexToWeb(duplex: any): any {
  if (typeof duplex?._writableState !== "object" || typeof duplex?._readableState !== "object")
    throw invalidArgType("duplex", "stream.Duplex", duplex);
  if (kinds.isDestroyed(duplex)) {
    const readable = new ReadableStream(),
      writable = new WritableStream();
    readable.cancel();
    writable.close();
    return { readable, writable };
  }
  return { readable: readableToWeb(duplex), writable: writableToWeb(duplex) };
}

export function duplexFrom(pair: any, options: any = {}): any {
  validateObject(pair, "pair");
  const { readable, writable } = pair;
  if (!isReadableStream(readable)) throw invalidArgType("pair.readable", "ReadableStream", readable);
  if (!isWritableStream(writable)) throw invalidArgType("pair.writable", "WritableStream", writable);
  validateObject(options, "options");
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true } = options;
  const { highWaterMark, signal } = options;
  const writer = writable.getWriter(),
    reader = readable.getReader();
  const writing = { isClosed: false };
  let isRead = false;
  const from = readingSide(reader, () => isRead),
    to = writingSide(writer, writing);
  const stream: any = new (Duplex as any)({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    read: from.read,
    write: to.write,
    final: to.final,
    destroy(error: any, callback: any) {
      const parts: Promise<any>[] = [];
      if (!writing.isClosed) parts.push(writer.abort(error));
      if (!isRead) parts.push(reader.cancel(error));
      const done = () => safely(callback, error);
      Promise.allSettled(parts).then(done);
    },
  });
  watchWriter(writer, writing, stream);
  reader.closed.then(
    () => (isRead = true),
    (error: any) => {
      isRead = true;
      tearDown(stream, error);
    },
  );
  return stream;
}
