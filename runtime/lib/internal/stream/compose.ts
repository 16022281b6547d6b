// `Duplex.from` and `compose`: one duplex stream of what can be a part of one.
import { invalidArgType, invalidArgValue } from "internal:errors";
import { validateObject } from "internal:validate";
import { addAbortSignal } from "internal:stream/abort";
import { tearDown } from "internal:stream/destroy";
import { Duplex } from "internal:stream/duplex";
import { invalidReturn, missingArgs } from "internal:stream/errors";
import { finished } from "internal:stream/finished";
import { from } from "internal:stream/iterate";
import * as kinds from "internal:stream/kinds";
import { pipeline } from "internal:stream/pipeline";
import { Readable } from "internal:stream/readable";
import { AbortController, abortError } from "web:abort";

/** The readable and the writable half as one. */
function paired({ readable, writable }: any): any {
  const r = readable && typeof readable.read !== "function" ? (Readable as any).wrap(readable) : readable;
  const w = writable;
  let isReadable = !!kinds.isReadable(r),
    isWritable = !!kinds.isWritable(w);
  let onDrain: any, onFinish: any, onReadable: any, onClose: any;
  const over = (error: any) => {
    const told = onClose;
    onClose = null;
    if (told) told(error);
    else if (error) both.destroy(error);
  };
  const both: any = new (Duplex as any)({
    readableObjectMode: !!r?.readableObjectMode,
    writableObjectMode: !!w?.writableObjectMode,
    readable: isReadable,
    writable: isWritable,
  });
  if (isWritable) {
    finished(w, (error: any) => {
      isWritable = false;
      if (error) tearDown(r, error);
      over(error);
    });
    both._write = (chunk: any, encoding: any, callback: any) => {
      if (w.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    both._final = (callback: any) => {
      w.end();
      onFinish = callback;
    };
    w.on("drain", () => {
      const callback = onDrain;
      onDrain = null;
      callback?.();
    });
    w.on("finish", () => {
      const callback = onFinish;
      onFinish = null;
      callback?.();
    });
  }
  if (isReadable) {
    finished(r, (error: any) => {
      isReadable = false;
      if (error) tearDown(r, error);
      over(error);
    });
    r.on("readable", () => {
      const read = onReadable;
      onReadable = null;
      read?.();
    });
    r.on("end", () => both.push(null));
    both._read = () => {
      for (;;) {
        const chunk = r.read();
        if (chunk === null) {
          onReadable = both._read;
          return;
        }
        if (!both.push(chunk)) return;
      }
    };
  }
  both._destroy = (error: any, callback: any) => {
    if (!error && onClose !== null) error = abortError();
    onReadable = onDrain = onFinish = null;
    if (onClose === null) callback(error);
    else {
      onClose = callback;
      tearDown(w, error);
      tearDown(r, error);
    }
  };
  return both;
}

/** A duplex stream around a function of what is written, which gives what is read. */
function around(body: any): any {
  const controller: any = new AbortController();
  const { signal } = controller;
  let { promise, resolve } = Promise.withResolvers<any>();
  async function* written(): AsyncGenerator<any> {
    for (;;) {
      const now = promise;
      const { chunk, done, callback } = await now;
      host.nextTick(callback);
      if (done) return;
      if (signal.aborted) throw abortError(signal);
      ({ promise, resolve } = Promise.withResolvers<any>());
      yield chunk;
    }
  }
  const parts = {
    write(chunk: any, _encoding: any, callback: any) {
      resolve({ chunk, done: false, callback });
    },
    final(callback: any) {
      resolve({ done: true, callback });
    },
    destroy(error: any, callback: any) {
      controller.abort();
      callback(error);
    },
  };
  const value = body(written(), { signal });
  if (kinds.isIterable(value)) return from(Duplex, value, { objectMode: true, ...parts });
  const then = value?.then;
  if (typeof then !== "function")
    throw invalidReturn("Iterable, AsyncIterable or AsyncFunction", "body", value);
  const settled = Reflect.apply(then, value, [
    (it: any) => {
      if (it != null) throw invalidReturn("nully", "body", it);
    },
    (error: any) => tearDown(stream, error),
  ]);
  const stream: any = new (Duplex as any)({
    objectMode: true,
    readable: false,
    ...parts,
    final(callback: any) {
      parts.final(async () => {
        try {
          await settled;
          host.nextTick(callback, [null]);
        } catch (error) {
          host.nextTick(callback, [error]);
        }
      });
    },
  });
  return stream;
}

function duplexOf(body: any, name: string): any {
  if (kinds.isDuplexNode(body)) return body;
  if (kinds.isReadableNode(body)) return paired({ readable: body });
  if (kinds.isWritableNode(body)) return paired({ writable: body });
  if (kinds.isNode(body)) return paired({ readable: false, writable: false });
  const web = () => host.load("internal:stream/web");
  if (kinds.isReadableWeb(body)) return paired({ readable: web().readableFrom(body) });
  if (kinds.isWritableWeb(body)) return paired({ writable: web().writableFrom(body) });
  if (typeof body === "function") return around(body);
  if (typeof body?.arrayBuffer === "function" && typeof body.stream === "function")
    return duplexOf(
      body.arrayBuffer().then((bytes: any) => host.load("node:buffer").Buffer.from(bytes)),
      name,
    );
  if (kinds.isIterable(body)) return from(Duplex, body, { objectMode: true, writable: false });
  if (kinds.isReadableWeb(body?.readable) && kinds.isWritableWeb(body?.writable))
    return web().duplexFrom(body);
  if (typeof body?.writable === "object" || typeof body?.readable === "object") {
    const side = (it: any, isKind: (it: any) => boolean) =>
      it ? (isKind(it) ? it : duplexOf(it, name)) : undefined;
    return paired({
      readable: side(body.readable, (it) => kinds.isReadableNode(it)),
      writable: side(body.writable, kinds.isWritableNode),
    });
  }
  const then = body?.then;
  if (typeof then === "function") {
    const stream: any = new (Duplex as any)({ objectMode: true, writable: false, read() {} });
    Reflect.apply(then, body, [
      (value: any) => {
        if (value != null) stream.push(value);
        stream.push(null);
      },
      (error: any) => tearDown(stream, error),
    ]);
    return stream;
  }
  throw invalidArgType(
    name,
    [
      "Blob",
      "ReadableStream",
      "WritableStream",
      "Stream",
      "Iterable",
      "AsyncIterable",
      "Function",
      "{ readable, writable } pair",
      "Promise",
    ],
    body,
  );
}

const composeAll = compose;
(Duplex as any).from = function (body: any) {
  return duplexOf(body, "body");
};

export function compose(...streams: any[]): any {
  if (streams.length === 0) throw missingArgs("streams");
  if (streams.length === 1) return (Duplex as any).from(streams[0]);
  const given = streams.slice();
  for (const at of [0, streams.length - 1])
    if (typeof streams[at] === "function") streams[at] = (Duplex as any).from(streams[at]);
  for (let i = 0; i < streams.length; i++) {
    const it = streams[i];
    if (!kinds.isNode(it) && !kinds.isWeb(it)) continue;
    if (
      i < streams.length - 1 &&
      !(kinds.isReadable(it) || kinds.isReadableWeb(it) || kinds.isTransformWeb(it))
    )
      throw invalidArgValue(`streams[${i}]`, given[i], "must be readable");
    if (i > 0 && !(kinds.isWritable(it) || kinds.isWritableWeb(it) || kinds.isTransformWeb(it)))
      throw invalidArgValue(`streams[${i}]`, given[i], "must be writable");
  }
  const asNode = (it: any) => (kinds.isWeb(it) ? (Duplex as any).from(it) : it);
  const head = asNode(streams[0]);
  streams[0] = head;
  const tail = (streams[streams.length - 1] = asNode(streams[streams.length - 1]));
  const isWritable = !!kinds.isWritable(head),
    isReadable = !!kinds.isReadable(tail);
  let onDrain: any, onFinish: any, onReadable: any, onClose: any;
  const over = (error?: any) => {
    const told = onClose;
    onClose = null;
    if (told) told(error);
    else if (error) all.destroy(error);
    else if (!isReadable && !isWritable) all.destroy();
  };
  pipeline(...streams, over);
  const all: any = new (Duplex as any)({
    writableObjectMode: !!head?.writableObjectMode,
    readableObjectMode: !!tail?.readableObjectMode,
    writable: isWritable,
    readable: isReadable,
  });
  if (isWritable) {
    all._write = (chunk: any, encoding: any, callback: any) => {
      if (head.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    all._final = (callback: any) => {
      head.end();
      onFinish = callback;
    };
    head.on("drain", () => {
      const callback = onDrain;
      onDrain = null;
      callback?.();
    });
    finished(tail, () => {
      const callback = onFinish;
      onFinish = null;
      callback?.();
    });
  }
  if (isReadable) {
    tail.on("readable", () => {
      const read = onReadable;
      onReadable = null;
      read?.();
    });
    tail.on("end", () => all.push(null));
    all._read = () => {
      for (;;) {
        const chunk = tail.read();
        if (chunk === null) {
          onReadable = all._read;
          return;
        }
        if (!all.push(chunk)) return;
      }
    };
  }
  all._destroy = (error: any, callback: any) => {
    if (!error && onClose !== null) error = abortError();
    onReadable = onDrain = onFinish = null;
    if (onClose === null) callback(error);
    else {
      onClose = callback;
      tearDown(tail, error);
    }
  };
  return all;
}

Object.defineProperty(Readable.prototype, "compose", {
  __proto__: null,
  configurable: true,
  writable: true,
  value: function compose(this: any, stream: any, options?: any) {
    if (options != null) validateObject(options, "options");
    if (kinds.isNode(stream) && !kinds.isWritable(stream))
      throw invalidArgValue("stream", stream, "must be writable");
    const composed = composeAll(this, stream);
    if (options?.signal) addAbortSignal(options.signal, composed);
    return composed;
  },
} as any);
