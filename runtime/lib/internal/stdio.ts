// `process.stdout` and `process.stderr`: what is written is printed.
import { coded, invalidArgType } from "internal:errors";
import { EventEmitter } from "node:events";

/** A stream that prints at this level. */
export function stream(level: string, fd: number): any {
  const it: any = new (EventEmitter as any)();
  let isEnded = false;
  const print = (chunk: any) => {
    if (typeof chunk === "string") host.console.write(level, chunk);
    else if (chunk instanceof Uint8Array) host.console.write(level, host.native("encoding").utf8Decode(chunk, 0, chunk.length));
    else throw invalidArgType("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk);
  };
  const members: any = {
    fd,
    writable: true,
    isTTY: undefined,
    writableLength: 0,
    writableHighWaterMark: 16384,
    write(chunk: any, encoding?: any, callback?: any): boolean {
      if (typeof encoding === "function") callback = encoding;
      if (isEnded) throw coded(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end");
      if (chunk === null) throw coded(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
      print(chunk);
      if (typeof callback === "function") host.nextTick(callback);
      return true;
    },
    end(chunk?: any, encoding?: any, callback?: any) {
      if (typeof chunk === "function") { callback = chunk; chunk = undefined; }
      if (chunk !== undefined && chunk !== null) it.write(chunk, encoding);
      isEnded = true;
      host.nextTick(() => {
        it.emit("finish");
        if (typeof callback === "function") callback();
      });
      return it;
    },
    cork() {},
    uncork() {},
    setDefaultEncoding() { return it; },
    destroy() { return it; },
    getColorDepth: () => 1,
    hasColors: () => false,
  };
  for (const name of Object.keys(members)) it[name] = members[name];
  return it;
}
