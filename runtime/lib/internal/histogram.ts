// Histograms of Node's: counts in buckets whose width grows with the value, after Gil Tene's HdrHistogram.
import { coded, invalidArgType, outOfRange } from "internal:errors";
import { validateInteger, validateNumber, validateObject } from "internal:validate";

const TOKEN = {};
const MOST = Number.MAX_SAFE_INTEGER;
/** What the smallest value is while there is none. */
const NO_MIN = 9223372036854776000;

class SafeMap extends Map<any, any> {}

/** Counts by the smallest value of a bucket. */
class Counts {
  counts = new Map<number, number>();
  total = 0;
  exceeds = 0;
  min = NO_MIN;
  max = 0;
  unit: number;
  sub: number;
  highest: number;
  constructor(lowest: number, highest: number, figures: number) {
    this.unit = 2 ** Math.floor(Math.log2(lowest));
    this.sub = 2 ** Math.ceil(Math.log2(2 * 10 ** figures));
    this.highest = highest;
  }
  /** How many values are taken as one with this. */
  width(value: number): number {
    const largest = Math.max(value / this.unit, 1);
    return this.unit * Math.max(1, 2 ** (Math.floor(Math.log2(largest)) + 1) / this.sub);
  }
  lowestOf(value: number): number {
    const width = this.width(value);
    return Math.floor(value / width) * width;
  }
  highestOf(value: number): number {
    return this.lowestOf(value) + this.width(value) - 1;
  }
  medianOf(value: number): number {
    return this.lowestOf(value) + Math.floor(this.width(value) / 2);
  }
  record(value: number, count = 1): void {
    if (value > this.highest) {
      this.exceeds += count;
      return;
    }
    const at = this.lowestOf(value);
    this.counts.set(at, (this.counts.get(at) ?? 0) + count);
    this.total += count;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }
  sorted(): [number, number][] {
    return [...this.counts].sort((a, b) => a[0] - b[0]);
  }
  reset(): void {
    this.counts.clear();
    this.total = this.exceeds = this.max = 0;
    this.min = NO_MIN;
  }
}

