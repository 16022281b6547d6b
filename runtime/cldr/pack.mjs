// Packs what `Intl` needs of the CLDR into `cldr.bin`: node pack.mjs FOLDER, with the packages cldr-core,
// cldr-dates-full, cldr-numbers-full, cldr-units-full, cldr-localenames-full, cldr-misc-full and cldr-bcp47
// unpacked in FOLDER. Made with 48.1.0 of them, which Node 20 has (units and bcp47 do not have it: 48.0.0, 48.2.0).
import { readFileSync, writeFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.argv[2];
const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
const supplemental = (name) => read("cldr-core", "supplemental", `${name}.json`).supplemental;
const map = (object, each) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, each(value, key)]));
const filter = (object, keep) => Object.fromEntries(Object.entries(object).filter(([key, value]) => keep(key, value)));

// The locales that Node has, and whose data they inherit.
const folders = readdirSync(join(folder, "cldr-dates-full/main")).filter((it) => it !== "und" && it !== "en-US-POSIX");
const locales = ["und", ...folders.filter((it) => Intl.DateTimeFormat.supportedLocalesOf([it])[0] === it)];
const parents = supplemental("parentLocales").parentLocales.parentLocale;
function parentOf(locale) {
  if (locale === "und") return undefined;
  let at = locale;
  do {
    at = parents[at] === "root" ? "und" : (parents[at] ?? (at.includes("-") ? at.slice(0, at.lastIndexOf("-")) : "und"));
  } while (!locales.includes(at));
  return at;
}

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** What a locale says otherwise than its parent; null: it has not what the parent has. */
function difference(own, parent) {
  if (!isPlain(own) || !isPlain(parent)) return JSON.stringify(own) === JSON.stringify(parent) ? undefined : own;
  const out = {};
  for (const key of Object.keys(own)) {
    const part = parent[key] === undefined ? own[key] : difference(own[key], parent[key]);
    if (part !== undefined) out[key] = part;
  }
  for (const key of Object.keys(parent)) if (own[key] === undefined) out[key] = null;
  return Object.keys(out).length > 0 ? out : undefined;
}

/** `a-count-one` of a record: { one: ... }. */
function counts(record, prefix) {
  const out = {};
  for (const [key, value] of Object.entries(record)) {
    if (!key.startsWith(`${prefix}-count-`)) continue;
    const count = key.slice(prefix.length + 7);
    if (!count.includes("-alt-")) out[count] = value;
  }
  return out;
}
const noAlternatives = (object) => filter(object, (key) => !key.includes("-alt-"));
const STYLES = ["full", "long", "medium", "short"];
const styles = (object) => STYLES.map((style) => object[style]?._value ?? object[style]);

function calendar(it) {
  const list = (record) => (record === undefined ? undefined : Object.values(noAlternatives(record)));
  const widths = (record, make) => {
    const out = {};
    for (const [form, letter] of [["format", "f"], ["stand-alone", "s"]])
      for (const width of ["abbreviated", "wide", "narrow"]) out[letter + width[0]] = make(record[form][width]);
    for (const width of "awn") if (JSON.stringify(out[`s${width}`]) === JSON.stringify(out[`f${width}`])) delete out[`s${width}`];
    return out;
  };
  const times = it.dateTimeFormats;
  const isAsked = (key) => !/[QqwW]/.test(key) && !key.includes("-alt-") && !key.includes("-count-");
  return {
    months: it.months && widths(it.months, list),
    days: it.days && widths(it.days, list),
    periods: it.dayPeriods && widths(it.dayPeriods, noAlternatives),
    eras: it.eras && { a: list(it.eras.eraAbbr), w: list(it.eras.eraNames), n: list(it.eras.eraNarrow) },
    date: styles(it.dateFormats),
    time: it.timeFormats && styles(it.timeFormats),
    both: styles(times),
    at: styles(it["dateTimeFormats-atTime"].standard),
    formats: filter(times.availableFormats, isAsked),
    append: times.appendItems,
    fallback: times.intervalFormats.intervalFormatFallback,
    intervals: filter(times.intervalFormats, (key) => isPlain(times.intervalFormats[key]) && isAsked(key)),
  };
}

