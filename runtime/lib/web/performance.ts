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
    const start = options?.startTime ?? host.now();
    if (typeof start !== "number") throw invalidArgType("startTime", "number", start);
    if (start < 0)
      throw coded(TypeError, "ERR_PERFORMANCE_INVALID_TIMESTAMP", `${start} is not a valid timestamp`);
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

function timeOf(mark: string | number): number {
  if (typeof mark === "number") return mark;
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
    const mark = new PerformanceMark(name, options);
    add(mark);
    return mark;
  }
  measure(name: string, startOrOptions: any = undefined, endMark: any = undefined) {
    let start = 0,
      end: number | undefined,
      detail: unknown = null;
    if (typeof startOrOptions === "object" && startOrOptions !== null) {
      const it = startOrOptions;
      if (it.detail != null) detail = host.load("web:clone").structuredClone(it.detail);
      if (it.end !== undefined) end = timeOf(it.end);
      else if (it.start !== undefined && it.duration !== undefined) end = timeOf(it.start) + it.duration;
      if (it.start !== undefined) start = timeOf(it.start);
      else if (it.duration !== undefined && end !== undefined) start = end - it.duration;
    } else if (startOrOptions !== undefined) start = timeOf(startOrOptions);
    if (endMark !== undefined) end = timeOf(endMark);
    const measure = new PerformanceMeasure(TOKEN, `${name}`, start, (end ?? host.now()) - start, detail);
    add(measure);
    return measure;
  }
  clearMarks(name: string | undefined = undefined) {
    entries = entries.filter((it) => it.entryType !== "mark" || (name !== undefined && it.name !== name));
  }
  clearMeasures(name: string | undefined = undefined) {
    entries = entries.filter((it) => it.entryType !== "measure" || (name !== undefined && it.name !== name));
  }
  getEntries() {
    return entries.slice();
  }
  getEntriesByName(name: string, type: string | undefined = undefined) {
    return entries.filter((it) => it.name === name && (type === undefined || it.entryType === type));
  }
  getEntriesByType(type: string) {
    return entries.filter((it) => it.entryType === type);
  }
  clearResourceTimings(name: string | undefined = undefined) {
    entries = entries.filter((it) => it.entryType !== "resource" || (name !== undefined && it.name !== name));
  }
  setResourceTimingBufferSize(size: number) {
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
