const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "de", "fr", "ar-EG", "ja", "he", "hi"])
  for (const options of [{}, { style: "percent", signDisplay: "always" }, { style: "currency", currency: "EUR" }, { style: "currency", currency: "USD", currencyDisplay: "name" }, { style: "unit", unit: "kilometer-per-hour" }, { notation: "compact", compactDisplay: "long" }, { notation: "scientific" }])
    t(`${locale} ${JSON.stringify(options)}`, () => {
      const format = new Intl.NumberFormat(locale, options);
      return [-1234567.891, 0.0005, NaN, -Infinity].map((it) => format.formatToParts(it));
    });
