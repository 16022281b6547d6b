const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const R = (options, locale = "en") => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).resolvedOptions();
for (const options of [
  {}, { dateStyle: "full" }, { timeStyle: "short" }, { dateStyle: "short", timeStyle: "long" }, { hourCycle: "h23" }, { hour: "numeric" }, { month: "long", hour: "numeric" }, { fractionalSecondDigits: 2 }, { calendar: "gregory" }, { calendar: "foo" }, { numberingSystem: "thai" },
  { year: "2-digit", month: "narrow", era: "long", weekday: "narrow", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, timeZoneName: "longOffset" },
])
  for (const locale of ["en", "de", "es", "ja"]) t(`${locale} ${JSON.stringify(options)}`, () => R(options, locale));
for (const options of [{ dateStyle: "full", month: "long" }, { timeStyle: "short", hour: "numeric" }, { dateStyle: "x" }, { month: "foo" }, { year: "short" }, { calendar: "a!" }, { fractionalSecondDigits: 4 }, { fractionalSecondDigits: 0 }, { hourCycle: "h10" }, { timeZoneName: "x" }, { numberingSystem: "" }, { formatMatcher: "x" }])
  t(`wrong ${JSON.stringify(options)}`, () => R(options) && "fine");
t("null", () => new Intl.DateTimeFormat("en", null));
for (const value of [NaN, Infinity, 8.64e15 + 1, "2024", null, false, "x", {}, new Date(NaN)])
  t(`value ${JSON.stringify(value)}`, () => new Intl.DateTimeFormat("en", { timeZone: "UTC" }).format(value));
