const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const start = Date.UTC(2024, 0, 5, 9, 7, 9, 45);
const ends = [[2024, 0, 5, 9, 7, 9, 45], [2024, 0, 5, 9, 7, 20], [2024, 0, 5, 9, 30], [2024, 0, 5, 11, 30], [2024, 0, 5, 15, 30], [2024, 0, 9, 15], [2024, 3, 5], [2025, 1, 1]].map((it) => Date.UTC(...it));
for (const locale of ["en", "de", "fr", "es", "ja", "en-GB", "zh", "ko"])
  for (const options of [undefined, { dateStyle: "full" }, { dateStyle: "medium" }, { dateStyle: "short" }, { timeStyle: "short" }, { dateStyle: "medium", timeStyle: "short" }, { month: "long", day: "numeric" }, { month: "short" }, { year: "numeric" }, { year: "numeric", month: "long" }, { hour: "numeric", minute: "2-digit" }, { hour: "numeric" }, { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }, { weekday: "long" }, { day: "numeric" }])
    t(`${locale} ${JSON.stringify(options)}`, () => {
      const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
      return ends.map((it) => format.formatRange(start, it));
    });
