const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "en-IN", "de", "fr", "es", "it", "pt", "ru", "pl", "ja", "zh", "ko", "ar", "hi", "sw"])
  for (const options of [{}, { compactDisplay: "long" }, { maximumFractionDigits: 1 }, { minimumFractionDigits: 2, maximumFractionDigits: 2 }, { style: "currency", currency: "USD" }])
    t(`${locale} ${JSON.stringify(options)}`, () => {
      const format = new Intl.NumberFormat(locale, { notation: "compact", ...options });
      return [0, 0.567, 5, 999, 1000, 1500, 9999, 12345, 99950, 999999, 1e6, 1.25e6, 123456789, 1e9, 2.5e12, 1e15, 1e18, -4321].map((it) => format.format(it));
    });
