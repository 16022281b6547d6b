// `Intl.DateTimeFormat`.
import { calendarOf, isCalendar } from "internal:intl/calendars";
import { DateWriter, momentOf } from "internal:intl/date";
import { RangeWriter, skeletonOf } from "internal:intl/interval";
import { defaultSystem, type Part } from "internal:intl/number";
import { text } from "internal:intl/number_format";
import {
  canonicalLocales,
  constructor,
  getOption,
  incompatible,
  isNumberingSystem,
  isType,
  join,
  numberOption,
  resolve,
  split,
} from "internal:intl/options";
import { glue, patternsOf, type Token, tokens, toPattern } from "internal:intl/skeleton";
import { canonicalZone, defaultZone } from "internal:intl/zones";

const STYLES = ["full", "long", "medium", "short"];
const TEXT = ["narrow", "short", "long"];
const NUMBER = ["2-digit", "numeric"];
const ZONES = ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"];

/** Option, its values, and the letters of a skeleton for each. */
const FIELDS: [string, string[], Record<string, string>][] = [
  ["weekday", TEXT, { narrow: "EEEEE", short: "EEE", long: "EEEE" }],
  ["era", TEXT, { narrow: "GGGGG", short: "GGG", long: "GGGG" }],
  ["year", NUMBER, { "2-digit": "yy", numeric: "y" }],
  ["month", ["2-digit", "numeric", "narrow", "short", "long"], { "2-digit": "MM", numeric: "M", narrow: "MMMMM", short: "MMM", long: "MMMM" }],
  ["day", NUMBER, { "2-digit": "dd", numeric: "d" }],
  ["dayPeriod", TEXT, { narrow: "BBBBB", short: "B", long: "BBBB" }],
  ["hour", NUMBER, {}],
  ["minute", NUMBER, { "2-digit": "mm", numeric: "m" }],
  ["second", NUMBER, { "2-digit": "ss", numeric: "s" }],
];
const ZONE_LETTERS: Record<string, string> = {
  __proto__: null,
  short: "z",
  long: "zzzz",
  shortOffset: "O",
  longOffset: "OOOO",
  shortGeneric: "v",
  longGeneric: "vvvv",
} as any;
const CYCLES: Record<string, string> = { __proto__: null, h11: "K", h12: "h", h23: "H", h24: "k" } as any;

const LETTERS: Record<string, string> = { __proto__: null, K: "h11", h: "h12", H: "h23", k: "h24" } as any;

function withDefaults(options: any, required: string, defaults: string): any {
  const out = Object.create(options === undefined ? null : Object(options));
  let needsDefaults = true;
  const asked = (names: string[]) => {
    for (const name of names) if (out[name] !== undefined) needsDefaults = false;
  };
  if (required === "date" || required === "any") asked(["weekday", "year", "month", "day"]);
  if (required === "time" || required === "any") asked(["dayPeriod", "hour", "minute", "second", "fractionalSecondDigits"]);
  const { dateStyle, timeStyle } = out;
  if (dateStyle !== undefined || timeStyle !== undefined) needsDefaults = false;
  if (required === "date" && timeStyle !== undefined) throw new TypeError("Invalid option : timeStyle");
  if (required === "time" && dateStyle !== undefined) throw new TypeError("Invalid option : dateStyle");
  const set = (name: string) =>
    Object.defineProperty(out, name, { __proto__: null, value: "numeric", writable: true, enumerable: true, configurable: true } as any);
  if (needsDefaults && (defaults === "date" || defaults === "all")) for (const name of ["year", "month", "day"]) set(name);
  if (needsDefaults && (defaults === "time" || defaults === "all")) for (const name of ["hour", "minute", "second"]) set(name);
  return out;
}

