// Dates as text in the way of a locale: the fields of a pattern, part by part.
import { core, digitsOf, languageOf, localeData, withDigits } from "internal:intl/data";
import { weekOf } from "internal:intl/locale";
import type { Part } from "internal:intl/number";
import type { Token } from "internal:intl/skeleton";
import { offsetAt, zoneName } from "internal:intl/zones";
import { type CalendarDate, calendarDate } from "internal:intl/calendars";

export type Settings = { locale: string; calendar: string; system: string; zone: string };

/** A moment in the calendar and the time of a zone. */
export type Moment = CalendarDate & {
  time: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
};

const DAY = 86400000;

export function momentOf(time: number, { calendar, zone }: Settings): Moment {
  const local = time + offsetAt(zone, time);
  const days = Math.floor(local / DAY);
  const rest = local - days * DAY;
  const date = calendarDate(calendar, days);
  return {
    ...date,
    time,
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(rest / 3600000),
    minute: Math.floor(rest / 60000) % 60,
    second: Math.floor(rest / 1000) % 60,
    millisecond: rest % 1000,
  };
}

const TYPES: Record<string, string> = {
  __proto__: null,
  G: "era",
  y: "year",
  Y: "year",
  u: "year",
  r: "relatedYear",
  U: "yearName",
  M: "month",
  L: "month",
  d: "day",
  E: "weekday",
  c: "weekday",
  e: "weekday",
  a: "dayPeriod",
  b: "dayPeriod",
  B: "dayPeriod",
  h: "hour",
  H: "hour",
  k: "hour",
  K: "hour",
  m: "minute",
  s: "second",
  S: "fractionalSecond",
  z: "timeZoneName",
  O: "timeZoneName",
  v: "timeZoneName",
} as any;

const widthOf = (length: number) => (length === 4 ? "w" : length === 5 ? "n" : "a");

export class DateWriter {
  settings: Settings;
  #data: any;
  #digits: string[] | undefined;

  constructor(settings: Settings) {
    this.settings = settings;
    this.#data = localeData("dates", settings.locale).gregory;
    this.#digits = digitsOf(settings.system);
  }

  write(list: Token[], moment: Moment): Part[] {
    const parts: Part[] = [];
    for (const token of list) {
      if (typeof token === "string") parts.push({ type: "literal", value: token });
      else {
        const value = this.#field(token[0], token[1], moment, list);
        const type = TYPES[token[0]] ?? "literal";
        if (value !== "") parts.push({ type, value });
      }
    }
    return joined(parts);
  }

  #number(value: number, length: number): string {
    const text = `${Math.abs(value)}`.padStart(length, "0");
    return (value < 0 ? "-" : "") + withDigits(text, this.#digits);
  }

  #field(letter: string, length: number, it: Moment, list: Token[]): string {
    switch (letter) {
      case "G":
        return this.#era(length, it);
      case "y":
        return length === 2 ? this.#number(it.year % 100, 2) : this.#number(it.year, length);
      case "u":
      case "r":
        return this.#number(it.extendedYear, length);
      case "M":
      case "L":
        return this.#month(letter, length, it);
      case "d":
        return this.#number(it.day, length);
      case "E":
      case "c":
      case "e":
        return this.#weekday(letter, length, it);
      case "a":
      case "b":
      case "B":
        return this.#dayPeriod(letter, length, it, list);
      case "h":
        return this.#number(it.hour % 12 || 12, length);
      case "K":
        return this.#number(it.hour % 12, length);
      case "H":
        return this.#number(it.hour, length);
      case "k":
        return this.#number(it.hour || 24, length);
      case "m":
        return this.#number(it.minute, length);
      case "s":
        return this.#number(it.second, length);
      case "S":
        return withDigits(`${it.millisecond}`.padStart(3, "0").slice(0, length).padEnd(length, "0"), this.#digits);
      case "z":
      case "O":
      case "v":
        return zoneName(this.settings.locale, this.settings.zone, it.time, letter, length, this.#digits);
      default:
        return "";
    }
  }

  #era(length: number, it: Moment): string {
    const names = this.#data.eras[widthOf(length)];
    return names[it.era] ?? "";
  }

  #month(letter: string, length: number, it: Moment): string {
    if (length <= 2) return this.#number(it.month, length);
    const width = widthOf(length);
    const own = this.#data.months;
    const list = (letter === "L" ? (own[`s${width}`] ?? own[`f${width}`]) : own[`f${width}`]);
    return list[it.month - 1] ?? this.#number(it.month, 1);
  }

  #weekday(letter: string, length: number, it: Moment): string {
    if (letter !== "E" && length <= 2) {
      const { firstDay } = weekOf(this.settings.locale);
      return this.#number(((it.weekday - (firstDay % 7) + 7) % 7) + 1, length);
    }
    const width = widthOf(length);
    const { days } = this.#data;
    const list = letter === "c" ? (days[`s${width}`] ?? days[`f${width}`]) : days[`f${width}`];
    return list[it.weekday];
  }

  #dayPeriod(letter: string, length: number, it: Moment, list: Token[]): string {
    const { periods } = this.#data;
    const names = periods[`f${widthOf(length)}`];
    const half = it.hour < 12 ? "am" : "pm";
    if (letter === "a") return names[half];
    const has = (field: string) => list.some((token) => typeof token !== "string" && token[0] === field);
    const isWhole = (!has("m") || it.minute === 0) && (!has("s") || it.second === 0);
    const { locale } = this.settings;
    const rules = core.periods[locale] ?? core.periods[languageOf(locale)];
    if (isWhole && it.hour === 12 && rules?.noon !== undefined && names.noon !== undefined) return names.noon;
    if (letter === "b" || rules === undefined) return names[half];
    for (const name of Object.keys(rules)) {
      const rule = rules[name];
      if (rule.length < 2) continue;
      const [from, before] = rule.map((text: string) => Number(text.slice(0, 2)));
      const isIn = from < before ? it.hour >= from && it.hour < before : it.hour >= from || it.hour < before;
      if (isIn && names[name] !== undefined) return names[name];
    }
    return names[half];
  }
}

/** Literals that follow each other are one. */
function joined(parts: Part[]): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out[out.length - 1];
    if (part.type === "literal" && last?.type === "literal") last.value += part.value;
    else out.push(part);
  }
  return out;
}
