const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const date = Date.UTC(2024, 0, 5, 15, 7, 9, 45);
for (const locale of ["en", "de", "fr", "ja", "ar-EG", "es", "zh"])
  for (const options of [undefined, { dateStyle: "full", timeStyle: "long" }, { timeStyle: "short" }, { weekday: "long", year: "numeric", month: "long", day: "numeric" }, { hour: "numeric", minute: "numeric", second: "numeric", fractionalSecondDigits: 2 }, { hour: "numeric", dayPeriod: "long" }, { era: "short", year: "numeric" }, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hour12: false }])
    t(`${locale} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).formatToParts(date));
const { year, month, day } = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York", year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(date).map((it) => [it.type, it.value]));
console.log(`${year}-${month}-${day}`);