/** The hours of a pattern in another cycle. */
function inCycle(pattern: string, letter: string | undefined): string {
  if (letter === undefined) return pattern;
  const out: Token[] = [];
  for (const token of tokens(pattern)) {
    if (typeof token === "string" || !/[hHkK]/.test(token[0])) {
      out.push(token);
      continue;
    }
    const last = out[out.length - 1];
    if (typeof last === "object" && last[0] === "d") out.push(" ");
    out.push([letter, token[1]]);
  }
  return toPattern(out);
}

const keywordOf = (locale: string) => split(locale).keywords?.hc ?? "";

function withoutCycle(locale: string): string {
  const { base, keywords } = split(locale);
  return join(base, { __proto__: null, ...keywords, hc: undefined }, "");
}

const hourOf = (pattern: string) => {
  for (const token of tokens(pattern)) if (typeof token !== "string" && /[hHkK]/.test(token[0])) return token[0];
  return undefined;
};

export class DateTimeFormatClass {
  #locale: string;
  #writer: DateWriter;
  #list: Token[];
  #shown: any = {};
  #bound: Function | undefined;

  constructor(locales: any, given: any, required = "any", defaults = "date", service = "Intl.DateTimeFormat") {
    const requested = canonicalLocales(locales);
    if (given === null) throw new TypeError("Cannot convert undefined or null to object");
    const options = withDefaults(given, required, defaults);
    getOption(options, "localeMatcher", "string", ["lookup", "best fit"], "best fit", service);
    const keyword = (name: string) => {
      const value = getOption(options, name, "string", undefined, undefined, service);
      if (value !== undefined && !isType(value)) throw new RangeError(`Invalid ${name} : ${value}`);
      return value?.toLowerCase();
    };
    const ca = keyword("calendar");
    const nu = keyword("numberingSystem");
    const hour12 = getOption(options, "hour12", "boolean", undefined, undefined, service);
    let hourCycle = getOption(options, "hourCycle", "string", Object.keys(CYCLES), undefined, service);
    if (hour12 !== undefined) hourCycle = undefined;
    const resolved = resolve(requested, { ca, nu, hc: hourCycle }, ["ca", "hc", "nu"], (key, value) =>
      key === "nu" ? isNumberingSystem(value) : key === "ca" ? isCalendar(value) : CYCLES[value] !== undefined,
    );
    this.#locale = resolved.locale;
    const locale = resolved.data;
    const calendar = resolved.ca ?? calendarOf(locale);
    const zone = this.#zone(options.timeZone);
    const { fields, skeleton } = this.#fields(options, service);
    const dateStyle = getOption(options, "dateStyle", "string", STYLES, undefined, service);
    const timeStyle = getOption(options, "timeStyle", "string", STYLES, undefined, service);
    const patterns = patternsOf(locale, calendar);
    let cycle: string | undefined = hour12 === undefined ? CYCLES[resolved.hc] : undefined;
    const own = CYCLES[keywordOf(this.#locale)];
    const usual = own ?? hourOf(patterns.best("j")) ?? "H";
    const isFromZero = usual === "K" || usual === "H";
    if (hour12 !== undefined) cycle = hour12 ? (isFromZero ? "K" : "h") : isFromZero ? "H" : "k";
    const extension = own ?? (requested.length > 0 ? CYCLES[keywordOf(requested[0])] : undefined);
    if (own !== undefined && own !== cycle) this.#locale = withoutCycle(this.#locale);
    let pattern: string;
    if (dateStyle !== undefined || timeStyle !== undefined) {
      const name = dateStyle !== undefined ? "dateStyle" : "timeStyle";
      for (const field of Object.keys(fields)) throw new TypeError(`Can't set option ${field} when ${name} is used`);
      pattern = this.#styled(patterns, dateStyle, timeStyle, cycle, extension);
    } else {
      const letter = cycle ?? "j";
      const hours = fields.hour === undefined ? "" : letter.repeat(fields.hour === "2-digit" ? 2 : 1);
      pattern = patterns.best(skeleton.replace("j", hours));
      pattern = inCycle(pattern, cycle);
    }
    this.#list = tokens(pattern);
    const system = resolved.nu ?? defaultSystem(locale);
    this.#writer = new DateWriter({ locale, calendar, system, zone });
    this.#show(calendar, system, zone, dateStyle, timeStyle, fields, pattern);
  }

  #zone(given: any): string {
    if (given === undefined) return defaultZone();
    const name = `${given}`;
    const zone = canonicalZone(name);
    if (zone === undefined) throw new RangeError(`Invalid time zone specified: ${name}`);
    return zone;
  }

  #fields(options: any, service: string): { fields: any; skeleton: string } {
    const fields: any = { __proto__: null };
    let skeleton = "";
    for (const field of FIELDS) {
      const [name, values, letters] = field;
      const value = getOption(options, name, "string", values, undefined, service);
      if (value === undefined) continue;
      fields[name] = value;
      skeleton += name === "hour" ? "j" : letters[value];
    }
    const digits = numberOption(options.fractionalSecondDigits, 1, 3, undefined, "fractionalSecondDigits");
    if (digits !== undefined) {
      fields.fractionalSecondDigits = digits;
      skeleton += "S".repeat(digits);
    }
    const zone = getOption(options, "timeZoneName", "string", ZONES, undefined, service);
    if (zone !== undefined) {
      fields.timeZoneName = zone;
      skeleton += ZONE_LETTERS[zone];
    }
    getOption(options, "formatMatcher", "string", ["best fit", "basic"], "best fit", service);
    return { fields, skeleton };
  }

