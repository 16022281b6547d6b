// Node's `path/posix`.
import { posix, win32 } from "internal:path";

const path = posix;
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
