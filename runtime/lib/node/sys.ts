// Node's `sys`: the old name of `util`.
import util from "node:util";

host.load("node:process").default.emitWarning("sys is deprecated. Use util instead.", "DeprecationWarning", "DEP0025");
export const {
  callbackify, debug, debuglog, deprecate, format, formatWithOptions, inherits, inspect, isArray, isDeepStrictEqual,
  parseArgs, promisify, stripVTControlCharacters, styleText, TextDecoder, TextEncoder, toUSVString, types,
} = util as any;
export default util;
