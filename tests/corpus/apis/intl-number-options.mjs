const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const R = (options, locale = "en") => new Intl.NumberFormat(locale, options).resolvedOptions();
for (const options of [
  undefined, {}, { style: "percent" }, { style: "currency", currency: "usd" }, { style: "currency", currency: "JPY" }, { style: "unit", unit: "liter", unitDisplay: "long" },
  { notation: "compact" }, { notation: "compact", maximumFractionDigits: 1 }, { notation: "scientific" }, { maximumSignificantDigits: 3 }, { minimumFractionDigits: 5 },
  { maximumFractionDigits: 1, style: "currency", currency: "USD" }, { useGrouping: "min2" }, { useGrouping: false }, { useGrouping: true }, { useGrouping: "true" }, { useGrouping: "" },
  { roundingIncrement: 5 }, { roundingPriority: "morePrecision", maximumSignificantDigits: 3 }, { trailingZeroDisplay: "stripIfInteger" }, { signDisplay: "negative" }, { numberingSystem: "thai" },
])
  t(JSON.stringify(options), () => R(options));
for (const locale of ["de-u-nu-thai", "ar", "ar-EG", "hi-u-nu-deva", "en-u-nu-bogus", "zh-Hans-CN", "zh-TW", "sr-ME", "no", "de-DE-1996", "de-XX", "xx", ["xx", "fr"]])
  t(locale, () => { const { locale: made, numberingSystem } = R({}, locale); return [made, numberingSystem]; });
for (const options of [null, 5, "x", { style: "foo" }, { style: "currency" }, { style: "unit" }, { currency: "us" }, { currency: "USDX" }, { maximumFractionDigits: 101 }, { maximumFractionDigits: -1 }, { maximumFractionDigits: "x" }, { minimumFractionDigits: 3, maximumFractionDigits: 1 }, { minimumSignificantDigits: 0 }, { minimumSignificantDigits: 5, maximumSignificantDigits: 2 }, { minimumIntegerDigits: 22 }, { useGrouping: "foo" }, { notation: "foo" }, { roundingIncrement: 3 }, { roundingMode: "up" }, { signDisplay: "x" }, { numberingSystem: "a" }, { localeMatcher: "x" }])
  t(`wrong ${JSON.stringify(options)}`, () => R(options) && "fine");
