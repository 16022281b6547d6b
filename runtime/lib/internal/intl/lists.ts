// `Intl.ListFormat`, `Intl.RelativeTimeFormat` and `Intl.Segmenter`.
import { languageOf, localeData, natives } from "internal:intl/data";
import { type Digits, fromNumber, rounded, written } from "internal:intl/decimal";
import { defaultSystem, Formatter, type Part } from "internal:intl/number";
import { systemOption, text } from "internal:intl/number_format";
import {
  canonicalLocales,
  coerceOptions,
  constructor,
  getOption,
  incompatible,
  isNumberingSystem,
  optionsObject,
  resolve,
} from "internal:intl/options";
import { category } from "internal:intl/plural";

const MATCHERS = ["lookup", "best fit"];

class ListFormatClass {
  #locale: string;
  #data: string;
  #type: string;
  #style: string;

  constructor(locales: any = undefined, given: any = undefined) {
    const service = "Intl.ListFormat";
    const requested = canonicalLocales(locales);
    const options = optionsObject(given);
    getOption(options, "localeMatcher", "string", MATCHERS, "best fit", service);
    const resolved = resolve(requested, {}, [], () => false);
    this.#locale = resolved.locale;
    this.#data = resolved.data;
    this.#type = getOption(options, "type", "string", ["conjunction", "disjunction", "unit"], "conjunction", service);
    this.#style = getOption(options, "style", "string", ["long", "short", "narrow"], "long", service);
  }

