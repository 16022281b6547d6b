// Options and locales, as the standard reads them, with V8's messages.
import { core, isAvailable, isObject, natives } from "internal:intl/data";

export type Locales = string[];

/** Unicode keywords whose values have newer names. */
const CALENDARS: any = {
  __proto__: null,
  gregorian: "gregory",
  "ethiopic-amete-alem": "ethioaa",
  islamicc: "islamic-civil",
};
const YES = ["kb", "kc", "kh", "kk", "kn"];

/** A tag as it is written; a RangeError for what is none. */
export function canonicalTag(tag: string): string {
  const wrong = () => new RangeError(`Incorrect locale information provided`);
  if (!/^[A-Za-z0-9-]+$/.test(tag) || !/^([A-Za-z]{2,3}|[A-Za-z]{5,8})(-|$)/.test(tag)) throw wrong();
  const made = natives.canonical(tag);
  if (made == null) throw beginsAsLanguage(tag) ? new RangeError(`Invalid language tag: ${tag}`) : wrong();
  return canonicalKeywords(made);
}

/** Whether what is wrong stands in an extension: that has a message of its own. */
function beginsAsLanguage(tag: string): boolean {
  const subtags = tag.split("-");
  let at = 1;
  if (/^[A-Za-z]{4}$/.test(subtags[at] ?? "")) at++;
  if (/^([A-Za-z]{2}|\d{3})$/.test(subtags[at] ?? "")) at++;
  while (at < subtags.length && /^([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3})$/.test(subtags[at])) at++;
  return at === subtags.length || subtags[at].length === 1;
}

function canonicalKeywords(tag: string): string {
  const { base, keywords, attributes, rest } = split(tag);
  if (keywords === undefined) return tag;
  for (const key of Object.keys(keywords)) {
    let value = keywords[key];
    if (key === "ca") value = CALENDARS[value] ?? value;
    if (value === "true" || (value === "yes" && YES.includes(key))) value = "";
    keywords[key] = value;
  }
  return join(base, keywords, rest, attributes);
}

/** The tag without its Unicode keywords, those, and what stands behind them. */
export function split(tag: string): { base: string; keywords: any; attributes: string[]; rest: string } {
  const parts = tag.split("-");
  let at = 1;
  while (at < parts.length && parts[at] !== "u" && parts[at] !== "x") at++;
  if (parts[at] !== "u") return { base: tag, keywords: undefined, attributes: [], rest: "" };
  const base = parts.slice(0, at).join("-");
  const keywords: any = { __proto__: null };
  const attributes: string[] = [];
  let key: string | undefined;
  for (at++; at < parts.length && parts[at].length > 1; at++) {
    if (parts[at].length === 2) {
      key = parts[at];
      keywords[key!] = "";
    } else if (key === undefined) attributes.push(parts[at]);
    else keywords[key] += keywords[key] === "" ? parts[at] : `-${parts[at]}`;
  }
  const rest = parts.slice(at).join("-");
  return { base, keywords, attributes, rest };
}

export function join(base: string, keywords: any, rest: string, attributes: string[] = []): string {
  let out = "";
  for (const name of attributes) out += `-${name}`;
  for (const key of Object.keys(keywords).sort())
    if (keywords[key] !== undefined) out += keywords[key] === "" ? `-${key}` : `-${key}-${keywords[key]}`;
  if (out === "") return rest === "" ? base : `${base}-${rest}`;
  const whole = `${base}-u${out}`;
  return rest === "" ? whole : `${whole}-${rest}`;
}

export const localeTags = new WeakMap<object, string>();

