const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "de", "fr", "ja"])
  for (const options of [{}, { maximumFractionDigits: 0 }, { style: "currency", currency: "EUR", maximumFractionDigits: 0 }, { style: "unit", unit: "meter" }, { style: "percent" }])
    for (const [from, to] of [[3, 5], [3, 3], [2.9, 3.1], [1000, 20000]])
      t(`${locale} ${JSON.stringify(options)} ${from} ${to}`, () => {
        const format = new Intl.NumberFormat(locale, options);
        return [format.formatRange(from, to), format.formatRangeToParts(from, to).map((it) => `${it.type}:${it.source}`)];
      });
const plain = new Intl.NumberFormat("en");
t("negative", () => plain.formatRange(-5, 5));
t("not a number", () => plain.formatRange(NaN, 5));
t("bigger first", () => plain.formatRange(5, 3));
t("infinite", () => plain.formatRange(1, Infinity));
t("text", () => plain.formatRange("1", 2n));
