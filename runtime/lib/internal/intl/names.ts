// `Intl.DisplayNames`.
import { languageOf, localeData } from "internal:intl/data";
import { canonicalLocales, canonicalTag, constructor, getOption, incompatible, optionsObject, resolve } from "internal:intl/options";

const TYPES = ["language", "region", "script", "currency", "calendar", "dateTimeField"];
const FIELDS: Record<string, string> = {
  __proto__: null,
  era: "era",
  year: "year",
  quarter: "quarter",
  month: "month",
  weekOfYear: "week",
  weekday: "weekday",
  day: "day",
  dayPeriod: "dayperiod",
  hour: "hour",
  minute: "minute",
  second: "second",
  timeZoneName: "zone",
} as any;

class DisplayNamesClass {
  #locale: string;
  #data: string;
  #style: string;
  #type: string;
  #fallback: string;
  #languageDisplay: string;

  constructor(locales: any, given: any) {
    const service = "Intl.DisplayNames";
    const requested = canonicalLocales(locales);
    if (given === undefined) throw new TypeError("invalid_argument");
    const options = optionsObject(given);
    getOption(options, "localeMatcher", "string", ["lookup", "best fit"], "best fit", service);
    this.#style = getOption(options, "style", "string", ["narrow", "short", "long"], "long", service);
    this.#type = getOption(options, "type", "string", TYPES, undefined, service);
    if (this.#type === undefined) throw new TypeError("invalid_argument");
    this.#fallback = getOption(options, "fallback", "string", ["code", "none"], "code", service);
    this.#languageDisplay = getOption(options, "languageDisplay", "string", ["dialect", "standard"], "dialect", service);
    const resolved = resolve(requested, {}, [], () => false);
    this.#locale = resolved.locale;
    this.#data = resolved.data;
  }

  static check(value: any, method: string): void {
    if (!(typeof value === "object" && value !== null && #languageDisplay in value))
      throw incompatible(`Intl.DisplayNames.prototype.${method}`, value);
  }

  resolvedOptions() {
    DisplayNamesClass.check(this, "resolvedOptions");
    const out: any = { locale: this.#locale, style: this.#style, type: this.#type, fallback: this.#fallback };
    if (this.#type === "language") out.languageDisplay = this.#languageDisplay;
    return out;
  }

  of(given: any) {
    DisplayNamesClass.check(this, "of");
    const code = `${given}`;
    const [name, canonical] = this.#find(code);
    return name ?? (this.#fallback === "code" ? canonical : undefined);
  }

  /** The name, and the code as it is written. */
  #find(code: string): [string | undefined, string] {
    const wrong = () => new RangeError("invalid_argument");
    const names = localeData("names", this.#data);
    switch (this.#type) {
      case "region": {
        if (!/^([A-Za-z]{2}|\d{3})$/.test(code)) throw wrong();
        return [this.#styled(names.region, code), code];
      }
      case "script": {
        if (!/^[A-Za-z]{4}$/.test(code)) throw wrong();
        return [names.script[code], code];
      }
      case "currency": {
        if (!/^[A-Za-z]{3}$/.test(code)) throw wrong();
        const upper = code.toUpperCase();
        return [localeData("currencies", this.#data)[upper]?.[2], upper];
      }
      case "calendar": {
        if (!/^[A-Za-z0-9]{3,8}(-[A-Za-z0-9]{3,8})*$/.test(code)) throw wrong();
        const lower = code.toLowerCase();
        const OTHER: any = { __proto__: null, gregory: "gregorian", ethioaa: "ethiopic-amete-alem" };
        return [names.calendar[OTHER[lower] ?? lower] ?? names.calendar[lower], lower];
      }
      case "dateTimeField": {
        const field = FIELDS[code];
        if (field === undefined) throw wrong();
        const fields = localeData("fields", this.#data).names;
        return [(this.#style === "long" ? undefined : fields[`${field}-${this.#style}`]) ?? fields[field], code];
      }
      default:
        return this.#language(code, wrong);
    }
  }

  #styled(record: any, code: string): string | undefined {
    return (this.#style === "long" ? undefined : record[`${code}-alt-short`]) ?? record[code];
  }

  #language(code: string, wrong: () => RangeError): [string | undefined, string] {
    if (!/^([A-Za-z]{2,3}|[A-Za-z]{5,8})(-[A-Za-z0-9]{2,8})*$/.test(code)) throw wrong();
    const tag = canonicalTag(code);
    const names = localeData("names", this.#data);
    const isDialect = this.#languageDisplay === "dialect";
    if (isDialect || !tag.includes("-")) {
      const whole = this.#styled(names.language, tag);
      if (whole !== undefined) return [whole, tag];
    }
    const language = languageOf(tag);
    const rest = tag.split("-").slice(1);
    let name = this.#styled(names.language, language);
    if (name === undefined) {
      if (rest.length === 0) return [undefined, tag];
      name = language;
    }
    const said = rest.map((subtag) => (subtag.length === 4 && !/^\d/.test(subtag) ? names.script[subtag] : this.#styled(names.region, subtag)) ?? subtag);
    if (said.length === 0) return [name, tag];
    let inside = said[0];
    for (let i = 1; i < said.length; i++) inside = names.separator.replace("{0}", () => inside).replace("{1}", () => said[i]);
    return [names.pattern.replace("{0}", () => name!).replace("{1}", () => inside), tag];
  }
}
export const DisplayNames = constructor(DisplayNamesClass, "DisplayNames", false, 2);
