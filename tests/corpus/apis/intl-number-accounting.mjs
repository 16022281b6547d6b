const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "de", "ja", "fr", "nl", "he"])
  for (const signDisplay of ["auto", "always", "never", "exceptZero", "negative"])
    t(`${locale} ${signDisplay}`, () => {
      const format = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", currencySign: "accounting", signDisplay });
      return [-5, 5, 0, -0, -0.001, NaN].map((it) => format.format(it));
    });
