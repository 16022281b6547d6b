// CompressionStream and DecompressionStream.
import { S, coded, describe, invalidThis, invalidValue } from "internal:webstreams/common";
import { TransformStream } from "internal:webstreams/transform";
import { KINDS } from "internal:zlib";

const natives = host.native("compression");
const FORMATS: Record<string, [string, string]> = {
  __proto__: null,
  deflate: ["Deflate", "Inflate"],
  "deflate-raw": ["DeflateRaw", "InflateRaw"],
  gzip: ["Gzip", "Gunzip"],
} as any;
const ROOM = 16384;
const NO_FLUSH = 0,
  FINISH = 4;

/** One step of the coder after the other until it wants more. */
function run(step: any, bytes: Uint8Array, flush: number, controller: any): void {
  let offset = 0;
  for (;;) {
    const [output, consumed, code, message] = step(bytes, offset, flush, ROOM);
    offset += consumed;
    if (output.length > 0) controller.enqueue(output);
    if (code !== 0)
      throw Object.assign(coded(Error, code === -5 ? "Z_BUF_ERROR" : "Z_DATA_ERROR", message), { errno: code });
    if (output.length < ROOM) return;
  }
}

function bytesOf(chunk: any): Uint8Array {
  if (ArrayBuffer.isView(chunk))
    return new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
  if (host.isObject(chunk) && host.kindOf(chunk) === "arraybuffer") return new Uint8Array(chunk);
  const error: any = new TypeError(
    'The "chunk" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.',
  );
  error.code = "ERR_INVALID_ARG_TYPE";
  throw error;
}

function make(name: string, at: 0 | 1): any {
  const Class: any = {
    [name]: class {
      constructor(format: any) {
        const names = FORMATS[`${format}`];
        if (names === undefined) throw invalidValue(TypeError, "argument", "format", format);
        const step = natives.open(KINDS[names[at]], -1, 15, undefined, undefined);
        const transform = new (TransformStream as any)({
          transform: (chunk: any, controller: any) => run(step, bytesOf(chunk), NO_FLUSH, controller),
          flush: (controller: any) => run(step, new Uint8Array(0), FINISH, controller),
        });
        (this as any)[S] = { kind: name, transform };
      }
      get readable(): any {
        if ((this as any)?.[S]?.kind !== name) throw invalidThis(name);
        return (this as any)[S].transform.readable;
      }
      get writable(): any {
        if ((this as any)?.[S]?.kind !== name) throw invalidThis(name);
        return (this as any)[S].transform.writable;
      }
    },
  }[name];
  describe(Class, name, ["readable", "writable"], (it) => ({ readable: it.readable, writable: it.writable }));
  return Class;
}

export const CompressionStream = make("CompressionStream", 0);
export const DecompressionStream = make("DecompressionStream", 1);
