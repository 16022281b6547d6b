const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "de", "fr", "ja", "ar", "es"])
  for (const [type, codes] of [
    ["region", ["US", "GB", "DE", "us", "419", "ZZ", "AA"]], ["language", ["en", "en-US", "en-GB", "de-AT", "zh-Hant", "zh-Hant-TW", "pt-BR", "fr-CA", "es-419", "xx", "sr-Latn", "nl-BE", "tlh"]],
    ["script", ["Latn", "Arab", "hans", "Zzzz", "Xxxx"]], ["currency", ["USD", "eur", "JPY", "XYZ"]], ["calendar", ["gregory", "roc", "islamic-umalqura"]], ["dateTimeField", ["era", "year", "quarter", "month", "weekday", "day", "weekOfYear", "hour", "timeZoneName", "dayPeriod"]],
  ])
    for (const style of ["long", "short", "narrow"])
      t(`${locale} ${type} ${style}`, () => codes.map((it) => new Intl.DisplayNames(locale, { type, style }).of(it)));
t("none", () => [new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of("XA"), new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" }).of("en-US")]);
for (const [type, code] of [["region", "foo"], ["language", "foo bar"], ["currency", "foox"], ["script", "x"], ["dateTimeField", "foo"], ["calendar", "a"]])
  t(`wrong ${type}`, () => new Intl.DisplayNames("en", { type }).of(code));
t("wrong", () => new Intl.DisplayNames("en"));
t("wrong", () => new Intl.DisplayNames("en", {}));
t("wrong", () => new Intl.DisplayNames("en", { type: "x" }));
t("options", () => [new Intl.DisplayNames("en", { type: "language" }).resolvedOptions(), new Intl.DisplayNames("de", { type: "region", style: "short" }).resolvedOptions()]);
