// The data of locales: parts of the CLDR, each read when first asked for, with what a locale inherits.

export const natives = host.native("intl");

const parts: Record<string, any> = { __proto__: null } as any;

export function part(name: string): any {
  if (parts[name] === undefined) {
    const text = natives.data(name);
    parts[name] = text == null ? null : JSON.parse(text);
  }
  return parts[name];
}

export const core = part("core");

const known: Record<string, boolean> = { __proto__: null } as any;
for (const locale of core.locales.split(" ")) known[locale] = true;

export function isObject(value: any): boolean {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** What the parent says, with what the locale says otherwise. */
function merge(parent: any, own: any): any {
  if (own === undefined) return parent;
  if (own === null) return undefined;
  if (typeof own !== "object" || Array.isArray(own) || typeof parent !== "object" || Array.isArray(parent))
    return own;
  const out: any = { __proto__: null };
  for (const key of Object.keys(parent)) if (own[key] !== null) out[key] = merge(parent[key], own[key]);
  for (const key of Object.keys(own)) if (out[key] === undefined && own[key] !== null) out[key] = own[key];
  return out;
}

/** The locale whose data a locale has: `de` for `de-DE`, `zh-Hant` for `zh-TW`. */
export function dataLocale(locale: string): string {
  let at = locale;
  while (at !== "und" && known[at] === undefined) {
    if (core.shown[at] !== undefined) return core.shown[at];
    at = at.includes("-") ? at.slice(0, at.lastIndexOf("-")) : "und";
  }
  return at;
}

export function parentOf(locale: string): string {
  let at = locale;
  do {
    const named = core.parents[at];
    if (named !== undefined) at = named === "root" ? "und" : named;
    else at = at.includes("-") ? at.slice(0, at.lastIndexOf("-")) : "und";
  } while (at !== "und" && known[at] === undefined);
  return at;
}

const merged: Record<string, any> = { __proto__: null } as any;

/** What a locale has of an area. */
export function localeData(area: string, locale: string): any {
  return dataOf(area, dataLocale(locale));
}

function dataOf(area: string, locale: string): any {
  const key = `${area}/${locale}`;
  if (merged[key] !== undefined) return merged[key];
  const language = locale.includes("-") ? locale.slice(0, locale.indexOf("-")) : locale;
  const own = part(`${area}/${language}`)?.[locale];
  if (locale === "und") return (merged[key] = own ?? {});
  return (merged[key] = merge(dataOf(area, parentOf(locale)), own));
}

export function isAvailable(locale: string): boolean {
  return known[locale] !== undefined || core.shown[locale] !== undefined;
}

/** The language of a tag. */
export function languageOf(locale: string): string {
  return locale.includes("-") ? locale.slice(0, locale.indexOf("-")) : locale;
}

const maximal: Record<string, string> = { __proto__: null } as any;

/** Language, script and region with what goes without saying. */
export function maximized(locale: string): string {
  return (maximal[locale] ??= likely(locale, true));
}

/** No language at all is English, to Node. */
export function likely(tag: string, isMaximal: boolean): string {
  const made = natives.likely(tag, isMaximal) ?? tag;
  return made.replace(/^und(?=$|-[a-z]-)/, isMaximal ? "en-Latn-US" : "en");
}

export function regionOf(locale: string): string {
  for (const subtag of maximized(locale).split("-"))
    if (/^([A-Z]{2}|\d{3})$/.test(subtag)) return subtag;
  return "001";
}

/** The digits of a numbering system, as an array; undefined: the usual ones. */
export function digitsOf(system: string): string[] | undefined {
  if (system === "latn") return undefined;
  const digits = core.digits[system];
  return digits === undefined ? undefined : [...digits];
}

export function withDigits(text: string, digits: string[] | undefined): string {
  if (digits === undefined) return text;
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) - 48;
    out += code >= 0 && code <= 9 ? digits[code] : text[i];
  }
  return out;
}