const areas = {
  dates(locale) {
    const dates = read("cldr-dates-full/main", locale, "ca-gregorian.json").main[locale].dates;
    const generic = read("cldr-dates-full/main", locale, "ca-generic.json").main[locale].dates;
    const other = calendar(generic.calendars.generic);
    return {
      gregory: calendar(dates.calendars.gregorian),
      generic: { date: other.date, both: other.both, at: other.at, formats: other.formats, append: other.append, fallback: other.fallback, intervals: other.intervals },
    };
  },
  numbers(locale) {
    const it = read("cldr-numbers-full/main", locale, "numbers.json").main[locale].numbers;
    const systems = {};
    const compact = (record) => {
      const out = [];
      for (let power = 3; power < 25; power++) out.push(counts(record, `1${"0".repeat(power)}`));
      while (out.length > 0 && Object.keys(out[out.length - 1]).length === 0) out.pop();
      return out;
    };
    for (const key of Object.keys(it)) {
      const system = /^symbols-numberSystem-(.*)$/.exec(key)?.[1];
      if (system === undefined) continue;
      const symbols = it[key];
      const part = (name) => it[`${name}-numberSystem-${system}`];
      const currency = part("currencyFormats");
      systems[system] = {
        symbols: filter(symbols, (key) => ["decimal", "group", "percentSign", "plusSign", "minusSign", "approximatelySign", "exponential", "infinity", "nan", "currencyDecimal", "currencyGroup", "timeSeparator"].includes(key)),
        decimal: part("decimalFormats").standard,
        percent: part("percentFormats").standard,
        scientific: part("scientificFormats").standard,
        currency: currency.standard,
        currencyAlpha: currency["standard-alphaNextToNumber"],
        accounting: currency.accounting,
        accountingAlpha: currency["accounting-alphaNextToNumber"],
        spacing: { before: currency.currencySpacing.beforeCurrency.insertBetween, after: currency.currencySpacing.afterCurrency.insertBetween },
        named: counts(currency, "unitPattern"),
        short: compact(part("decimalFormats").short.decimalFormat),
        long: compact(part("decimalFormats").long.decimalFormat),
        currencyShort: currency.short === undefined ? undefined : compact(currency.short.standard),
        range: part("miscPatterns").range,
        approximately: part("miscPatterns").approximately,
      };
    }
    for (const system of Object.keys(systems)) if (system !== it.defaultNumberingSystem && system !== "latn") {
      const parent = systems.latn;
      if (parent !== undefined) systems[system] = difference(systems[system], parent) ?? {};
    }
    return { default: it.defaultNumberingSystem, native: it.otherNumberingSystems?.native, traditional: it.otherNumberingSystems?.traditional, finance: it.otherNumberingSystems?.finance, minimum: Number(it.minimumGroupingDigits), systems };
  },
  currencies(locale) {
    const it = read("cldr-numbers-full/main", locale, "currencies.json").main[locale].numbers.currencies;
    return map(it, (currency, code) => [currency.symbol ?? code, currency["symbol-alt-narrow"] ?? currency.symbol ?? code, currency.displayName ?? code, counts(currency, "displayName"), currency["symbol-alt-variant"]]);
  },
  units(locale) {
    const it = read("cldr-units-full/main", locale, "units.json").main[locale].units;
    const out = {};
    for (const width of ["long", "short", "narrow"]) {
      const names = {};
      for (const [key, value] of Object.entries(it[width])) {
        const name = /^[a-z]+-(.*)$/.exec(key)?.[1];
        if (key === "per") out[`${width}Per`] = value.compoundUnitPattern;
        if (name === undefined || !(UNITS.includes(name) || COMPOUND.includes(name))) continue;
        names[name] = { ...counts(value, "unitPattern"), per: value.perUnitPattern, name: value.displayName };
      }
      out[width] = names;
    }
    return out;
  },
  fields(locale) {
    const it = read("cldr-dates-full/main", locale, "dateFields.json").main[locale].dates.fields;
    const relative = {}, names = {};
    for (const [key, value] of Object.entries(it)) {
      if (value["relativeTime-type-future"] !== undefined && /^(year|quarter|month|week|day|hour|minute|second)(-short|-narrow)?$/.test(key)) {
        const said = {};
        for (const [type, text] of Object.entries(value)) if (type.startsWith("relative-type-")) said[type.slice(14)] = text;
        relative[key] = { said, future: counts(value["relativeTime-type-future"], "relativeTimePattern"), past: counts(value["relativeTime-type-past"], "relativeTimePattern") };
      }
      if (value.displayName !== undefined && !/^(sun|mon|tue|wed|thu|fri|sat)(-|$)/.test(key)) names[key] = value.displayName;
    }
    const lists = read("cldr-misc-full/main", locale, "listPatterns.json").main[locale].listPatterns;
    const list = (type) => { const it = lists[`listPattern-type-${type}`]; return [it.start, it.middle, it.end, it["2"]]; };
    return { relative, names, lists: Object.fromEntries(Object.keys(lists).map((key) => [key.slice(17), list(key.slice(17))])) };
  },
  zones(locale) {
    const it = read("cldr-dates-full/main", locale, "timeZoneNames.json").main[locale].dates.timeZoneNames;
    const names = (value) => (value === undefined ? undefined : [value.generic ?? null, value.standard ?? null, value.daylight ?? null]);
    const zones = {};
    (function walk(record, path) {
      for (const [key, value] of Object.entries(record)) {
        const name = [...path, key].join("/");
        if (value._type === "zone" || value.exemplarCity !== undefined || value.long !== undefined || value.short !== undefined)
          zones[name] = { city: value.exemplarCity, long: names(value.long), short: names(value.short) };
        else walk(value, [...path, key]);
      }
    })(it.zone, []);
    return {
      hour: it.hourFormat, gmt: it.gmtFormat, zero: it.gmtZeroFormat, region: it.regionFormat,
      daylight: it["regionFormat-type-daylight"], standard: it["regionFormat-type-standard"], fallback: it.fallbackFormat,
      metazones: map(it.metazone ?? {}, (value) => ({ long: names(value.long), short: names(value.short) })), zones,
    };
  },
  names(locale) {
    if (locale === "und") return { language: {}, region: {}, script: {}, calendar: {}, numbers: {} };
    const part = (file, key) => {
      const it = read("cldr-localenames-full/main", locale, `${file}.json`).main[locale].localeDisplayNames[key];
      return filter(it, (code, name) => !/-alt-(?!short|narrow|long|menu)/.test(code) && name !== code);
    };
    const it = read("cldr-localenames-full/main", locale, "localeDisplayNames.json").main[locale].localeDisplayNames;
    return {
      language: filter(part("languages", "languages"), (code) => !code.includes("-alt-") || code.endsWith("-alt-short")),
      region: filter(part("territories", "territories"), (code) => !code.includes("-alt-") || code.endsWith("-alt-short")),
      script: filter(part("scripts", "scripts"), (code) => !code.includes("-alt-")),
      calendar: noAlternatives(it.types?.calendar ?? {}),
      numbers: {}, pattern: it.localeDisplayPattern.localePattern, separator: it.localeDisplayPattern.localeSeparator,
    };
  },
};

