const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "de", "fr", "ja", "ar"])
  for (const options of [{ era: "short" }, { era: "long", year: "numeric" }, { era: "narrow", year: "numeric", month: "short", day: "numeric" }, { year: "numeric" }])
    t(`${locale} ${JSON.stringify(options)}`, () => [-62200000000000, -62135596800000, -1e14, 0, 8.64e15, -8.64e15].map((it) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(it)));
