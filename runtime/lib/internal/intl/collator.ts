// `Intl.Collator`, and what compares texts for `String.prototype.localeCompare`.
import { natives } from "internal:intl/data";
import { canonicalLocales, coerceOptions, constructor, getOption, incompatible, join, resolve, split } from "internal:intl/options";

const COLLATIONS = ["compat", "dict", "emoji", "eor", "phonebk", "phonetic", "pinyin", "searchjl", "stroke", "trad", "unihan", "zhuyin"];
/** The languages that have a collation; the others of the list all have. */
const LANGUAGES: Record<string, string[]> = {
  __proto__: null,
  compat: ["ar"],
  dict: ["si"],
  phonebk: ["de"],
  phonetic: ["ln"],
  pinyin: ["zh"],
  searchjl: ["ko"],
  stroke: ["zh"],
  trad: ["bn", "es", "fi", "sv", "vi", "kn"],
  unihan: ["ja", "ko", "zh"],
  zhuyin: ["zh"],
} as any;

function hasCollation(value: string, locale: string): boolean {
  const languages = LANGUAGES[value];
  return COLLATIONS.includes(value) && (languages === undefined || languages.includes(locale.split("-")[0]));
}

export class CollatorClass {
  #options: any;
  #compare: (left: string, right: string) => number;
  #bound: Function | undefined;

  constructor(locales: any, given: any, service = "Intl.Collator") {
    const requested = canonicalLocales(locales);
    const options = coerceOptions(given, service);
    const usage = getOption(options, "usage", "string", ["sort", "search"], "sort", service);
    getOption(options, "localeMatcher", "string", ["lookup", "best fit"], "best fit", service);
    const co = getOption(options, "collation", "string", undefined, undefined, service);
    const numeric = getOption(options, "numeric", "boolean", undefined, undefined, service);
    const caseFirst = getOption(options, "caseFirst", "string", ["upper", "lower", "false"], undefined, service);
    const asked: any = { __proto__: null, kn: numeric === undefined ? undefined : String(numeric), kf: caseFirst };
    const resolved = resolve(requested, {}, ["co", "kn", "kf"], (key, value, locale) =>
      key === "co" ? hasCollation(value, locale) : key === "kn" ? value === "true" || value === "false" : ["upper", "lower", "false"].includes(value),
    );
    // As V8 has it: the tag keeps what an option says otherwise, but takes a collation on.
    for (const key of ["kn", "kf"]) if (asked[key] !== undefined) resolved[key] = asked[key];
    if (co !== undefined && hasCollation(co, resolved.data)) {
      resolved.co = co;
      const { base, keywords } = split(resolved.locale);
      resolved.locale = join(base, { __proto__: null, ...keywords, co }, "");
    }
    const sensitivity = getOption(options, "sensitivity", "string", ["base", "accent", "case", "variant"], "variant", service);
    const isThai = resolved.data === "th" || resolved.data.startsWith("th-");
    const ignorePunctuation = getOption(options, "ignorePunctuation", "boolean", undefined, isThai, service);
    this.#options = {
      locale: resolved.locale,
      usage,
      sensitivity,
      ignorePunctuation,
      collation: resolved.co ?? "default",
      numeric: resolved.kn === "true",
      caseFirst: resolved.kf ?? (/^(da|mt)(-|$)/.test(resolved.data) ? "upper" : "false"),
    };
    const keywords: any = { __proto__: null, co: resolved.co, kf: resolved.kf };
    if (resolved.kn === "true") keywords.kn = "";
    const tag = join(resolved.data, keywords, "");
    this.#compare = natives.collator(tag, sensitivity, ignorePunctuation);
  }

  static of(value: any, method: string): CollatorClass {
    if (!(typeof value === "object" && value !== null && #options in value))
      throw incompatible(method, value);
    return value;
  }

  static compare(it: CollatorClass, left: string, right: string): number {
    return it.#compare(left.toWellFormed(), right.toWellFormed());
  }

  resolvedOptions() {
    return { ...CollatorClass.of(this, "Intl.Collator.prototype.resolvedOptions").#options };
  }

  get compare() {
    const it = CollatorClass.of(this, "get Intl.Collator.prototype.compare");
    if (it.#bound === undefined) {
      const compare = (left: any, right: any) => CollatorClass.compare(it, `${left}`, `${right}`);
      Object.defineProperty(compare, "name", { __proto__: null, value: "", configurable: true } as any);
      it.#bound = compare;
    }
    return it.#bound;
  }
}
export const Collator = constructor(CollatorClass, "Collator", true);
export { COLLATIONS };
