const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const unit of Intl.supportedValuesOf("unit"))
  for (const unitDisplay of ["long", "short", "narrow"])
    t(`${unit} ${unitDisplay}`, () => ["en", "de", "fr", "ja", "ru", "ar"].map((locale) => {
      const format = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay });
      return [1, 2.5, 16].map((it) => format.format(it)).join("; ");
    }));
for (const unit of ["kilometer-per-hour", "liter-per-second", "mile-per-gallon", "byte-per-day", "gram-per-percent", "day-per-foot"])
  t(unit, () => ["en", "de", "fr", "es"].map((locale) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(3)));
for (const unit of ["meters", "foo", "kilometer-per", "per-hour", "kilometer-per-hour-per-day", "", undefined])
  t(`wrong ${unit}`, () => new Intl.NumberFormat("en", { style: "unit", unit }).format(1));
