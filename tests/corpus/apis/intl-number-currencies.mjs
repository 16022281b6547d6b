const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "en-GB", "en-CA", "de", "de-AT", "fr", "fr-CA", "es-MX", "ja", "zh-TW", "ar-EG", "he", "ru", "pt", "nl", "tr"])
  for (const currency of ["USD", "EUR", "JPY", "GBP", "CHF", "INR", "BHD", "XYZ"])
    for (const currencyDisplay of ["symbol", "narrowSymbol", "code", "name"])
      t(`${locale} ${currency} ${currencyDisplay}`, () => {
        const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay });
        return [0, 1, 2, -5, 1234.567].map((it) => format.format(it));
      });
