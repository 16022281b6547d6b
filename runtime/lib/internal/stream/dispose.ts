// `await using`, for streams.
import { Readable } from "internal:stream/readable";
import { Writable } from "internal:stream/writable";
import { finished } from "internal:stream/finished";
import { abortError } from "web:abort";

const asyncDispose: any = (Symbol as any).asyncDispose ?? Symbol.for("nodejs.asyncDispose");

function disposer(isOver: (stream: any) => boolean) {
  return function (this: any) {
    let error: any = null;
    if (!this.destroyed) {
      error = isOver(this) ? null : abortError();
      this.destroy(error);
    }
    return new Promise((resolve, reject) => {
      finished(this, (failure: any) => (failure && failure !== error ? reject(failure) : resolve(null)));
    });
  };
}
for (const [prototype, isOver] of [
  [Readable.prototype, (stream: any) => stream.readableEnded],
  [Writable.prototype, (stream: any) => stream.writableFinished],
] as any[])
  Object.defineProperty(prototype, asyncDispose, {
    __proto__: null,
    configurable: true,
    writable: true,
    value: disposer(isOver),
  } as any);
