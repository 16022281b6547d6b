const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const notation of ["scientific", "engineering"])
  for (const options of [{}, { maximumFractionDigits: 1 }, { maximumSignificantDigits: 2 }, { minimumFractionDigits: 2 }, { signDisplay: "always" }])
    t(`${notation} ${JSON.stringify(options)}`, () => ["en", "de", "sv", "ar-EG"].map((locale) => {
      const format = new Intl.NumberFormat(locale, { notation, ...options });
      return [0, 1, 12345, 999999, 0.000123, -9.99e10, Infinity, NaN].map((it) => format.format(it)).join(" ");
    }));
