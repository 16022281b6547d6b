// User timing and the clock.
import { EventTarget, defineHandler } from "web:events";
import { coded, invalidArgType } from "internal:errors";

const TOKEN = {};
/** For the files that make entries of their own kinds. */
export { TOKEN as ENTRY };
const timeOrigin = Date.now() - host.now();
let entries: PerformanceEntry[] = [];
/** Who wants to hear of each entry: the observers, once there are any. */
const heard: ((entry: PerformanceEntry) => void)[] = [];
export const onEntry = (hear: (entry: PerformanceEntry) => void): void => {
  heard.push(hear);
};

export class PerformanceEntry {
  #name;
  #type;
  #start;
  #duration;
  constructor(token: unknown, name: string, type: string, start: number, duration: number) {
    if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    this.#name = name;
    this.#type = type;
    this.#start = start;
    this.#duration = duration;
  }
  get name() {
    return this.#name;
  }
  get entryType() {
    return this.#type;
  }
  get startTime() {
    return this.#start;
  }
  get duration() {
    return this.#duration;
  }
  toJSON() {
    return { name: this.#name, entryType: this.#type, startTime: this.#start, duration: this.#duration };
  }
}

export class PerformanceMark extends PerformanceEntry {
  #detail: unknown;
  constructor(name: string, options: any = undefined) {
    if (arguments.length === 0) throw missing("name");
    if (options != null && typeof options !== "object") throw invalidArgType("options", "Object", options);
    const start = options?.startTime ?? host.now();
    if (typeof start !== "number") throw invalidArgType("startTime", "number", start);
    checkTime(start);
    super(TOKEN, `${name}`, "mark", start, 0);
    const detail = options?.detail;
    this.#detail = detail == null ? null : host.load("web:clone").structuredClone(detail);
  }
  get detail() {
    return this.#detail;
  }
  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

function checkTime(time: number): void {
  if (time < 0)
    throw coded(TypeError, "ERR_PERFORMANCE_INVALID_TIMESTAMP", `${time} is not a valid timestamp`);
}
const missing = (name: string) =>
  coded(TypeError, "ERR_MISSING_ARGS", `The "${name}" argument must be specified`);
const invalidOptions = (text: string) =>
  coded(TypeError, "ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS", text);

export class PerformanceMeasure extends PerformanceEntry {
  #detail: unknown;
  constructor(token: unknown, name: string, start: number, duration: number, detail: unknown) {
    super(token, name, "measure", start, duration);
    this.#detail = detail;
  }
  get detail() {
    return this.#detail;
  }
  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}
for (const [Class, names] of [
  [PerformanceEntry, ["name", "entryType", "startTime", "duration", "toJSON"]],
  [PerformanceMark, ["detail"]],
  [PerformanceMeasure, ["detail"]],
] as const)
  for (const name of names)
    Object.defineProperty(Class.prototype, name, { __proto__: null, enumerable: true } as any);
for (const Class of [PerformanceMark, PerformanceMeasure])
  Object.defineProperty(Class.prototype, Symbol.toStringTag, {
    __proto__: null,
    value: Class.name,
    configurable: true,
  } as any);

host.inspect.print(PerformanceEntry.prototype, (entry: any, depth: number, inspect: any) => {
  const name = host.inspect.constructorName(entry);
  if (depth < 0) return `[${name}]`;
  const own: any = {
    name: entry.name,
    entryType: entry.entryType,
    startTime: entry.startTime,
    duration: entry.duration,
  };
  if (entry instanceof PerformanceMark || entry instanceof PerformanceMeasure) own.detail = entry.detail;
  return `${name} ${inspect(own)}`;
});

const LIFE = ["nodeStart", "v8Start", "environment", "loopStart", "loopExit", "bootstrapComplete"];

function timeOf(mark: any): number {
  if (typeof mark === "number") {
    checkTime(mark);
    return mark;
  }
  mark = `${mark}`;
  if (LIFE.includes(mark)) return host.load("internal:perf_node").nodeTiming[mark];
  for (let i = entries.length - 1; i >= 0; i--)
    if (entries[i].entryType === "mark" && entries[i].name === mark) return entries[i].startTime;
  throw new DOMException(`The "${mark}" performance mark has not been set`, "SyntaxError");
}

/** An entry that is told of; `isKept`: it also stays in the timeline. */
export function add(entry: PerformanceEntry, isKept = true): void {
  for (const hear of heard) hear(entry);
  if (!isKept) return;
  let at = entries.length;
  while (at > 0 && entries[at - 1].startTime > entry.startTime) at--;
  entries.splice(at, 0, entry);
}

function clear(type: string, name: any): void {
  const wanted = name === undefined ? undefined : `${name}`;
  entries = entries.filter((it) => it.entryType !== type || (wanted !== undefined && it.name !== wanted));
}

let bufferSize = 250;
export class Performance extends EventTarget {
  constructor(token: unknown) {
    super();
    if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  }
  get timeOrigin() {
    return timeOrigin;
  }
  now() {
    return host.now();
  }
  mark(name: string, options: any = undefined) {
    if (arguments.length === 0) throw missing("name");
    const mark = new PerformanceMark(name, options);
    add(mark);
    return mark;
  }
  /** What is neither a name, a number nor options means the beginning. */
  measure(name: string, startOrOptions: any = undefined, endMark: any = undefined) {
    if (arguments.length === 0) throw missing("name");
    const options = typeof startOrOptions === "object" && startOrOptions !== null ? startOrOptions : undefined;
    const { start: from, end: to, duration, detail } = options ?? {};
    if (from !== undefined || to !== undefined) {
      if (endMark !== undefined) throw invalidOptions("endMark must not be specified");
      if (from !== undefined && to !== undefined && duration !== undefined)
        throw invalidOptions("Must not have options.start, options.end, and options.duration specified");
    }
    let end: number, start: number;
    if (endMark !== undefined) end = timeOf(endMark);
    else if (to !== undefined) end = timeOf(to);
    else if (from !== undefined && duration !== undefined) end = timeOf(from) + timeOf(duration);
    else end = host.now();
    if (typeof startOrOptions === "string") start = timeOf(startOrOptions);
    else if (from !== undefined) start = timeOf(from);
    else if (to !== undefined && duration !== undefined) start = end - timeOf(duration);
    else start = 0;
    const kept = detail == null ? null : host.load("web:clone").structuredClone(detail);
    const measure = new PerformanceMeasure(TOKEN, `${name}`, start, end - start, kept);
    add(measure);
    return measure;
  }
  clearMarks(name: any = undefined) {
    clear("mark", name);
  }
  clearMeasures(name: any = undefined) {
    clear("measure", name);
  }
  getEntries() {
    return entries.slice();
  }
  getEntriesByName(name: any, type: string | undefined = undefined) {
    if (arguments.length === 0) throw missing("name");
    name = `${name}`;
    return entries.filter((it) => it.name === name && (type === undefined || it.entryType === type));
  }
  getEntriesByType(type: string) {
    if (arguments.length === 0) throw missing("type");
    return entries.filter((it) => it.entryType === type);
  }
  clearResourceTimings(name: any = undefined) {
    clear("resource", name);
  }
  setResourceTimingBufferSize(size: number) {
    if (arguments.length === 0) throw missing("maxSize");
    bufferSize = size;
  }
  markResourceTiming(...args: any[]) {
    const entry = host.load("internal:perf_resource").resource(...args);
    add(entry, this.getEntriesByType("resource").length < bufferSize);
    return entry;
  }
  timerify(callback: Function, options: any = {}) {
    return host.load("internal:perf_timerify").timerify(callback, options);
  }
  /** The loop is not measured: a program that waits is as busy as one that works. */
  eventLoopUtilization(before: any = undefined, later: any = undefined) {
    const active = before === undefined ? host.now() : Math.max(0, (later?.active ?? host.now()) - before.active);
    return { idle: 0, active, utilization: active === 0 ? 0 : 1 };
  }
  get nodeTiming() {
    return host.load("internal:perf_node").nodeTiming;
  }
  toJSON() {
    return { nodeTiming: this.nodeTiming, timeOrigin, eventLoopUtilization: this.eventLoopUtilization() };
  }
}
defineHandler(Performance.prototype, "resourcetimingbufferfull");
Object.defineProperty(Performance.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "Performance",
  configurable: true,
} as any);

export const performance = new Performance(TOKEN);
