const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const dates = [Date.UTC(2024, 0, 5, 15, 7, 9, 45), Date.UTC(2023, 8, 30, 0, 0, 5, 999)];
for (const locale of ["en", "de", "fr", "es", "ja", "ru", "ar", "zh", "cs", "fi", "hu"])
  for (const options of [
    { year: "numeric" }, { month: "long" }, { month: "short" }, { month: "narrow" }, { month: "2-digit" }, { day: "numeric" }, { weekday: "long" }, { weekday: "narrow" },
    { year: "numeric", month: "long" }, { month: "long", day: "numeric" }, { month: "numeric", day: "numeric" }, { year: "numeric", month: "2-digit", day: "2-digit" }, { year: "2-digit", month: "numeric", day: "numeric" },
    { weekday: "long", year: "numeric", month: "long", day: "numeric" }, { weekday: "short", month: "short", day: "numeric" }, { weekday: "short", year: "numeric", month: "numeric", day: "numeric" }, { weekday: "long", day: "numeric" },
    { year: "numeric", weekday: "long" }, { year: "numeric", day: "numeric" }, { month: "long", weekday: "short" },
  ])
    t(`${locale} ${JSON.stringify(options)}`, () => dates.map((it) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(it)));
