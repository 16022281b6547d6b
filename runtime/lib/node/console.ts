// Node's `console`, the global one, and the class of consoles.
import { Console } from "internal:console_class";

const { console } = globalThis as any;

export const {
  log,
  info,
  debug,
  warn,
  error,
  trace,
  assert,
  dir,
  dirxml,
  table,
  group,
  groupCollapsed,
  groupEnd,
  count,
  countReset,
  time,
  timeLog,
  timeEnd,
  profile,
  profileEnd,
  timeStamp,
} = console;
export { Console };
export default console;
