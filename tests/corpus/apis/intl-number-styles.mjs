const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "de", "fr", "es", "ja", "zh", "ar-EG", "hi", "ru", "pt-PT", "de-CH", "en-IN", "sv", "pl"])
  for (const options of [{}, { style: "percent" }, { style: "percent", maximumFractionDigits: 2 }, { useGrouping: false }, { useGrouping: "min2" }, { useGrouping: "always" }, { minimumIntegerDigits: 4 }])
    t(`${locale} ${JSON.stringify(options)}`, () => {
      const format = new Intl.NumberFormat(locale, options);
      return [0, -0, 1, -1.5, 12, 1234, 12345.6789, -1234567, 0.0125, 1e21, NaN, Infinity, -Infinity].map((it) => format.format(it));
    });
