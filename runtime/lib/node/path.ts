// Node's `path`: the dialect of the machine.
import { posix, win32 } from "internal:path";

const path = host.native("system").platform === "win32" ? win32 : posix;
export const {
  resolve,
  normalize,
  isAbsolute,
  matchesGlob,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format,
  parse,
  sep,
  delimiter,
} = path;
export { posix, win32 };
export default path;
