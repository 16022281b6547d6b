// `Intl.Locale`.
import { core, languageOf, likely, maximized, part, regionOf } from "internal:intl/data";
import { defaultSystem } from "internal:intl/number";
import {
  canonicalTag,
  coerceOptions,
  constructor,
  getOption,
  incompatible,
  isType,
  join,
  localeTags,
  split,
} from "internal:intl/options";

const RIGHT_TO_LEFT = ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"];

/** The subtags before any extension. */
function subtags(tag: string): { language: string; script?: string; region?: string } {
  const [language, ...rest] = tag.split("-");
  const found: any = { __proto__: null, language };
  for (const subtag of rest) {
    if (subtag.length === 1) break;
    if (/^[A-Za-z]{4}$/.test(subtag) && found.script === undefined && found.region === undefined) found.script = subtag;
    else if (/^([A-Za-z]{2}|\d{3})$/.test(subtag) && found.region === undefined) found.region = subtag;
  }
  return found;
}

function baseOf(tag: string): string {
  const parts = tag.split("-");
  const end = parts.findIndex((subtag) => subtag.length === 1);
  return end < 0 ? tag : parts.slice(0, end).join("-");
}

const KEYWORDS = [
  ["calendar", "ca"],
  ["collation", "co"],
  ["hourCycle", "hc"],
  ["caseFirst", "kf"],
  ["numeric", "kn"],
  ["numberingSystem", "nu"],
] as const;

class LocaleClass {
  #tag: string;

