const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const start = Date.UTC(2024, 0, 5, 9, 7), ends = [Date.UTC(2024, 0, 5, 9, 7), Date.UTC(2024, 0, 5, 15, 30), Date.UTC(2024, 0, 9, 15), Date.UTC(2025, 3, 5)];
for (const locale of ["en", "de", "ja"])
  for (const options of [undefined, { dateStyle: "long" }, { timeStyle: "short" }, { dateStyle: "medium", timeStyle: "short" }, { hour: "numeric" }])
    for (const end of ends)
      t(`${locale} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).formatRangeToParts(start, end).map((it) => `${it.type}:${it.value}:${it.source}`));
const plain = new Intl.DateTimeFormat("en", { timeZone: "UTC" });
t("one", () => plain.formatRange(1, undefined));
t("invalid", () => plain.formatRange(NaN, 1));
t("later first", () => plain.formatRange(start, 0));
t("dates", () => plain.formatRange(new Date(0), new Date(1e9)));
