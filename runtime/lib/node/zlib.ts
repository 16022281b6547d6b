// Node's `zlib`.
import { invalidArgType } from "internal:errors";
import { KINDS, ZlibBase, processLater, processSync } from "internal:zlib";
import { codes, constants } from "internal:zlib_constants";
import { brotliOptions, checked, zlibOptions } from "internal:zlib_options";
import { Buffer } from "node:buffer";

const natives = host.native("compression");

function inherit(Class: any, Parent: any): void {
  Object.setPrototypeOf(Class.prototype, Parent.prototype);
  Object.setPrototypeOf(Class, Parent);
}

function Zlib(this: any, options: any, kind: number): void {
  const given = zlibOptions(options, kind);
  Reflect.apply(ZlibBase, this, [options, kind, given]);
  this._level = given.level;
  this._strategy = given.strategy;
}
inherit(Zlib, ZlibBase);
Zlib.prototype.params = function params(this: any, level: any, strategy: any, callback: any): void {
  checked(level, "level", constants.Z_MIN_LEVEL, constants.Z_MAX_LEVEL, constants.Z_DEFAULT_LEVEL);
  checked(
    strategy,
    "strategy",
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FIXED,
    constants.Z_DEFAULT_STRATEGY,
  );
  if (this._level === level && this._strategy === strategy) {
    host.nextTick(callback);
    return;
  }
  // How strongly it compresses from here on makes no difference to what comes out of it later.
  this.flush(constants.Z_SYNC_FLUSH, () => {
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

function Brotli(this: any, options: any, kind: number): void {
  Reflect.apply(ZlibBase, this, [options, kind, brotliOptions(options)]);
}
inherit(Brotli, ZlibBase);

function classOf(name: string, Parent: any): any {
  const { [name]: kind } = KINDS;
  const Class: any = {
    [name]: function (this: any, options?: any): any {
      if (!(this instanceof Class)) return new Class(options);
      Reflect.apply(Parent, this, [options, kind]);
      return undefined;
    },
  }[name];
  inherit(Class, Parent);
  return Class;
}

export const Deflate = classOf("Deflate", Zlib),
  Inflate = classOf("Inflate", Zlib),
  Gzip = classOf("Gzip", Zlib),
  Gunzip = classOf("Gunzip", Zlib),
  DeflateRaw = classOf("DeflateRaw", Zlib),
  InflateRaw = classOf("InflateRaw", Zlib),
  Unzip = classOf("Unzip", Zlib),
  BrotliCompress = classOf("BrotliCompress", Brotli),
  BrotliDecompress = classOf("BrotliDecompress", Brotli);

const later = (name: string, Class: any): any =>
  ({
    [name](buffer: any, options: any, callback: any) {
      if (typeof options === "function") {
        callback = options;
        options = {};
      }
      return processLater(new Class(options), buffer, callback);
    },
  })[name];
const atOnce = (name: string, Class: any): any =>
  ({
    [name](buffer: any, options: any) {
      return processSync(new Class(options), buffer);
    },
  })[name];
const maker = (name: string, Class: any): any =>
  ({
    [name](options: any) {
      return new Class(options);
    },
  })[name];

export const deflate = later("deflate", Deflate),
  deflateSync = atOnce("deflateSync", Deflate),
  gzip = later("gzip", Gzip),
  gzipSync = atOnce("gzipSync", Gzip),
  deflateRaw = later("deflateRaw", DeflateRaw),
  deflateRawSync = atOnce("deflateRawSync", DeflateRaw),
  unzip = later("unzip", Unzip),
  unzipSync = atOnce("unzipSync", Unzip),
  inflate = later("inflate", Inflate),
  inflateSync = atOnce("inflateSync", Inflate),
  gunzip = later("gunzip", Gunzip),
  gunzipSync = atOnce("gunzipSync", Gunzip),
  inflateRaw = later("inflateRaw", InflateRaw),
  inflateRawSync = atOnce("inflateRawSync", InflateRaw),
  brotliCompress = later("brotliCompress", BrotliCompress),
  brotliCompressSync = atOnce("brotliCompressSync", BrotliCompress),
  brotliDecompress = later("brotliDecompress", BrotliDecompress),
  brotliDecompressSync = atOnce("brotliDecompressSync", BrotliDecompress),
  createDeflate = maker("createDeflate", Deflate),
  createInflate = maker("createInflate", Inflate),
  createDeflateRaw = maker("createDeflateRaw", DeflateRaw),
  createInflateRaw = maker("createInflateRaw", InflateRaw),
  createGzip = maker("createGzip", Gzip),
  createGunzip = maker("createGunzip", Gunzip),
  createUnzip = maker("createUnzip", Unzip),
  createBrotliCompress = maker("createBrotliCompress", BrotliCompress),
  createBrotliDecompress = maker("createBrotliDecompress", BrotliDecompress);

export function crc32(data: any, value: any = 0): number {
  if (typeof data !== "string" && !ArrayBuffer.isView(data))
    throw invalidArgType("data", ["string", "Buffer", "TypedArray", "DataView"], data);
  if (typeof value !== "number") throw invalidArgType("value", "number", value);
  const bytes: any = typeof data === "string" ? Buffer.from(data) : data;
  return natives.crc32(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), value >>> 0);
}

export { codes, constants };
