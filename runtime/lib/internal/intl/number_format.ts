// `Intl.NumberFormat` and `Intl.PluralRules`.
import { core } from "internal:intl/data";
import { type Digits, decimalOf, rounded, written } from "internal:intl/decimal";
import { defaultSystem, Formatter, type Part, currencyDigits } from "internal:intl/number";
import {
  canonicalLocales,
  coerceOptions,
  constructor,
  getOption,
  incompatible,
  isNumberingSystem,
  isType,
  numberOption,
  outOfRange,
  resolve,
} from "internal:intl/options";
import { categories, category, rangeCategory } from "internal:intl/plural";
import { collapsed } from "internal:intl/number_range";

const MODES = ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"];
const INCREMENTS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000];
const UNITS =
  "acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram hectare hour inch kilobit kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile mile-scandinavian milliliter millimeter millisecond minute month nanosecond ounce percent petabyte pound second stone terabit terabyte week yard year".split(
    " ",
  );
export { UNITS };

/** The option of a numbering system, where it has to look like one. */
export function systemOption(options: any, service: string): string | undefined {
  const value = getOption(options, "numberingSystem", "string", undefined, undefined, service);
  if (value !== undefined && !isType(value)) throw new RangeError(`Invalid numberingSystem : ${value}`);
  return value?.toLowerCase();
}

const isCurrency = (code: string) => /^[A-Za-z]{3}$/.test(code);

function isUnit(unit: string): boolean {
  if (UNITS.includes(unit)) return true;
  const at = unit.indexOf("-per-");
  return at > 0 && UNITS.includes(unit.slice(0, at)) && UNITS.includes(unit.slice(at + 5));
}

type Shown = { digits: Digits; priority: string; zeros: string };

/** The options about digits, in the order of the standard. */
export function digitOptions(options: any, least: number, most: number, notation: string, service: string): Shown {
  const minimumIntegerDigits = numberOption(options.minimumIntegerDigits, 1, 21, 1, "minimumIntegerDigits")!;
  const leastGiven = options.minimumFractionDigits;
  const mostGiven = options.maximumFractionDigits;
  const leastSignificantGiven = options.minimumSignificantDigits;
  const mostSignificantGiven = options.maximumSignificantDigits;
  const priority = getOption(options, "roundingPriority", "string", ["auto", "morePrecision", "lessPrecision"], "auto", service);
  const increment = numberOption(options.roundingIncrement, 1, 5000, 1, "roundingIncrement")!;
  if (!INCREMENTS.includes(increment)) throw new RangeError("roundingIncrement value is out of range.");
  const mode = getOption(options, "roundingMode", "string", MODES, "halfExpand", service);
  const zeros = getOption(options, "trailingZeroDisplay", "string", ["auto", "stripIfInteger"], "auto", service);
  let maximum = most;
  if (increment !== 1) maximum = least;
  const digits: Digits = {
    minimumIntegerDigits,
    minimumFractionDigits: undefined,
    maximumFractionDigits: undefined,
    minimumSignificantDigits: undefined,
    maximumSignificantDigits: undefined,
    priority,
    mode,
    increment,
    stripsZeros: zeros === "stripIfInteger",
  };
  const hasSignificant = leastSignificantGiven !== undefined || mostSignificantGiven !== undefined;
  const hasFraction = leastGiven !== undefined || mostGiven !== undefined;
  let needsSignificant = true,
    needsFraction = true;
  if (priority === "auto") {
    needsSignificant = hasSignificant;
    if (hasSignificant || (!hasFraction && notation === "compact")) needsFraction = false;
  }
  if (needsSignificant) {
    if (hasSignificant) {
      const low = numberOption(leastSignificantGiven, 1, 21, 1, "minimumSignificantDigits")!;
      digits.minimumSignificantDigits = low;
      digits.maximumSignificantDigits = numberOption(mostSignificantGiven, low, 21, 21, "maximumSignificantDigits");
    } else {
      digits.minimumSignificantDigits = 1;
      digits.maximumSignificantDigits = 21;
    }
  }
  if (needsFraction) {
    if (hasFraction) {
      let low = numberOption(leastGiven, 0, 20, undefined, "minimumFractionDigits");
      let high = numberOption(mostGiven, 0, 20, undefined, "maximumFractionDigits");
      if (low === undefined) low = Math.min(least, high!);
      else if (high === undefined) high = Math.max(maximum, low);
      else if (low > high) throw new RangeError("maximumFractionDigits value is out of range.");
      digits.minimumFractionDigits = low;
      digits.maximumFractionDigits = high;
    } else {
      digits.minimumFractionDigits = least;
      digits.maximumFractionDigits = maximum;
    }
  }
  let shown = priority;
  if (!needsSignificant && !needsFraction) {
    digits.minimumFractionDigits = 0;
    digits.maximumFractionDigits = 0;
    digits.minimumSignificantDigits = 1;
    digits.maximumSignificantDigits = 2;
    digits.priority = shown = "morePrecision";
  }
  if (increment !== 1) {
    if (shown !== "auto" || needsSignificant)
      throw new TypeError("roundingIncrement value is invalid.");
    if (digits.maximumFractionDigits !== digits.minimumFractionDigits)
      throw new RangeError("roundingIncrement value is out of range.");
  }
  return { digits, priority: shown, zeros };
}