  #styled(patterns: any, dateStyle: string | undefined, timeStyle: string | undefined, cycle: string | undefined, extension: string | undefined): string {
    const { data } = patterns;
    const date = dateStyle === undefined ? undefined : data.date[STYLES.indexOf(dateStyle)];
    let time = timeStyle === undefined ? undefined : data.time[STYLES.indexOf(timeStyle)];
    // A tag with a cycle of its own has styles in that cycle.
    if (time !== undefined && extension !== undefined && hourOf(time) !== extension)
      time = inCycle(patterns.best(skeletonOf(tokens(time)).replace(/[abB]+/g, "").replace(/[hHkK]+/, extension), false), extension);
    let pattern = date ?? time;
    if (date !== undefined && time !== undefined) pattern = glue(data.at[STYLES.indexOf(dateStyle!)], time, date);
    if (timeStyle === undefined || cycle === undefined || hourOf(pattern) === cycle) return pattern;
    const skeleton = skeletonOf(tokens(pattern)).replace(/[abB]+/g, "").replace(/[hHkK]+/, (hours) => cycle.repeat(hours.length));
    return inCycle(patterns.best(skeleton), cycle);
  }

  #show(calendar: string, system: string, zone: string, dateStyle: any, timeStyle: any, fields: any, pattern: string): void {
    const out: any = { locale: this.#locale, calendar, numberingSystem: system, timeZone: zone };
    const hour = hourOf(pattern);
    if (hour !== undefined) {
      out.hourCycle = LETTERS[hour];
      out.hour12 = hour === "h" || hour === "K";
    }
    if (dateStyle === undefined && timeStyle === undefined) Object.assign(out, shownFields(pattern, fields));
    if (dateStyle !== undefined) out.dateStyle = dateStyle;
    if (timeStyle !== undefined) out.timeStyle = timeStyle;
    this.#shown = out;
  }

  static of(value: any, method: string): DateTimeFormatClass {
    if (!(typeof value === "object" && value !== null && #writer in value)) throw incompatible(method, value);
    return value;
  }

  static parts(it: DateTimeFormatClass, time: number): Part[] {
    return it.#writer.write(it.#list, momentOf(time, it.#writer.settings));
  }

  /** As V8 has it: a narrow space that does not break is a space in a whole text. */
  static text(it: DateTimeFormatClass, time: number): string {
    return text(DateTimeFormatClass.parts(it, time)).replaceAll("\u202f", " ");
  }

  resolvedOptions() {
    return { ...DateTimeFormatClass.of(this, "Intl.DateTimeFormat.prototype.resolvedOptions").#shown };
  }

  formatToParts(date: any) {
    const it = DateTimeFormatClass.of(this, "Intl.DateTimeFormat.prototype.formatToParts");
    return DateTimeFormatClass.parts(it, timeOf(date));
  }

  get format() {
    const it = DateTimeFormatClass.of(this, "get Intl.DateTimeFormat.prototype.format");
    if (it.#bound === undefined) {
      const format = (date: any) => DateTimeFormatClass.text(it, timeOf(date));
      Object.defineProperty(format, "name", { __proto__: null, value: "", configurable: true } as any);
      it.#bound = format;
    }
    return it.#bound;
  }

  formatRange(start: any, end: any) {
    const it = DateTimeFormatClass.of(this, "Intl.DateTimeFormat.prototype.formatRange");
    const parts = range(it, start, end);
    const whole = text(parts);
    return parts.every(({ source }: any) => source === "shared") ? whole.replaceAll("\u202f", " ") : whole;
  }

  formatRangeToParts(start: any, end: any) {
    return range(DateTimeFormatClass.of(this, "Intl.DateTimeFormat.prototype.formatRangeToParts"), start, end);
  }

  static range(it: DateTimeFormatClass, from: number, to: number) {
    const { settings } = it.#writer;
    return new RangeWriter(it.#writer, it.#list).write(momentOf(from, settings), momentOf(to, settings));
  }
}

function range(it: DateTimeFormatClass, start: any, end: any) {
  if (start === undefined || end === undefined) throw new TypeError("Invalid time value");
  return DateTimeFormatClass.range(it, timeOf(start), timeOf(end));
}

/** The fields of a pattern as options. As V8 does, it looks at the letters of quoted words too. */
function shownFields(pattern: string, fields: any): any {
  const out: any = {};
  const texts = (letters: string): [string, string][] =>
    [...letters].flatMap((it) => [[it.repeat(5), "narrow"], [it.repeat(4), "long"], [it.repeat(3), "short"]] as [string, string][]);
  const numbers = (letters: string): [string, string][] =>
    [...letters].flatMap((it) => [[it.repeat(2), "2-digit"], [it, "numeric"]] as [string, string][]);
  const month: [string, string][] = [...texts("M"), ...numbers("M"), ...texts("L"), ...numbers("L")];
  const NAMES: [string, [string, string][]][] = [
    ["weekday", texts("Ec")],
    ["era", [["GGGGG", "narrow"], ["GGGG", "long"], ["G", "short"]]],
    ["year", numbers("y")],
    ["month", month],
    ["day", numbers("d")],
    ["dayPeriod", [["BBBBB", "narrow"], ["BBBB", "long"], ["B", "short"]]],
    ["hour", numbers("HhkK")],
    ["minute", numbers("m")],
    ["second", numbers("s")],
  ];
  for (const field of NAMES) {
    const found = field[1].find((it) => pattern.includes(it[0]));
    if (found !== undefined) out[field[0]] = found[1];
  }
  if (fields.fractionalSecondDigits !== undefined) out.fractionalSecondDigits = fields.fractionalSecondDigits;
  if (fields.timeZoneName !== undefined) out.timeZoneName = fields.timeZoneName;
  return out;
}

export function timeOf(date: any): number {
  if (date === undefined) return Date.now();
  const number = host.kindOf(date) === "date" ? date.getTime() : Number(date);
  if (!(Math.abs(number) <= 8.64e15)) throw new RangeError("Invalid time value");
  return Math.trunc(number);
}

export const DateTimeFormat = constructor(DateTimeFormatClass, "DateTimeFormat", true);
