// The tags of V8's format for values, as far as Node's `v8.serialize` writes and reads them.

export const VERSION = 15;
/** Views, by their number in the format. */
export const VIEWS: any[] = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
  Float64Array, DataView, null, BigInt64Array, BigUint64Array,
];
/** Node's own `Buffer` among them. */
export const BUFFER = 10;
/** The letters of views that are written as part of the format. */
export const VIEW_TAGS: Record<string, number> = {
  Int8Array: 0x62, Uint8Array: 0x42, Uint8ClampedArray: 0x43, Int16Array: 0x77, Uint16Array: 0x57,
  Int32Array: 0x64, Uint32Array: 0x44, Float32Array: 0x66, Float64Array: 0x46, BigInt64Array: 0x71,
  BigUint64Array: 0x51, DataView: 0x3f,
};
export const ERRORS: Record<string, [string, any]> = {
  E: ["EvalError", EvalError],
  R: ["RangeError", RangeError],
  F: ["ReferenceError", ReferenceError],
  S: ["SyntaxError", SyntaxError],
  T: ["TypeError", TypeError],
  U: ["URIError", URIError],
};
/** The flags of a regular expression and their bits. */
export const FLAG_BITS: [string, number][] = [
  ["g", 1],
  ["i", 2],
  ["m", 4],
  ["y", 8],
  ["u", 16],
  ["s", 32],
  ["d", 128],
  ["v", 256],
];
