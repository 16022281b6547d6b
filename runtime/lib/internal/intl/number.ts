// Numbers as text in the way of a locale: patterns, signs, groups, and what stands around the digits.
import { core, digitsOf, localeData, withDigits } from "internal:intl/data";
import { type Decimal, type Digits, magnitude, rounded, shifted, written } from "internal:intl/decimal";
import { category } from "internal:intl/plural";

export type Part = { type: string; value: string };

/** All that is settled when a format is made. */
export type Settings = {
  locale: string;
  system: string;
  style: string;
  currency: string | undefined;
  currencyDisplay: string;
  currencySign: string;
  unit: string | undefined;
  unitDisplay: string;
  notation: string;
  compactDisplay: string;
  signDisplay: string;
  grouping: string | false;
  digits: Digits;
};

type Affixes = { prefix: string; suffix: string };
type Pattern = { positive: Affixes; negative: Affixes | undefined; primary: number; secondary: number };

const patterns: Record<string, Pattern> = { __proto__: null } as any;

function affixes(text: string): Affixes {
  const body = /^((?:'[^']*'|[^#0'])*)[#0.,E]+(.*)$/.exec(text);
  return body === null ? { prefix: text, suffix: "" } : { prefix: body[1], suffix: body[2] };
}

function parse(text: string): Pattern {
  if (patterns[text] !== undefined) return patterns[text];
  const [positive, negative] = text.split(";");
  const integer = /[#0,]+/.exec(positive)?.[0] ?? "0";
  const groups = integer.split(",");
  const primary = groups.length > 1 ? groups[groups.length - 1].length : 0;
  const secondary = groups.length > 2 ? groups[groups.length - 2].length : primary;
  return (patterns[text] = {
    positive: affixes(positive),
    negative: negative === undefined ? undefined : affixes(negative),
    primary,
    secondary,
  });
}

/** What a locale has for a numbering system. */
export function symbolsOf(locale: string, system: string): any {
  const it = localeData("numbers", locale);
  const latin = it.systems.latn ?? it.systems[it.default];
  const own = it.systems[system];
  if (own === undefined || own === latin) return latin;
  return { __proto__: null, ...latin, ...own, symbols: { __proto__: null, ...latin.symbols, ...own.symbols } };
}

export function defaultSystem(locale: string): string {
  return localeData("numbers", locale).default ?? "latn";
}

/** The prefix or suffix of a pattern, part by part; the sign stands where the pattern has a minus. */
function affixParts(text: string, sign: Part | undefined, format: Formatter): Part[] {
  const out: Part[] = [];
  const add = (type: string, value: string) => {
    const last = out[out.length - 1];
    if (type === "literal" && last?.type === "literal") last.value += value;
    else out.push({ type, value });
  };
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === "'") {
      const end = text.indexOf("'", i + 1);
      if (end === i + 1) add("literal", "'");
      else add("literal", text.slice(i + 1, end));
      i = end;
    } else if (letter === "-" || letter === "+") {
      if (sign !== undefined) out.push(sign);
    } else if (letter === "%") add("percentSign", format.symbols.percentSign);
    else if (letter === "¤") add("currency", format.currencyText);
    else add("literal", letter);
  }
  return out;
}

const isSymbolOrSpace = (letter: string) => /^[\p{S}\p{Z}]$/u.test(letter);

/** How often the pattern of a compact form has a zero. */
const zeros = (text: string) => /0+/.exec(text)?.[0].length ?? 0;

export class Formatter {
  settings: Settings;
  symbols: any;
  data: any;
  currencyText = "";
  #digits: string[] | undefined;
  #minimumGrouping: number;

  constructor(settings: Settings) {
    this.settings = settings;
    this.data = symbolsOf(settings.locale, settings.system);
    this.symbols = this.data.symbols;
    this.#digits = digitsOf(settings.system);
    this.#minimumGrouping = localeData("numbers", settings.locale).minimum ?? 1;
    if (settings.style === "currency") this.currencyText = this.#currency();
  }