export function canonicalLocales(locales: any): Locales {
  if (locales === undefined) return [];
  const seen: string[] = [];
  const add = (value: any) => {
    if (typeof value !== "string" && !isObject(value))
      throw new TypeError("Language ID should be string or object.");
    const tag = localeTags.get(value) ?? canonicalTag(`${value}`);
    if (!seen.includes(tag)) seen.push(tag);
  };
  if (typeof locales === "string" || (isObject(locales) && localeTags.has(locales))) {
    add(locales);
    return seen;
  }
  if (locales === null) throw new TypeError("Cannot convert undefined or null to object");
  const object = Object(locales);
  const length = Math.min(Math.max(Math.trunc(Number(object.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
  for (let i = 0; i < length; i++) if (i in object) add(object[i]);
  return seen;
}

let fallback: string | undefined;

/** The locale of the environment. */
export function defaultLocale(): string {
  if (fallback !== undefined) return fallback;
  const env: Record<string, string> = { __proto__: null } as any;
  for (const pair of host.native("system").env()) env[pair[0]] = pair[1];
  const said = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  const dot = said.split(/[.@]/)[0].replaceAll("_", "-");
  const tag = /^(C|POSIX)?$/.test(dot) ? null : natives.canonical(dot);
  fallback = tag == null ? "en-US" : (available(tag) ?? "en-US");
  return fallback;
}

function available(tag: string): string | undefined {
  let at = tag;
  for (;;) {
    if (isAvailable(at)) return at;
    const end = at.lastIndexOf("-");
    if (end < 0) return undefined;
    at = at.slice(0, end);
    if (at.length > 2 && at[at.length - 2] === "-") at = at.slice(0, -2);
  }
}

/** The first locale that there is, and what of its keywords is meant; `accepts`: what values of a key there are. */
export function resolve(
  requested: Locales,
  options: any,
  keys: string[],
  accepts: (key: string, value: string, locale: string) => boolean,
): any {
  let locale = defaultLocale();
  let keywords: any;
  for (const tag of requested) {
    const parts = split(tag);
    const found = available(parts.base);
    if (found === undefined) continue;
    locale = found;
    keywords = parts.keywords;
    break;
  }
  const result: any = { __proto__: null, data: locale };
  const kept: any = { __proto__: null };
  for (const key of keys) {
    const asked = keywords?.[key];
    let value: string | undefined;
    if (asked !== undefined && accepts(key, asked === "" ? "true" : asked, locale)) {
      value = asked === "" ? "true" : asked;
      kept[key] = asked;
    }
    const option = options[key];
    if (option !== undefined && option !== value && accepts(key, option, locale)) {
      value = option;
      kept[key] = undefined;
    }
    result[key] = value;
  }
  result.locale = join(locale, kept, "");
  return result;
}

export function getOption(
  options: any,
  name: string,
  type: "string" | "boolean",
  values: readonly string[] | undefined,
  fallback: any,
  service: string,
): any {
  let value = options[name];
  if (value === undefined) return fallback;
  value = type === "boolean" ? Boolean(value) : `${value}`;
  if (values !== undefined && !values.includes(value)) throw outOfRange(value, service, name);
  return value;
}

export function outOfRange(value: string, service: string, name: string): RangeError {
  return new RangeError(`Value ${value} out of range for ${service} options property ${name}`);
}

export function numberOption(
  value: any,
  minimum: number,
  maximum: number,
  fallback: any,
  name: string,
): number | undefined {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!(number >= minimum && number <= maximum)) throw new RangeError(`${name} value is out of range.`);
  return Math.floor(number);
}

export function coerceOptions(options: any, service: string): any {
  if (options === undefined) return { __proto__: null };
  if (options === null) throw new TypeError(`${service} called on null or undefined`);
  return Object(options);
}

export function optionsObject(options: any): any {
  if (options === undefined) return { __proto__: null };
  if (!isObject(options)) throw new TypeError("invalid_argument");
  return options;
}

export function supportedLocales(service: string, locales: any, options: any): Locales {
  const requested = canonicalLocales(locales);
  if (options !== undefined)
    getOption(Object(options), "localeMatcher", "string", ["lookup", "best fit"], "best fit", service);
  return requested.filter((tag) => available(split(tag).base) !== undefined);
}

export function isNumberingSystem(system: string): boolean {
  return core.digits[system] !== undefined;
}

/** Something like a type of a Unicode keyword. */
export function isType(value: string): boolean {
  return /^[A-Za-z0-9]{3,8}(-[A-Za-z0-9]{3,8})*$/.test(value);
}

/** A class as a constructor with the standard's properties; callable without `new` where that is allowed. */
export function constructor(Class: any, name: string, isCallable: boolean, length = 0): any {
  const made = isCallable
    ? function (this: any, ...given: any[]) {
        return Reflect.construct(Class, given, new.target ?? made);
      }
    : function (this: any, ...given: any[]) {
        if (new.target === undefined) throw new TypeError(`Constructor Intl.${name} requires 'new'`);
        return Reflect.construct(Class, given, new.target);
      };
  const define = (object: any, key: any, value: any, writable: boolean, configurable: boolean) =>
    Object.defineProperty(object, key, { __proto__: null, value, writable, configurable } as any);
  define(made, "name", name, false, true);
  define(made, "length", length, false, true);
  define(made, "prototype", Class.prototype, false, false);
  define(Class.prototype, "constructor", made, true, true);
  define(Class.prototype, Symbol.toStringTag, `Intl.${name}`, false, true);
  if (name !== "Locale")
    define(
      made,
      "supportedLocalesOf",
      {
        supportedLocalesOf(locales: any, options: any = undefined) {
          return supportedLocales(`Intl.${name}.supportedLocalesOf`, locales, options);
        },
      }.supportedLocalesOf,
      true,
      true,
    );
  if (name !== "Locale") define(made.supportedLocalesOf, "length", 1, false, true);
  return made;
}

export function incompatible(method: string, receiver: any): TypeError {
  const shown = isObject(receiver)
    ? `#<${host.inspect.constructorName(receiver) ?? "Object"}>`
    : String(receiver);
  return new TypeError(`Method ${method} called on incompatible receiver ${shown}`);
}