const UNITS = Intl.supportedValuesOf("unit");
const COMPOUND = ["kilometer-per-hour", "mile-per-hour", "meter-per-second", "liter-per-kilometer", "mile-per-gallon", "per"];

const files = new Map();
for (const [area, make] of Object.entries(areas)) {
  const whole = new Map(), byLanguage = new Map();
  const get = (locale) => {
    // A locale whose folder lacks the file has what its parent has.
    if (!whole.has(locale)) {
      let made;
      try { made = make(locale); } catch (error) { if (error.code !== "ENOENT") throw error; made = get(parentOf(locale)); }
      whole.set(locale, JSON.parse(JSON.stringify(made)));
    }
    return whole.get(locale);
  };
  for (const locale of locales) {
    const parent = parentOf(locale);
    const own = parent === undefined ? get(locale) : difference(get(locale), get(parent));
    if (own === undefined) continue;
    const language = locale.split("-")[0];
    if (!byLanguage.has(language)) byLanguage.set(language, {});
    byLanguage.get(language)[locale] = own;
  }
  for (const [language, object] of byLanguage) files.set(`${area}/${language}`, object);
}

// What is of no language.
{
  const rules = (set) => map(set, (record) => {
    const out = {};
    for (const [key, rule] of Object.entries(record)) {
      const condition = rule.split("@")[0].trim();
      if (condition !== "") out[key.slice(17)] = condition;
    }
    return out;
  });
  const ranges = map(supplemental("pluralRanges").plurals, (record) => {
    const out = {};
    for (const [key, value] of Object.entries(record)) {
      const [, start, end] = /^pluralRange-start-(.*)-end-(.*)$/.exec(key);
      out[`${start} ${end}`] = value;
    }
    return out;
  });
  files.set("plurals", { cardinal: rules(supplemental("plurals")["plurals-type-cardinal"]), ordinal: rules(supplemental("ordinals")["plurals-type-ordinal"]), ranges });
  const fractions = supplemental("currencyData").currencyData.fractions;
  const week = supplemental("weekData").weekData;
  const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const day = (name) => DAYS.indexOf(name) + 1;
  // Tags that are a locale to Node without data of their own: with the default region, without the script.
  const tags = [...new Set([...read("cldr-core/defaultContent.json").defaultContent, ...folders])];
  const shown = {};
  const dataOf = (tag) => { let at = tag; while (!locales.includes(at)) at = parentOf(at); return at; };
  for (const tag of tags) {
    const [language, script, region] = tag.split("-");
    const short = region !== undefined && script.length === 4 ? `${language}-${region}` : tag;
    for (const name of [tag, short])
      if (!locales.includes(name) && shown[name] === undefined && Intl.NumberFormat.supportedLocalesOf(name)[0] === name && new Intl.NumberFormat(name).resolvedOptions().locale === name)
        shown[name] = dataOf(name !== tag && new Intl.Locale(name).maximize().script !== script ? new Intl.Locale(name).maximize().baseName : tag);
  }
  files.set("core", {
    locales: locales.slice(1).join(" "),
    shown,
    parents: filter(parents, (key, value) => locales.includes(key)),
    digits: map(filter(supplemental("numberingSystems").numberingSystems, (_, it) => it._type === "numeric"), (it) => it._digits),
    fractions: map(filter(fractions, (code, it) => code !== "DEFAULT" && it._digits !== "2"), (it) => Number(it._digits)),
    hours: map(supplemental("timeData").timeData, (it) => [it._preferred, it._allowed]),
    calendars: map(supplemental("calendarPreferenceData").calendarPreferenceData, (it) => it.map((name) => name.replace("gregorian", "gregory"))),
    week: { first: map(filter(week.firstDay, (key) => !key.includes("-alt-")), day), minimum: map(week.minDays, Number), start: map(week.weekendStart, day), end: map(week.weekendEnd, day) },
    periods: map(supplemental("dayPeriods").dayPeriodRuleSet, (rules) => map(rules, (rule) => rule._at !== undefined ? [rule._at] : [rule._from, rule._before])),
    currencies: Intl.supportedValuesOf("currency").join(" "),
  });
  const metazones = {};
  (function walk(record, path) {
    for (const [key, value] of Object.entries(record)) {
      if (Array.isArray(value)) metazones[[...path, key].join("/")] = value.map(({ usesMetazone: it }) => [it._mzone, it._from ?? "", it._to ?? ""]);
      else walk(value, [...path, key]);
    }
  })(supplemental("metaZones").metaZones.metazoneInfo.timezone, []);
  const golden = {};
  for (const { mapZone: it } of Object.values(supplemental("metaZones").metaZones.metazones)) (golden[it._other] ??= {})[it._territory] = it._type;
  const zones = {};
  for (const [key, value] of Object.entries(read("cldr-bcp47/bcp47/timezone.json").keyword.u.tz))
    if (key[0] !== "_" && value._alias !== undefined) { const [first, ...rest] = value._alias.split(" "); zones[first] = [key, value._deprecated ? "" : key.slice(0, 2).toUpperCase(), ...rest]; }
  files.set("metazones", { zones, metazones, golden, primary: supplemental("primaryZones").primaryZones, supported: Intl.supportedValuesOf("timeZone").join(" ") });
}

const names = [...files.keys()].sort();
const blobs = names.map((name) => brotliCompressSync(JSON.stringify(files.get(name)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 20 } }));
// A line for each part (name and size), an empty line, then the parts.
const head = Buffer.from(names.map((name, index) => `${name} ${blobs[index].length}\n`).join("") + "\n");
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), "cldr.bin"), Buffer.concat([head, ...blobs]));
const sizes = {};
names.forEach((name, index) => { const area = name.split("/")[0]; sizes[area] = (sizes[area] ?? 0) + blobs[index].length; });
console.log(locales.length, names.length, sizes, head.length);