export class Histogram {
  #counts: Counts;
  constructor(token: unknown = undefined, counts: any = undefined) {
    if (token !== TOKEN) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    this.#counts = counts;
  }
  get count(): number {
    return this.#counts.total;
  }
  get countBigInt(): bigint {
    return BigInt(this.#counts.total);
  }
  get exceeds(): number {
    return this.#counts.exceeds;
  }
  get exceedsBigInt(): bigint {
    return BigInt(this.#counts.exceeds);
  }
  get min(): number {
    const it = this.#counts;
    return it.min === NO_MIN ? NO_MIN : it.lowestOf(it.min);
  }
  get minBigInt(): bigint {
    return this.#counts.min === NO_MIN ? 9223372036854775807n : BigInt(this.min);
  }
  get max(): number {
    const it = this.#counts;
    return it.max === 0 ? 0 : it.highestOf(it.max);
  }
  get maxBigInt(): bigint {
    return BigInt(this.max);
  }
  get mean(): number {
    const it = this.#counts;
    let sum = 0;
    for (const [value, count] of it.counts) sum += it.medianOf(value) * count;
    return sum / it.total;
  }
  get stddev(): number {
    const it = this.#counts,
      mean = this.mean;
    let sum = 0;
    for (const [value, count] of it.counts) sum += (it.medianOf(value) - mean) ** 2 * count;
    return Math.sqrt(sum / it.total);
  }
  percentile(percentile: number): number {
    validateNumber(percentile, "percentile");
    if (!(percentile > 0 && percentile <= 100)) throw outOfRange("percentile", "> 0 && <= 100", percentile);
    const it = this.#counts;
    const wanted = Math.max(1, Math.floor((percentile / 100) * it.total + 0.5));
    let seen = 0;
    for (const [value, count] of it.sorted()) {
      seen += count;
      if (seen >= wanted) return it.highestOf(value);
    }
    return 0;
  }
  percentileBigInt(percentile: number): bigint {
    return BigInt(this.percentile(percentile));
  }
  get percentiles(): Map<number, number> {
    const map = new SafeMap();
    const it = this.#counts;
    let seen = 0,
      next = 0,
      last = 0;
    for (const [value, count] of it.sorted()) {
      seen += count;
      last = value;
      while (next < 100 && (100 * seen) / it.total >= next) {
        map.set(next, value);
        next += 100 / 2 ** (Math.floor(Math.log2(100 / (100 - next))) + 1);
        if (seen === it.total) break;
      }
    }
    map.set(100, last);
    return map;
  }
  get percentilesBigInt(): Map<number, bigint> {
    const map = new SafeMap();
    for (const [key, value] of this.percentiles) map.set(key, BigInt(value));
    return map;
  }
  reset(): void {
    this.#counts.reset();
  }
  toJSON(): any {
    const percentiles: any = {};
    for (const [key, value] of this.percentiles) percentiles[key] = value;
    const { count, min, max, mean, exceeds, stddev } = this;
    return { count, min, max, mean, exceeds, stddev, percentiles };
  }
}
host.inspect.print(Histogram.prototype, (it: any, depth: number, inspect: any) => {
  if (depth < 0) return "[Histogram]";
  const { min, max, mean, exceeds, stddev, count, percentiles } = it;
  return `Histogram ${inspect({ min, max, mean, exceeds, stddev, count, percentiles })}`;
});

let countsOf: (value: any) => Counts | null;
export class RecordableHistogram extends Histogram {
  #own: Counts;
  #last = 0;
  static {
    countsOf = (value) => (typeof value === "object" && value !== null && #own in value ? value.#own : null);
  }
  constructor(token: unknown = undefined, counts: any = undefined) {
    super(token, counts);
    this.#own = counts;
  }
  record(value: any): void {
    if (typeof value === "bigint") return this.#own.record(Number(value));
    if (typeof value !== "number") throw invalidArgType("val", "number", value);
    if (!Number.isInteger(value)) throw outOfRange("val", "an integer", value);
    if (value > MOST || value < 1) throw outOfRange("val", `>= 1 && <= ${MOST}`, value);
    this.#own.record(value);
  }
  recordDelta(): void {
    const now = Math.trunc(host.now() * 1e6);
    if (this.#last !== 0) this.#own.record(Math.max(1, now - this.#last));
    this.#last = now;
  }
  add(other: any): void {
    const counts = countsOf(other);
    if (counts === null) throw invalidArgType("other", "RecordableHistogram", other);
    const { max } = counts;
    for (const [value, count] of counts.counts) this.#own.record(value, count);
    if (max > this.#own.max) this.#own.max = max;
    this.#own.exceeds += counts.exceeds;
  }
}

export function createHistogram(options: any = {}): RecordableHistogram {
  validateObject(options, "options");
  const { lowest = 1, highest = MOST, figures = 3 } = options;
  if (typeof lowest !== "bigint") validateInteger(lowest, "options.lowest", 1, MOST);
  if (typeof highest !== "bigint") validateInteger(highest, "options.highest", 2 * Number(lowest), MOST);
  validateInteger(figures, "options.figures", 1, 5);
  return new RecordableHistogram(TOKEN, new Counts(Number(lowest), Number(highest), figures));
}

class ELDHistogram extends Histogram {
  #own: Counts;
  #resolution: number;
  #timer: any = null;
  constructor(token: unknown, counts: Counts, resolution: number) {
    super(token, counts);
    this.#own = counts;
    this.#resolution = resolution;
  }
  enable(): boolean {
    if (this.#timer !== null) return false;
    let last = host.now();
    this.#timer = host.timerFunctions.setInterval(() => {
      const now = host.now();
      this.#own.record(Math.max(1, Math.round((now - last) * 1e6)));
      last = now;
    }, this.#resolution);
    this.#timer.unref();
    return true;
  }
  disable(): boolean {
    if (this.#timer === null) return false;
    host.timerFunctions.clearInterval(this.#timer);
    this.#timer = null;
    return true;
  }
}

export function monitorEventLoopDelay(options: any = {}): any {
  validateObject(options, "options");
  const { resolution = 10 } = options;
  validateInteger(resolution, "options.resolution", 1);
  return new ELDHistogram(TOKEN, new Counts(1, 3.6e12, 3), resolution);
}
