// `process.stdout` and `process.stderr`.
import { Writable } from "internal:stream/writable";
import "node:stream";
import { Buffer } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

const natives = host.native("stdio");

/** What is written is printed, at once. */
export function output(level: string, fd: number): any {
  // A character may be cut between two chunks.
  const decoder: any = new (StringDecoder as any)("utf8");
  const stream: any = new (Writable as any)({
    decodeStrings: false,
    emitClose: false,
    autoDestroy: false,
    write(chunk: any, encoding: any, callback: any) {
      if (typeof chunk === "string" && encoding !== "utf8" && encoding !== "utf-8")
        chunk = Buffer.from(chunk, encoding);
      host.console.write(level, typeof chunk === "string" ? chunk : decoder.write(chunk));
      callback();
    },
    // It stays open for whoever writes to it next: the console does.
    destroy(error: any, callback: any) {
      callback(error);
    },
  });
  // The console prints through what a program puts in its place.
  const own = stream.write;
  host.console.through(level, () =>
    stream.write === own ? undefined : (text: string) => Reflect.apply(stream.write, stream, [text]),
  );
  const isTerminal = natives.isTerminal(fd);
  Object.assign(stream, { fd, _type: isTerminal ? "tty" : "pipe", _isStdio: true });
  if (isTerminal) asTerminal(stream, fd);
  return stream;
}

function asTerminal(stream: any, fd: number): void {
  const size = () => natives.size(fd);
  stream.isTTY = true;
  Object.defineProperties(stream, {
    columns: { __proto__: null, enumerable: true, configurable: true, get: () => size()[0] ?? 80 } as any,
    rows: { __proto__: null, enumerable: true, configurable: true, get: () => size()[1] ?? 24 } as any,
  });
  const tty = () => host.load("node:tty").WriteStream.prototype;
  for (const name of [
    "getColorDepth",
    "hasColors",
    "getWindowSize",
    "clearLine",
    "clearScreenDown",
    "cursorTo",
    "moveCursor",
  ])
    stream[name] = (...args: any[]) => Reflect.apply(tty()[name], stream, args);
}
