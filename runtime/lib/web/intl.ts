// `Intl`, and the methods of the language that depend on a locale.
import { CollatorClass, Collator, COLLATIONS } from "internal:intl/collator";
import { core, languageOf, natives, part } from "internal:intl/data";
import { decimalOf } from "internal:intl/decimal";
import { ListFormat, RelativeTimeFormat, Segmenter } from "internal:intl/lists";
import { Locale } from "internal:intl/locale";
import { DateTimeFormat, DateTimeFormatClass } from "internal:intl/date_format";
import { DisplayNames } from "internal:intl/names";
import { currencies, NumberFormat, NumberFormatClass, PluralRules, text, UNITS } from "internal:intl/number_format";
import { canonicalLocales, defaultLocale, incompatible } from "internal:intl/options";

const CALENDARS = ["buddhist", "chinese", "coptic", "dangi", "ethioaa", "ethiopic", "gregory", "hebrew", "indian", "islamic", "islamic-civil", "islamic-rgsa", "islamic-tbla", "islamic-umalqura", "iso8601", "japanese", "persian", "roc"];

export const Intl: any = {};
const hidden = (name: PropertyKey, value: any, writable = true) =>
  Object.defineProperty(Intl, name, { __proto__: null, value, writable, configurable: true } as any);

const functions = {
  getCanonicalLocales(locales: any) {
    return canonicalLocales(locales);
  },
  supportedValuesOf(key: any) {
    const name = `${key}`;
    switch (name) {
      case "calendar":
        return [...CALENDARS];
      case "collation":
        return [...COLLATIONS];
      case "currency":
        return currencies();
      case "numberingSystem":
        return Object.keys(core.digits).sort();
      case "timeZone":
        return part("metazones").supported.split(" ");
      case "unit":
        return [...UNITS];
      default:
        throw new RangeError(`Invalid key : ${name}`);
    }
  },
};
hidden("getCanonicalLocales", functions.getCanonicalLocales);
hidden("supportedValuesOf", functions.supportedValuesOf);
for (const it of [
  ["DateTimeFormat", DateTimeFormat],
  ["NumberFormat", NumberFormat],
  ["Collator", Collator],
  ["PluralRules", PluralRules],
  ["RelativeTimeFormat", RelativeTimeFormat],
  ["ListFormat", ListFormat],
  ["Locale", Locale],
  ["DisplayNames", DisplayNames],
  ["Segmenter", Segmenter],
] as const)
  hidden(it[0], it[1]);
hidden(Symbol.toStringTag, "Intl", false);

/** What was made last without options, or with the same locale: most programs use one. */
let lastNumber: { locales: string | undefined; format: any } | undefined;
let lastCollator: { locales: string | undefined; collator: CollatorClass } | undefined;

export function formatNumber(value: number | bigint, locales: any, options: any, service: string): string {
  const isPlain = options === undefined && (locales === undefined || typeof locales === "string");
  let format: any;
  if (isPlain && lastNumber !== undefined && lastNumber.locales === locales) format = lastNumber.format;
  else {
    format = new NumberFormatClass(locales, options, service);
    if (isPlain) lastNumber = { locales, format };
  }
  return text(NumberFormatClass.of(format, service).format(decimalOf(value)));
}

export function compare(left: string, right: string, locales: any, options: any): number {
  const isPlain = options === undefined && (locales === undefined || typeof locales === "string");
  let collator: CollatorClass;
  if (isPlain && lastCollator !== undefined && lastCollator.locales === locales) collator = lastCollator.collator;
  else {
    collator = new CollatorClass(locales, options, "String.prototype.localeCompare");
    if (isPlain) lastCollator = { locales, collator };
  }
  return CollatorClass.compare(collator, left, right);
}

/** Letter case in the way of a language; the usual way but in a few. */
export function toCase(given: string, locales: any, isUpper: boolean): string {
  const language = languageOf(canonicalLocales(locales)[0] ?? defaultLocale());
  const SPECIAL = ["az", "el", "lt", "tr"];
  if (!SPECIAL.includes(language)) return isUpper ? given.toUpperCase() : given.toLowerCase();
  return natives.toCase(given.toWellFormed(), language, isUpper);
}

let lastDate: { locales: string | undefined; service: string; format: DateTimeFormatClass } | undefined;

export function formatDate(date: any, locales: any, options: any, method: string, required: string, defaults: string): string {
  const service = `Date.prototype.${method}`;
  if (host.kindOf(date) !== "date") throw incompatible(service, date);
  const time = date.getTime();
  if (Number.isNaN(time)) return "Invalid Date";
  const isPlain = options === undefined && (locales === undefined || typeof locales === "string");
  let format: DateTimeFormatClass;
  if (isPlain && lastDate?.locales === locales && lastDate?.service === service) format = lastDate!.format;
  else {
    format = new DateTimeFormatClass(locales, options, required, defaults, service);
    if (isPlain) lastDate = { locales, service, format };
  }
  return DateTimeFormatClass.text(format, time);
}
