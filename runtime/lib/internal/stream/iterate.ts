// Between streams and iterators: `for await (chunk of stream)` and `Readable.from`.
import { invalidArgType } from "internal:errors";
import { validateObject } from "internal:validate";
import { both, nullValues } from "internal:stream/errors";
import { tearDown } from "internal:stream/destroy";
import { finished } from "internal:stream/finished";
import { Readable } from "internal:stream/readable";
import { Buffer } from "node:buffer";

const none = () => {};

export function iterate(stream: any, options?: any): AsyncGenerator<any> {
  if (typeof stream.read !== "function") stream = new (Readable as any)({ objectMode: true }).wrap(stream);
  const iterator: any = chunks(stream, options);
  iterator.stream = stream;
  return iterator;
}

async function* chunks(stream: any, options?: any): AsyncGenerator<any> {
  let wake: () => void = none;
  const onReadable = () => {
    wake();
    wake = none;
  };
  stream.on("readable", onReadable);
  // Undefined: it goes on; null: it is over.
  let error: any;
  const cleanUp = finished(stream, { writable: false }, (failure: any) => {
    error = failure ? both(error, failure) : null;
    onReadable();
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (error) throw error;
      else if (error === null) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } catch (failure) {
    error = both(error, failure);
    throw error;
  } finally {
    const mayDestroy = error || options?.destroyOnReturn !== false;
    if (mayDestroy && (error === undefined || stream._readableState.autoDestroy)) tearDown(stream, null);
    else {
      stream.off("readable", onReadable);
      cleanUp();
    }
  }
}

const proto: any = Readable.prototype;
proto[Symbol.asyncIterator] = function (this: any) {
  return iterate(this);
};
proto.iterator = function (this: any, options?: any) {
  if (options !== undefined) validateObject(options, "options");
  return iterate(this, options);
};

/** `Make`: the class; a duplex stream is made of an iterable too. */
export function from(Make: any, iterable: any, options?: any): any {
  if (typeof iterable === "string" || Buffer.isBuffer(iterable)) {
    return new Make({
      objectMode: true,
      ...options,
      read(this: any) {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  const isAsync = typeof iterable?.[Symbol.asyncIterator] === "function";
  if (!isAsync && typeof iterable?.[Symbol.iterator] !== "function")
    throw invalidArgType("iterable", "Iterable", iterable);
  const iterator: any = isAsync ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  const stream = new Make({ objectMode: true, highWaterMark: 1, ...options });
  let isReading = false;
  stream._read = () => {
    if (isReading) return;
    isReading = true;
    next();
  };
  stream._destroy = (error: any, callback: any) => {
    const later = (failure?: any) => host.nextTick(callback, [failure]);
    close(error).then(
      () => later(error),
      (failure) => later(failure || error),
    );
  };
  async function close(error: any): Promise<void> {
    if (error != null && typeof iterator.throw === "function") {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === "function") {
      const { value } = await iterator.return();
      await value;
    }
  }
  async function next(): Promise<void> {
    for (;;) {
      try {
        const step = iterator.next();
        const { value, done } = isAsync ? await step : step;
        if (done) {
          stream.push(null);
          return;
        }
        const chunk = value && typeof value.then === "function" ? await value : value;
        if (chunk === null) {
          isReading = false;
          throw nullValues();
        }
        if (stream.push(chunk)) continue;
        isReading = false;
      } catch (error) {
        stream.destroy(error);
      }
      return;
    }
  }
  return stream;
}

(Readable as any).from = function (iterable: any, options?: any) {
  return from(Readable, iterable, options);
};
(Readable as any).wrap = function (source: any, options?: any) {
  return new (Readable as any)({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(error: any, callback: any) {
      tearDown(source, error);
      callback(error);
    },
  }).wrap(source);
};