function shownDigits(out: any, { digits }: Shown): void {
  out.minimumIntegerDigits = digits.minimumIntegerDigits;
  const names = ["minimumSignificantDigits", "maximumSignificantDigits", "minimumFractionDigits", "maximumFractionDigits"] as const;
  for (const name of names) if (digits[name] !== undefined) out[name] = digits[name];
}

function groupingOption(options: any, notation: string, service: string): string | false {
  const usual = notation === "compact" ? "min2" : "auto";
  const value = options.useGrouping;
  if (value === undefined) return usual;
  if (value === true) return "always";
  if (!value) return false;
  const text = `${value}`;
  if (text === "true" || text === "false") return usual;
  if (text !== "min2" && text !== "auto" && text !== "always") throw outOfRange(text, service, "useGrouping");
  return text;
}

export class NumberFormatClass {
  #formatter: Formatter;
  #shown: Shown;
  #locale: string;
  #bound: Function | undefined;

  constructor(locales: any, given: any, service = "Intl.NumberFormat") {
    const requested = canonicalLocales(locales);
    const options = coerceOptions(given, service);
    getOption(options, "localeMatcher", "string", ["lookup", "best fit"], "best fit", service);
    const nu = systemOption(options, service);
    const resolved = resolve(requested, { nu }, ["nu"], (_, value) => isNumberingSystem(value));
    this.#locale = resolved.locale;
    const style = getOption(options, "style", "string", ["decimal", "percent", "currency", "unit"], "decimal", service);
    let currency = getOption(options, "currency", "string", undefined, undefined, service);
    if (currency === undefined) {
      if (style === "currency") throw new TypeError("Currency code is required with currency style.");
    } else if (!isCurrency(currency)) throw new RangeError(`Invalid currency code : ${currency}`);
    const currencyDisplay = getOption(options, "currencyDisplay", "string", ["code", "symbol", "name", "narrowSymbol"], "symbol", service);
    const currencySign = getOption(options, "currencySign", "string", ["standard", "accounting"], "standard", service);
    const unit = getOption(options, "unit", "string", undefined, undefined, service);
    if (unit === undefined) {
      if (style === "unit") throw new TypeError("Invalid unit argument for Intl.NumberFormat() ''");
    } else if (!isUnit(unit)) throw new RangeError(`Invalid unit argument for ${service}() '${unit}'`);
    const unitDisplay = getOption(options, "unitDisplay", "string", ["short", "narrow", "long"], "short", service);
    currency = style === "currency" ? currency.toUpperCase() : undefined;
    const notation = getOption(options, "notation", "string", ["standard", "scientific", "engineering", "compact"], "standard", service);
    const money = style === "currency" && notation !== "compact" ? currencyDigits(currency) : 0;
    const most = style === "currency" ? money : style === "percent" ? 0 : 3;
    this.#shown = digitOptions(options, money, Math.max(money, most), notation, service);
    const compactDisplay = getOption(options, "compactDisplay", "string", ["short", "long"], "short", service);
    const grouping = groupingOption(options, notation, service);
    const signDisplay = getOption(options, "signDisplay", "string", ["auto", "never", "always", "exceptZero", "negative"], "auto", service);
    this.#formatter = new Formatter({
      locale: resolved.data,
      system: resolved.nu ?? defaultSystem(resolved.data),
      style,
      currency,
      currencyDisplay,
      currencySign,
      unit: style === "unit" ? unit : undefined,
      unitDisplay,
      notation,
      compactDisplay,
      signDisplay,
      grouping,
      digits: this.#shown.digits,
    });
  }

  static is(value: any): boolean {
    return typeof value === "object" && value !== null && #formatter in value;
  }

  static of(value: any, method: string): Formatter {
    if (!NumberFormatClass.is(value)) throw incompatible(method, value);
    return value.#formatter;
  }

  resolvedOptions() {
    const it = NumberFormatClass.of(this, "Intl.NumberFormat.prototype.resolvedOptions").settings;
    const out: any = { locale: this.#locale, numberingSystem: it.system, style: it.style };
    if (it.style === "currency") {
      out.currency = it.currency;
      out.currencyDisplay = it.currencyDisplay;
      out.currencySign = it.currencySign;
    }
    if (it.style === "unit") {
      out.unit = it.unit;
      out.unitDisplay = it.unitDisplay;
    }
    shownDigits(out, this.#shown);
    out.useGrouping = it.grouping;
    out.notation = it.notation;
    if (it.notation === "compact") out.compactDisplay = it.compactDisplay;
    out.signDisplay = it.signDisplay;
    out.roundingMode = it.digits.mode;
    out.roundingIncrement = it.digits.increment;
    out.trailingZeroDisplay = this.#shown.zeros;
    out.roundingPriority = this.#shown.priority;
    return out;
  }

  formatToParts(value: any) {
    return NumberFormatClass.of(this, "Intl.NumberFormat.prototype.formatToParts").format(decimalOf(value));
  }

  get format() {
    const formatter = NumberFormatClass.of(this, "get Intl.NumberFormat.prototype.format");
    if (this.#bound === undefined) {
      const { format } = { format: (value: any) => text(formatter.format(decimalOf(value))) };
      Object.defineProperty(format, "name", { __proto__: null, value: "", configurable: true } as any);
      this.#bound = format;
    }
    return this.#bound;
  }

  formatRange(start: any, end: any) {
    return text(this.#range(start, end, "formatRange"));
  }

  formatRangeToParts(start: any, end: any) {
    return this.#range(start, end, "formatRangeToParts");
  }

  #range(start: any, end: any, method: string) {
    const formatter = NumberFormatClass.of(this, `Intl.NumberFormat.prototype.${method}`);
    if (start === undefined) throw new TypeError("start is undefined");
    if (end === undefined) throw new TypeError("end is undefined");
    const from = decimalOf(start),
      to = decimalOf(end);
    if (from.special === "nan") throw new RangeError("Invalid start : NaN");
    if (to.special === "nan") throw new RangeError("Invalid end : NaN");
    return collapsed(formatter, formatter.format(from), formatter.format(to));
  }
}

export function text(parts: Part[]): string {
  let out = "";
  for (let i = 0; i < parts.length; i++) out += parts[i].value;
  return out;
}

export const NumberFormat = constructor(NumberFormatClass, "NumberFormat", true);

export class PluralRulesClass {
  #locale: string;
  #data: string;
  #type: string;
  #shown: Shown;

  constructor(locales: any = undefined, given: any = undefined) {
    const service = "Intl.PluralRules";
    const requested = canonicalLocales(locales);
    const options = coerceOptions(given, service);
    getOption(options, "localeMatcher", "string", ["lookup", "best fit"], "best fit", service);
    this.#type = getOption(options, "type", "string", ["cardinal", "ordinal"], "cardinal", service);
    this.#shown = digitOptions(options, 0, 3, "standard", service);
    const resolved = resolve(requested, {}, [], () => false);
    this.#locale = resolved.locale;
    this.#data = resolved.data;
  }

  static check(value: any, method: string): void {
    if (!(typeof value === "object" && value !== null && #type in value))
      throw incompatible(`Intl.PluralRules.prototype.${method}`, value);
  }

  resolvedOptions() {
    PluralRulesClass.check(this, "resolvedOptions");
    const out: any = { locale: this.#locale, type: this.#type };
    shownDigits(out, this.#shown);
    const ORDER = ["few", "many", "one", "two", "zero", "other"];
    const there = categories(this.#data, this.#type);
    out.pluralCategories = ORDER.filter((name) => there.includes(name));
    return out;
  }

  #category(number: number): string {
    const { digits } = this.#shown;
    const decimal = decimalOf(number);
    if (decimal.special !== "") return "other";
    const { value, least } = rounded(decimal, digits);
    const { integer, fraction } = written(value, least, digits);
    return category(this.#data, this.#type, { integer: integer || "0", fraction, exponent: 0 });
  }

  select(value: any) {
    PluralRulesClass.check(this, "select");
    return this.#category(Number(value));
  }

  selectRange(start: any, end: any) {
    PluralRulesClass.check(this, "selectRange");
    if (start === undefined) throw new TypeError("Invalid startRange : undefined");
    if (end === undefined) throw new TypeError("Invalid endRange : undefined");
    const from = Number(start),
      to = Number(end);
    if (Number.isNaN(from)) throw new RangeError("Invalid startRange : NaN");
    if (Number.isNaN(to)) throw new RangeError("Invalid endRange : NaN");
    return rangeCategory(this.#data, this.#category(from), this.#category(to));
  }
}

export const PluralRules = constructor(PluralRulesClass, "PluralRules", false);

export const currencies = () => core.currencies.split(" ");
