// Node's `console`, the global one.
const { console } = globalThis as any;

export const {
  log, info, debug, warn, error, trace, assert, dir, dirxml, table, group, groupCollapsed, groupEnd, count, countReset, time, timeLog,
  timeEnd,
} = console;
export default console;
