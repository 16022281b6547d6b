const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const tag of ["en", "en-us", "EN-latn-us", "de-u-co-phonebk-kn", "zh-TW", "iw", "sh", "und", "en-x-foo", "de-DE-u-ca-buddhist-nu-thai-hc-h12", "sr-cyrl", "hi-t-en-us", "en-u-attr-co-emoji", "sl-rozaj-biske-1994", "ja-u-ca-islamicc", "en-u-kn-yes", "en-a-bb-u-kn-x-foo", "es-419", "mo", "tl", "in", "ji", "az-az", "en-GB-oed", "art-lojban", "x-foo", "a", "en-", "de_DE", "123", "en-US-US", ""])
  t(tag, () => {
    const it = new Intl.Locale(tag);
    return [`${it}`, it.language, it.script, it.region, it.baseName, it.calendar, it.collation, it.hourCycle, it.caseFirst, it.numeric, it.numberingSystem, `${it.maximize()}`, `${it.minimize()}`].map((value) => value ?? "none");
  });
for (const tag of ["en-US", "de", "ar-EG", "he", "fa-IR", "ja-JP", "th", "hi-IN"])
  t(tag, () => { const it = new Intl.Locale(tag); return [it.hourCycles, it.numberingSystems, it.textInfo, it.weekInfo, it.calendars]; });
t("options", () => `${new Intl.Locale("en", { region: "GB", hourCycle: "h12", numeric: true, calendar: "buddhist" })} ${new Intl.Locale(new Intl.Locale("en-US"), { script: "Latn", language: "de" })} ${new Intl.Locale("de-u-kn", { numeric: false })}`);
for (const options of [{ hourCycle: "x" }, { region: "x" }, { language: "x" }, { script: "x" }, { calendar: "x" }, { caseFirst: "x" }, null])
  t(`wrong ${JSON.stringify(options)}`, () => `${new Intl.Locale("en", options)}`);
t("wrong", () => new Intl.Locale());
t("wrong", () => new Intl.Locale(5));
t("no new", () => Intl.Locale("en"));
console.log(new Intl.NumberFormat(new Intl.Locale("de")).format(1234.5), JSON.stringify(new Intl.Locale("de")), new Intl.Locale("de"));
