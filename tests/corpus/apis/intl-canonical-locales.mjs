const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const given of [undefined, null, "", "en-us", ["EN-US", "en-us", "iw"], new Intl.Locale("de"), { length: 2, 0: "fr", 1: "FR" }, [5], [null], ["a"], ["de_DE"], "zh-cmn-Hans-CN", "cmn", "sgn-us", "de-1996-1901", "en-u-ca-gregorian", "i-klingon", 5, true, ["en", "x-y"]])
  t(JSON.stringify(given) ?? "nothing", () => Intl.getCanonicalLocales(given));
for (const name of ["NumberFormat", "DateTimeFormat", "Collator", "PluralRules", "ListFormat", "RelativeTimeFormat", "Segmenter", "DisplayNames"])
  t(name, () => [Intl[name].supportedLocalesOf(["de-XX", "zz", "en", "zh-TW", "pt-u-nu-latn"]), Intl[name].supportedLocalesOf("xx"), Intl[name].supportedLocalesOf.length]);
t("wrong", () => Intl.NumberFormat.supportedLocalesOf("de", { localeMatcher: "x" }));
for (const key of ["calendar", "collation", "currency", "numberingSystem", "timeZone", "unit", "x"]) t(key, () => Intl.supportedValuesOf(key));
