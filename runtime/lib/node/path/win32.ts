// Node's `path/win32`.
import { posix, win32 } from "internal:path";

const path = win32;
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