  #currency(): string {
    const { currency, currencyDisplay, locale } = this.settings;
    if (currencyDisplay === "code") return currency!;
    const known = localeData("currencies", locale)[currency!];
    if (known === undefined) return currency!;
    return currencyDisplay === "narrowSymbol" ? known[1] : known[0];
  }

  /** The parts of a number, and the operands for what goes with it. */
  format(given: Decimal): Part[] {
    const { settings } = this;
    const isPercent = settings.style === "percent";
    const value = isPercent ? shifted(given, 2) : given;
    if (value.special !== "") return this.#dress(this.#special(value), value.negative, false, value.special === "nan", "other", 0, undefined);
    const { notation, digits } = settings;
    if (notation === "standard") {
      const { value: cut, least } = rounded(value, digits);
      const text = written(cut, least, digits);
      return this.#dress(this.#number(text, digits), value.negative, text.isZero, false, this.#plural(text, 0), 0, undefined);
    }
    if (notation === "compact") return this.#compact(value);
    return this.#scientific(value, notation === "engineering");
  }

  #plural(text: { integer: string; fraction: string }, exponent: number): string {
    const { style, currencyDisplay, notation } = this.settings;
    if (style !== "unit" && notation !== "compact" && !(style === "currency" && currencyDisplay === "name"))
      return "other";
    return category(this.settings.locale, "cardinal", { integer: text.integer, fraction: text.fraction, exponent });
  }

  #special(value: Decimal): Part[] {
    return value.special === "nan"
      ? [{ type: "nan", value: this.symbols.nan }]
      : [{ type: "infinity", value: this.symbols.infinity }];
  }

  #scientific(value: Decimal, byThree: boolean): Part[] {
    const { digits } = this.settings;
    const exponentOf = (it: Decimal) => (byThree ? Math.floor(magnitude(it) / 3) * 3 : magnitude(it));
    let exponent = exponentOf(value);
    let { value: cut, least } = rounded(shifted(value, -exponent), digits);
    if (cut.digits !== "" && exponentOf(shifted(cut, exponent)) !== exponent) {
      exponent = exponentOf(shifted(cut, exponent));
      ({ value: cut, least } = rounded(shifted(value, -exponent), digits));
    }
    const text = written(cut, least, digits);
    const parts = this.#number(text, digits);
    parts.push({ type: "exponentSeparator", value: this.symbols.exponential });
    if (exponent < 0) parts.push({ type: "exponentMinusSign", value: this.symbols.minusSign });
    parts.push({ type: "exponentInteger", value: withDigits(`${Math.abs(exponent)}`, this.#digits) });
    return this.#dress(parts, value.negative, text.isZero, false, this.#plural(text, 0), 0, undefined);
  }

  #compact(value: Decimal): Part[] {
    const { digits, style, compactDisplay, currencyDisplay } = this.settings;
    const isShort = compactDisplay === "short" || (style === "currency" && currencyDisplay !== "name");
    const isMoney = style === "currency" && currencyDisplay !== "name";
    const table = (isMoney ? this.data.currencyShort : undefined) ?? (isShort ? this.data.short : this.data.long);
    const last = table.length + 2;
    const shift = (power: number): number => {
      const entry = table[Math.min(power, last) - 3];
      const pattern = entry?.other ?? entry?.one;
      if (pattern === undefined || /^[^0]*0[^0]*$/.exec(pattern)?.[0] === "0") return 0;
      return Math.min(power, last) - zeros(pattern) + 1;
    };
    let power = magnitude(value);
    let by = power < 3 ? 0 : shift(power);
    let { value: cut, least } = rounded(shifted(value, -by), digits);
    if (cut.digits !== "" && magnitude(cut) + by !== power) {
      power = magnitude(cut) + by;
      const next = power < 3 ? 0 : shift(power);
      if (next !== by) {
        by = next;
        ({ value: cut, least } = rounded(shifted(value, -by), digits));
      }
    }
    const text = written(cut, least, digits);
    // The word goes with the digits that are shown.
    const plural = this.#plural(text, 0);
    const entry = by === 0 ? undefined : table[Math.min(power, last) - 3];
    const isExactlyOne = text.integer === "1" && text.fraction === "";
    const pattern = entry === undefined ? undefined : ((isExactlyOne ? entry["1"] : undefined) ?? entry[plural] ?? entry.other);
    return this.#dress(this.#number(text, digits), value.negative, text.isZero, false, plural, by, pattern);
  }

  /** Digits with groups. */
  #number(text: { integer: string; fraction: string }, digits: Digits): Part[] {
    const { style, grouping, currencyDisplay } = this.settings;
    const isMoney = style === "currency" && currencyDisplay !== "name";
    const money = this.settings.currencySign === "accounting" ? this.data.accounting : this.data.currency;
    const isPercent = style === "percent" || this.#isPercentSign();
    const pattern = parse(isMoney ? money : isPercent ? this.data.percent : this.data.decimal);
    const { symbols } = this;
    const isAmount = style === "currency";
    const parts: Part[] = [];
    const { integer } = text;
    const { primary, secondary } = pattern;
    const least = grouping === "min2" ? Math.max(2, this.#minimumGrouping) : grouping === "always" ? 1 : this.#minimumGrouping;
    const group = (isAmount ? symbols.currencyGroup : undefined) ?? symbols.group;
    if (grouping !== false && primary > 0 && integer.length >= primary + least) {
      const pieces: string[] = [];
      let end = integer.length,
        size = primary;
      while (end > 0) {
        pieces.unshift(integer.slice(Math.max(end - size, 0), end));
        end -= size;
        size = secondary;
      }
      for (let i = 0; i < pieces.length; i++) {
        if (i > 0) parts.push({ type: "group", value: group });
        parts.push({ type: "integer", value: withDigits(pieces[i], this.#digits) });
      }
    } else if (integer !== "") parts.push({ type: "integer", value: withDigits(integer, this.#digits) });
    if (text.fraction !== "") {
      parts.push({ type: "decimal", value: (isAmount ? symbols.currencyDecimal : undefined) ?? symbols.decimal });
      parts.push({ type: "fraction", value: withDigits(text.fraction, this.#digits) });
    }
    return parts;
  }

  #sign(negative: boolean, isZero: boolean, isNaN: boolean): "-" | "+" | "" {
    switch (this.settings.signDisplay) {
      case "always":
        return negative ? "-" : "+";
      case "exceptZero":
        return isZero || isNaN ? "" : negative ? "-" : "+";
      case "negative":
        return negative && !isZero ? "-" : "";
      case "never":
        return "";
      default:
        return negative ? "-" : "";
    }
  }

  /** Puts sign, currency, percent, unit and the word of a compact form around the digits. */
  #dress(
    digits: Part[],
    negative: boolean,
    isZero: boolean,
    isNaN: boolean,
    plural: string,
    shift: number,
    compact: string | undefined,
  ): Part[] {
    const { style, currencySign, currencyDisplay } = this.settings;
    const isMoney = style === "currency" && currencyDisplay !== "name";
    const sign = this.#sign(negative, isZero, isNaN);
    let text = this.data.decimal;
    const isSign = style === "percent" || this.#isPercentSign();
    if (isSign) text = this.data.percent;
    else if (isMoney) text = currencySign === "accounting" ? this.data.accounting : this.data.currency;
    let pattern = parse(text);
    let body = digits;
    if (compact !== undefined && isMoney && this.data.currencyShort !== undefined) {
      // The pattern of a compact amount has the currency, and the word among its affixes.
      const outer = currencySides(affixes(compact.split(";")[0]));
      body = [...wordParts(outer.before), ...digits, ...wordParts(outer.after)];
      pattern = { ...pattern, positive: outer.sides, negative: currencySign === "accounting" ? pattern.negative : undefined };
    } else if (compact !== undefined) {
      const own = affixes(compact.split(";")[0]);
      // A word may stand for the whole number: "mille".
      body = compact.includes("0") ? [...wordParts(own.prefix), ...digits, ...wordParts(own.suffix)] : wordParts(compact);
    }
    const named = sign === "-" ? this.symbols.minusSign : this.symbols.plusSign;
    const part: Part | undefined =
      sign === "" ? undefined : { type: sign === "-" ? "minusSign" : "plusSign", value: named };
    let sides = pattern.positive;
    let isAhead = part !== undefined;
    const fits = pattern.negative !== undefined && (pattern.negative.prefix + pattern.negative.suffix).includes("-");
    if (part !== undefined && pattern.negative !== undefined && (sign === "-" || fits)) {
      sides = pattern.negative;
      isAhead = false;
    }
    const before = affixParts(sides.prefix, part, this);
    const after = affixParts(sides.suffix, part, this);
    if (isMoney) this.#space(before, body, after);
    if (isAhead && part !== undefined) {
      // A pattern may have the sign behind its word.
      if (compact?.includes(";") && body[0]?.type === "compact") body.splice(body.indexOf(digits[0]), 0, part);
      else before.unshift(part);
    }
    let parts = [...before, ...body, ...after];
    if (style === "currency" && !isMoney) parts = this.#named(parts, plural);
    if (style === "unit" && !isSign) parts = this.#unit(parts, plural);
    return marksApart(parts);
  }

  #isPercentSign(): boolean {
    const { style, unit, unitDisplay } = this.settings;
    return style === "unit" && unit === "percent" && unitDisplay !== "long";
  }

  /** Letters of a currency do not touch the digits. */
  #space(before: Part[], digits: Part[], after: Part[]): void {
    const last = before[before.length - 1];
    const isNumber = (it: Part | undefined) => it !== undefined && (it.type === "integer" || it.type === "decimal");
    if (last?.type === "currency" && isNumber(digits[0])) {
      const letters = [...last.value];
      if (!isSymbolOrSpace(letters[letters.length - 1])) before.push({ type: "literal", value: this.data.spacing.before });
    }
    const end = digits[digits.length - 1];
    if (after[0]?.type === "currency" && (end?.type === "integer" || end?.type === "fraction")) {
      if (!isSymbolOrSpace([...after[0].value][0])) after.unshift({ type: "literal", value: this.data.spacing.after });
    }
  }

  #named(parts: Part[], plural: string): Part[] {
    const { currency, locale } = this.settings;
    const known = localeData("currencies", locale)[currency!];
    const name = known === undefined ? currency! : (known[3][plural] ?? known[3].other ?? known[2]);
    const pattern = this.data.named[plural] ?? this.data.named.other ?? "{0} {1}";
    const out: Part[] = [];
    for (const piece of pattern.split(/(\{[01]\})/)) {
      if (piece === "{0}") out.push(...parts);
      else if (piece === "{1}") out.push({ type: "currency", value: name });
      else if (piece !== "") out.push({ type: "literal", value: piece });
    }
    return out;
  }

  #unit(parts: Part[], plural: string): Part[] {
    const { unit, unitDisplay, locale } = this.settings;
    const pattern = unitPattern(localeData("units", locale), unit!, unitDisplay, plural);
    return around(pattern, parts, "unit");
  }
}

/** Marks of direction around a sign are no part of it. */
function marksApart(parts: Part[]): Part[] {
  if (!parts.some(({ type, value }) => /Sign$/.test(type) && /[\u061c\u200e\u200f]/.test(value))) return parts;
  const out: Part[] = [];
  const literal = (value: string) => {
    const last = out[out.length - 1];
    if (last?.type === "literal") out[out.length - 1] = { type: "literal", value: last.value + value };
    else if (value !== "") out.push({ type: "literal", value });
  };
  for (const part of parts) {
    if (part.type === "literal") {
      literal(part.value);
      continue;
    }
    if (!/Sign$/.test(part.type)) {
      out.push(part);
      continue;
    }
    const [, before, value, after] = /^([\u061c\u200e\u200f]*)(.*?)([\u061c\u200e\u200f]*)$/s.exec(part.value)!;
    if (before !== "") literal(before);
    out.push({ type: part.type, value });
    if (after !== "") literal(after);
  }
  return out;
}

/** Where the currency stands in the pattern of a compact amount, and the words that belong to the digits. */
function currencySides({ prefix, suffix }: Affixes): { sides: Affixes; before: string; after: string } {
  const sides = { prefix: "", suffix: "" };
  let before = prefix,
    after = suffix;
  const at = prefix.indexOf("¤");
  if (at >= 0) {
    const end = /^¤[\s\u00a0\u202f\u200f]*/.exec(prefix.slice(at))![0].length + at;
    sides.prefix = prefix.slice(0, end);
    before = prefix.slice(end);
  }
  const from = suffix.indexOf("¤");
  if (from >= 0) {
    const start = suffix.slice(0, from).replace(/[\s\u00a0\u202f\u200f]+$/, "").length;
    sides.suffix = suffix.slice(start);
    after = suffix.slice(0, start);
  }
  return { sides, before, after };
}

/** The word of a compact form, and the space that parts it from the digits. */
function wordParts(text: string): Part[] {
  const plain = text.replaceAll("'", "");
  if (plain === "") return [];
  const [, before, word, after] = /^([\s\u00a0\u202f\u061c\u200e\u200f]*)(.*?)([\s\u00a0\u202f\u061c\u200e\u200f]*)$/s.exec(plain)!;
  const parts: Part[] = [];
  if (before !== "") parts.push({ type: "literal", value: before });
  if (word !== "") parts.push({ type: "compact", value: word });
  if (after !== "") parts.push({ type: "literal", value: after });
  return parts;
}

/** `{0} km`: the number in the place of `{0}`. */
function around(pattern: string, parts: Part[], type: string): Part[] {
  const out: Part[] = [];
  const word = (text: string) => {
    const [, before, body, after] = /^([\s\u00a0\u202f]*)(.*?)([\s\u00a0\u202f]*)$/s.exec(text)!;
    if (before !== "") out.push({ type: "literal", value: before });
    if (body !== "") out.push({ type, value: body });
    if (after !== "") out.push({ type: "literal", value: after });
  };
  const at = pattern.indexOf("{0}");
  if (at < 0) {
    word(pattern);
    return out;
  }
  word(pattern.slice(0, at));
  out.push(...parts);
  word(pattern.slice(at + 3));
  return out;
}

function unitPattern(data: any, unit: string, display: string, plural: string): string {
  const names = data[display];
  const form = (name: string, count: string) => names[name]?.[count] ?? names[name]?.other ?? data.short[name]?.[count] ?? data.short[name]?.other;
  const whole = form(unit, plural);
  if (whole !== undefined) return whole;
  const [over, under] = unit.split("-per-");
  const per = names[under]?.per;
  const numerator = form(over, plural);
  if (per !== undefined) return per.replace("{0}", () => numerator);
  const denominator = (form(under, "one") ?? "").replace("{0}", "").trim();
  return (data[`${display}Per`] ?? "{0}/{1}").replace("{0}", () => numerator).replace("{1}", () => denominator);
}

/** How many digits the fraction of an amount has. */
export function currencyDigits(currency: string): number {
  return core.fractions[currency] ?? 2;
}
