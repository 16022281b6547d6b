// The options of streams that compress.
import { coded, invalidArgType, outOfRange } from "internal:errors";
import { constants } from "internal:zlib_constants";

const { MAX_SAFE_INTEGER } = Number;
const MOST = 2 ** 32;

/** A whole number in a range; NaN and nothing stand for the default. */
export function checked(value: any, name: string, low: number, high: number, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value === "number" && value !== value) return otherwise;
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (value === Infinity || value === -Infinity) throw outOfRange(name, "a finite number", value);
  if (value < low || value > high)
    throw outOfRange(name, high === MAX_SAFE_INTEGER ? `>= ${low}` : `>= ${low} and <= ${high}`, value);
  return value;
}

function common(options: any, flush: number, finish: number, full: number, highest: number): any {
  return {
    chunkSize: checked(
      options?.chunkSize,
      "options.chunkSize",
      constants.Z_MIN_CHUNK,
      MAX_SAFE_INTEGER,
      constants.Z_DEFAULT_CHUNK,
    ),
    flush: checked(options?.flush, "options.flush", flush, highest, flush),
    finishFlush: checked(options?.finishFlush, "options.finishFlush", flush, highest, finish),
    maxOutputLength: checked(options?.maxOutputLength, "options.maxOutputLength", 1, MOST, MOST),
    fullFlush: full,
    info: !!options?.info,
  };
}

export function zlibOptions(options: any, kind: number): any {
  const given = common(
    options,
    constants.Z_NO_FLUSH,
    constants.Z_FINISH,
    constants.Z_FULL_FLUSH,
    constants.Z_BLOCK,
  );
  let windowBits = 15,
    level = -1,
    strategy = 0;
  let dictionary: any;
  if (options) {
    const isInflating = kind === 2 || kind === 4 || kind === 7;
    // The stream itself says how large its window is.
    if ((options.windowBits == null || options.windowBits === 0) && isInflating) windowBits = 0;
    else windowBits = checked(options.windowBits, "options.windowBits", kind === 3 ? 9 : 8, 15, 15);
    level = checked(options.level, "options.level", -1, 9, -1);
    checked(options.memLevel, "options.memLevel", 1, 9, 8);
    strategy = checked(options.strategy, "options.strategy", 0, 4, 0);
    ({ dictionary } = options);
    if (dictionary !== undefined && !ArrayBuffer.isView(dictionary)) {
      const isBuffer = host.isObject(dictionary) && /arraybuffer$/.test(host.kindOf(dictionary));
      if (!isBuffer)
        throw invalidArgType(
          "options.dictionary",
          ["Buffer", "TypedArray", "DataView", "ArrayBuffer"],
          dictionary,
        );
    }
    if (dictionary !== undefined)
      dictionary = ArrayBuffer.isView(dictionary)
        ? new Uint8Array(dictionary.buffer as ArrayBuffer, dictionary.byteOffset, dictionary.byteLength)
        : new Uint8Array(dictionary);
  }
  return { ...given, windowBits, level, strategy, dictionary };
}

const KEYS = [
  constants.BROTLI_PARAM_MODE,
  constants.BROTLI_PARAM_QUALITY,
  constants.BROTLI_PARAM_LGWIN,
  constants.BROTLI_PARAM_LGBLOCK,
  constants.BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING,
  constants.BROTLI_PARAM_SIZE_HINT,
  constants.BROTLI_PARAM_LARGE_WINDOW,
  constants.BROTLI_PARAM_NPOSTFIX,
  constants.BROTLI_PARAM_NDIRECT,
];

export function brotliOptions(options: any): any {
  const given = common(
    options,
    constants.BROTLI_OPERATION_PROCESS,
    constants.BROTLI_OPERATION_FINISH,
    constants.BROTLI_OPERATION_FLUSH,
    constants.BROTLI_OPERATION_EMIT_METADATA,
  );
  const params: number[][] = [];
  for (const key of Object.keys(options?.params ?? {})) {
    const number = Number(key);
    const { [key]: value } = options.params;
    if (!KEYS.includes(number))
      throw coded(RangeError, "ERR_BROTLI_INVALID_PARAM", `${key} is not a valid Brotli parameter`);
    if (typeof value !== "number" && typeof value !== "boolean")
      throw invalidArgType("options.params[key]", "number", value);
    params.push([number, Number(value)]);
  }
  return { ...given, level: 0, windowBits: 0, dictionary: undefined, params };
}