  static check(value: any, method: string): void {
    if (!(typeof value === "object" && value !== null && #type in value))
      throw incompatible(`Intl.ListFormat.prototype.${method}`, value);
  }

  resolvedOptions() {
    ListFormatClass.check(this, "resolvedOptions");
    return { locale: this.#locale, type: this.#type, style: this.#style };
  }

  format(list: any) {
    ListFormatClass.check(this, "format");
    return text(this.#parts(list));
  }

  formatToParts(list: any) {
    ListFormatClass.check(this, "formatToParts");
    return this.#parts(list);
  }

  #parts(list: any): Part[] {
    const items: string[] = [];
    if (list !== undefined && (list === null || list[Symbol.iterator] == null)) {
      const shown = typeof list === "object" && list !== null ? "object" : `${typeof list} ${String(list)}`;
      throw new TypeError(`${shown} is not iterable (cannot read property Symbol(Symbol.iterator))`);
    }
    if (list !== undefined)
      for (const item of list) {
        if (typeof item !== "string") throw new TypeError("Iterable yielded " + String(item) + " which is not a string");
        items.push(item);
      }
    const name = { conjunction: "standard", disjunction: "or", unit: "unit" }[this.#type]!;
    const lists = localeData("fields", this.#data).lists;
    const [start, middle, end, two] = lists[this.#style === "long" ? name : `${name}-${this.#style}`];
    if (items.length === 0) return [];
    const parts: Part[] = [{ type: "element", value: items[0] }];
    for (let i = 1; i < items.length; i++) {
      const isLast = i === items.length - 1;
      const pattern = items.length === 2 ? two : isLast ? end : i === 1 ? start : middle;
      this.#join(parts, isLast ? this.#inContext(pattern, items[i]) : pattern, items[i]);
    }
    return parts;
  }

  /** Words that change before some sounds: "y" before "i" in Spanish, the joined "and" of Hebrew. */
  #inContext(pattern: string, next: string): string {
    const language = languageOf(this.#data);
    if (language === "es") {
      if (this.#type !== "disjunction" && /^(i|hi(?!a|e)|y(?![aeiou]))/i.test(next)) return pattern.replace(" y ", " e ");
      if (this.#type === "disjunction" && /^(o|ho|8|11(?!\d{1,2}(?!\d))(?=$|\D|\d{3}))/i.test(next)) return pattern.replace(" o ", " u ");
    }
    if (language === "he" && this.#type !== "disjunction" && !/^[\u0590-\u05ff]/.test(next))
      return pattern.replace(" \u05d5{1}", " \u05d5-{1}");
    return pattern;
  }

  #join(parts: Part[], pattern: string, item: string): void {
    const [, before, between, after] = /^(.*)\{0\}(.*)\{1\}(.*)$/s.exec(pattern)!;
    const literal = (value: string) => ({ type: "literal", value });
    if (before !== "") parts.unshift(literal(before));
    if (between !== "") parts.push(literal(between));
    parts.push({ type: "element", value: item });
    if (after !== "") parts.push(literal(after));
  }
}
export const ListFormat = constructor(ListFormatClass, "ListFormat", false);

const TIME_UNITS = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];

class RelativeTimeFormatClass {
  #locale: string;
  #data: string;
  #style: string;
  #numeric: string;
  #formatter: Formatter;
  #digits: Digits;

  constructor(locales: any = undefined, given: any = undefined) {
    const service = "Intl.RelativeTimeFormat";
    const requested = canonicalLocales(locales);
    const options = coerceOptions(given, service);
    getOption(options, "localeMatcher", "string", MATCHERS, "best fit", service);
    const nu = systemOption(options, service);
    const resolved = resolve(requested, { nu }, ["nu"], (_, value) => isNumberingSystem(value));
    this.#locale = resolved.locale;
    this.#data = resolved.data;
    this.#style = getOption(options, "style", "string", ["long", "short", "narrow"], "long", service);
    this.#numeric = getOption(options, "numeric", "string", ["always", "auto"], "always", service);
    this.#digits = {
      minimumIntegerDigits: 1,
      minimumFractionDigits: 0,
      maximumFractionDigits: 3,
      minimumSignificantDigits: undefined,
      maximumSignificantDigits: undefined,
      priority: "auto",
      mode: "halfExpand",
      increment: 1,
      stripsZeros: false,
    };
    this.#formatter = new Formatter({
      locale: resolved.data,
      system: resolved.nu ?? defaultSystem(resolved.data),
      style: "decimal",
      currency: undefined,
      currencyDisplay: "symbol",
      currencySign: "standard",
      unit: undefined,
      unitDisplay: "short",
      notation: "standard",
      compactDisplay: "short",
      signDisplay: "auto",
      grouping: "auto",
      digits: this.#digits,
    });
  }

  static check(value: any, method: string): void {
    if (!(typeof value === "object" && value !== null && #style in value))
      throw incompatible(`Intl.RelativeTimeFormat.prototype.${method}`, value);
  }

  resolvedOptions() {
    RelativeTimeFormatClass.check(this, "resolvedOptions");
    return {
      locale: this.#locale,
      style: this.#style,
      numeric: this.#numeric,
      numberingSystem: this.#formatter.settings.system,
    };
  }

  format(value: any, unit: any) {
    RelativeTimeFormatClass.check(this, "format");
    return text(this.#parts(value, unit, "format"));
  }

  formatToParts(value: any, unit: any) {
    RelativeTimeFormatClass.check(this, "formatToParts");
    return this.#parts(value, unit, "formatToParts");
  }

  #parts(value: any, unitName: any, method: string): any[] {
    const number = Number(value);
    const name = `${unitName}`;
    const unit = name.endsWith("s") ? name.slice(0, -1) : name;
    if (!TIME_UNITS.includes(unit))
      throw new RangeError(`Invalid unit argument for Intl.RelativeTimeFormat.prototype.${method}() '${name}'`);
    if (!Number.isFinite(number))
      throw new RangeError(`Value need to be finite number for Intl.RelativeTimeFormat.prototype.${method}()`);
    const all = localeData("fields", this.#data).relative;
    const said = all[this.#style === "long" ? unit : `${unit}-${this.#style}`] ?? all[unit];
    if (this.#numeric === "auto") {
      const word = said.said[Object.is(number, -0) ? "0" : `${number}`];
      if (word !== undefined) return [{ type: "literal", value: word }];
    }
    const isPast = number < 0 || Object.is(number, -0);
    const decimal = fromNumber(Math.abs(number));
    const { value: cut, least } = rounded(decimal, this.#digits);
    const { integer, fraction } = written(cut, least, this.#digits);
    const plural = category(this.#data, "cardinal", { integer, fraction, exponent: 0 });
    const forms = isPast ? said.past : said.future;
    const pattern = forms[plural] ?? forms.other;
    const at = pattern.indexOf("{0}");
    if (at < 0) return [{ type: "literal", value: pattern }];
    const parts: any[] = [];
    if (at > 0) parts.push({ type: "literal", value: pattern.slice(0, at) });
    for (const { type, value } of this.#formatter.format(decimal)) parts.push({ type, value, unit });
    if (at + 3 < pattern.length) parts.push({ type: "literal", value: pattern.slice(at + 3) });
    return parts;
  }
}
export const RelativeTimeFormat = constructor(RelativeTimeFormatClass, "RelativeTimeFormat", false);

class SegmenterClass {
  #locale: string;
  #granularity: string;

  constructor(locales: any = undefined, given: any = undefined) {
    const service = "Intl.Segmenter";
    const requested = canonicalLocales(locales);
    const options = optionsObject(given);
    getOption(options, "localeMatcher", "string", MATCHERS, "best fit", service);
    this.#locale = resolve(requested, {}, [], () => false).locale;
    this.#granularity = getOption(options, "granularity", "string", ["grapheme", "word", "sentence"], "grapheme", service);
  }

  static check(value: any, method: string): void {
    if (!(typeof value === "object" && value !== null && #granularity in value))
      throw incompatible(`Intl.Segmenter.prototype.${method}`, value);
  }

  resolvedOptions() {
    SegmenterClass.check(this, "resolvedOptions");
    return { locale: this.#locale, granularity: this.#granularity };
  }

  segment(input: any) {
    SegmenterClass.check(this, "segment");
    return new Segments(TOKEN, `${input}`, this.#granularity);
  }
}
export const Segmenter = constructor(SegmenterClass, "Segmenter", false);

const TOKEN = {};

class Segments {
  #input: string;
  #granularity: string;
  #ends: number[] | undefined;

  constructor(token: unknown, input: string, granularity: string) {
    if (token !== TOKEN) throw new TypeError("Illegal constructor");
    this.#input = input;
    this.#granularity = granularity;
  }

  static ends(it: Segments): number[] {
    return (it.#ends ??= natives.segments(it.#input.toWellFormed(), it.#granularity));
  }

  static at(it: Segments, index: number): any {
    const ends = Segments.ends(it);
    const isWord = it.#granularity === "word";
    const place = (i: number) => (i < 0 ? 0 : isWord ? ends[i] >>> 1 : ends[i]);
    const from = place(index - 1);
    const segment: any = { segment: it.#input.slice(from, place(index)), index: from, input: it.#input };
    if (isWord) segment.isWordLike = (ends[index] & 1) === 1;
    return segment;
  }

  containing(position: any = undefined) {
    if (!(typeof this === "object" && this !== null && #input in this))
      throw incompatible("%SegmentsPrototype%.containing", this);
    const at = Math.trunc(Number(position)) || 0;
    if (at < 0 || at >= this.#input.length) return undefined;
    const ends = Segments.ends(this);
    let low = 0,
      high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#granularity === "word" ? ends[middle] >>> 1 : ends[middle]) > at) high = middle;
      else low = middle + 1;
    }
    return Segments.at(this, low);
  }

  [Symbol.iterator]() {
    if (!(typeof this === "object" && this !== null && #input in this))
      throw incompatible("%SegmentsPrototype%[Symbol.iterator]", this);
    return new SegmentIterator(TOKEN, this);
  }
}
delete (Segments.prototype as any).constructor;

class SegmentIterator {
  #segments: Segments;
  #next = 0;

  constructor(token: unknown, segments: Segments) {
    if (token !== TOKEN) throw new TypeError("Illegal constructor");
    this.#segments = segments;
  }

  next() {
    if (!(typeof this === "object" && this !== null && #next in this))
      throw incompatible("%SegmentIterator.prototype%.next", this);
    if (this.#next >= Segments.ends(this.#segments).length) return { value: undefined, done: true };
    return { value: Segments.at(this.#segments, this.#next++), done: false };
  }
}
delete (SegmentIterator.prototype as any).constructor;
Object.setPrototypeOf(
  SegmentIterator.prototype,
  Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
);
Object.defineProperty(SegmentIterator.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "Segmenter String Iterator",
  configurable: true,
} as any);