  constructor(given: any, options: any = undefined) {
    const service = "Intl.Locale";
    const wrong = () => new RangeError("Incorrect locale information provided");
    if (typeof given !== "string" && (typeof given !== "object" || given === null))
      throw new TypeError("First argument to Intl.Locale constructor can't be empty or missing");
    if (given === "") throw new RangeError("First argument to Intl.Locale constructor can't be empty or missing");
    const asked = coerceOptions(options, service);
    let tag = localeTags.get(given) ?? canonicalTag(`${given}`);
    const language = getOption(asked, "language", "string", undefined, undefined, service);
    if (language !== undefined && !/^([A-Za-z]{2,3}|[A-Za-z]{5,8})$/.test(language)) throw wrong();
    const script = getOption(asked, "script", "string", undefined, undefined, service);
    if (script !== undefined && !/^[A-Za-z]{4}$/.test(script)) throw wrong();
    const region = getOption(asked, "region", "string", undefined, undefined, service);
    if (region !== undefined && !/^([A-Za-z]{2}|\d{3})$/.test(region)) throw wrong();
    if (language !== undefined || script !== undefined || region !== undefined) {
      const now = subtags(tag);
      const base = baseOf(tag);
      const variants = base.split("-").slice(1).filter((it) => it !== now.script && it !== now.region);
      const made = [language ?? now.language, script ?? now.script, region ?? now.region, ...variants];
      tag = canonicalTag(made.filter((it) => it !== undefined).join("-") + tag.slice(base.length));
    }
    const { base, keywords, attributes, rest } = split(tag);
    const values = keywords ?? { __proto__: null };
    let isChanged = false;
    const CHOICES: any = { __proto__: null, hourCycle: ["h11", "h12", "h23", "h24"], caseFirst: ["upper", "lower", "false"] };
    for (const keyword of KEYWORDS) {
      const [name, key] = keyword;
      const type = name === "numeric" ? "boolean" : "string";
      const value = getOption(asked, name, type, CHOICES[name], undefined, "locale");
      if (value === undefined) continue;
      if (CHOICES[name] === undefined && type === "string" && !isType(value)) throw wrong();
      values[key] = value === true ? "" : `${value}`;
      isChanged = true;
    }
    this.#tag = isChanged ? canonicalTag(join(base, values, rest, attributes)) : tag;
    localeTags.set(this, this.#tag);
  }

  static tag(value: any, method: string): string {
    if (!(typeof value === "object" && value !== null && #tag in value))
      throw incompatible(`Intl.Locale.prototype.${method}`, value);
    return value.#tag;
  }

  toString() {
    return LocaleClass.tag(this, "toString");
  }
  maximize() {
    return new Locale(likely(LocaleClass.tag(this, "maximize"), true));
  }
  minimize() {
    return new Locale(likely(LocaleClass.tag(this, "minimize"), false));
  }
  get language() {
    const { language } = subtags(LocaleClass.tag(this, "language"));
    return language === "und" ? undefined : language;
  }
  get script() {
    return subtags(LocaleClass.tag(this, "script")).script;
  }
  get region() {
    return subtags(LocaleClass.tag(this, "region")).region;
  }
  get baseName() {
    return baseOf(LocaleClass.tag(this, "baseName"));
  }
  get calendar() {
    return keyword(LocaleClass.tag(this, "calendar"), "ca");
  }
  get caseFirst() {
    return keyword(LocaleClass.tag(this, "caseFirst"), "kf");
  }
  get collation() {
    return keyword(LocaleClass.tag(this, "collation"), "co");
  }
  get hourCycle() {
    return keyword(LocaleClass.tag(this, "hourCycle"), "hc");
  }
  get numeric() {
    const value = keyword(LocaleClass.tag(this, "numeric"), "kn");
    return value === "" || value === "true";
  }
  get numberingSystem() {
    return keyword(LocaleClass.tag(this, "numberingSystem"), "nu");
  }
  get calendars() {
    const tag = LocaleClass.tag(this, "calendars");
    const own = keyword(tag, "ca");
    return own === undefined ? [...(core.calendars[regionOf(baseOf(tag))] ?? core.calendars["001"])] : [own];
  }
  get collations() {
    const own = keyword(LocaleClass.tag(this, "collations"), "co");
    return own === undefined ? ["emoji", "eor"] : [own];
  }
  get hourCycles() {
    const tag = LocaleClass.tag(this, "hourCycles");
    const own = keyword(tag, "hc");
    if (own !== undefined) return [own];
    const NAMES: any = { __proto__: null, h: "h12", H: "h23", K: "h11", k: "h24" };
    const [preferred] = hoursOf(baseOf(tag));
    return [NAMES[preferred]];
  }
  get numberingSystems() {
    const tag = LocaleClass.tag(this, "numberingSystems");
    return [keyword(tag, "nu") ?? defaultSystem(baseOf(tag))];
  }
  get textInfo() {
    const script = subtags(maximized(baseOf(LocaleClass.tag(this, "textInfo")))).script ?? "";
    return { direction: RIGHT_TO_LEFT.includes(script) ? "rtl" : "ltr" };
  }
  get timeZones() {
    const region = subtags(LocaleClass.tag(this, "timeZones")).region;
    if (region === undefined) return undefined;
    const { zones, supported } = part("metazones");
    const there = supported.split(" ");
    return Object.keys(zones)
      .filter((name) => zones[name][1] === region && there.includes(name))
      .sort();
  }
  get weekInfo() {
    return weekOf(baseOf(LocaleClass.tag(this, "weekInfo")));
  }
}
export const Locale = constructor(LocaleClass, "Locale", false, 1);

function keyword(tag: string, key: string): string | undefined {
  return split(tag).keywords?.[key];
}

/** The hours a region prefers and those it allows. */
export function hoursOf(locale: string): [string, string] {
  const region = regionOf(locale);
  return core.hours[`${languageOf(locale)}-${region}`] ?? core.hours[`${languageOf(locale)}_${region}`] ?? core.hours[region] ?? core.hours["001"];
}

export function weekOf(locale: string): { firstDay: number; weekend: number[]; minimalDays: number } {
  const { first, minimum, start, end } = core.week;
  const region = regionOf(locale);
  const of = (record: any) => record[region] ?? record["001"];
  const weekend: number[] = [];
  const last = of(end);
  for (let day = of(start); ; day = (day % 7) + 1) {
    weekend.push(day);
    if (day === last) break;
  }
  return { firstDay: of(first), weekend: weekend.sort((a, b) => a - b), minimalDays: of(minimum) };
}
