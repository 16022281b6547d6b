const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const dates = [Date.UTC(2024, 0, 5, 15, 7, 9, 45), Date.UTC(2023, 8, 30, 0, 0, 5, 999), Date.UTC(2020, 1, 29, 12, 30)];
for (const locale of ["en", "en-GB", "de", "fr", "es", "ja", "ko", "zh", "ar", "hi", "fi", "bg"])
  for (const options of [
    { hour: "numeric" }, { hour: "2-digit" }, { hour: "numeric", minute: "2-digit" }, { hour: "2-digit", minute: "2-digit", second: "2-digit" }, { minute: "2-digit", second: "2-digit" }, { minute: "numeric" }, { second: "numeric" },
    { hour: "numeric", minute: "numeric", second: "numeric", fractionalSecondDigits: 3 }, { second: "numeric", fractionalSecondDigits: 1 }, { weekday: "short", hour: "numeric" }, { month: "long", hour: "numeric" }, { hour: "numeric", minute: "numeric", timeZoneName: "short" },
    { year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" }, { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", second: "2-digit" }, { month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" },
  ])
    t(`${locale} ${JSON.stringify(options)}`, () => dates.map((it) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(it)));
