const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "en-GB", "de", "fr", "es", "it", "pt", "ja", "zh", "ar", "ru", "he", "ko", "hi"])
  for (const type of ["conjunction", "disjunction", "unit"])
    for (const style of ["long", "short", "narrow"])
      t(`${locale} ${type} ${style}`, () => {
        const format = new Intl.ListFormat(locale, { type, style });
        return [[], ["a"], ["a", "b"], ["a", "b", "c"], ["1", "Ivan", "ocho", "i"]].map((it) => format.format(it));
      });
const format = new Intl.ListFormat("en");
t("parts", () => format.formatToParts(["a", "b", "c"]));
t("iterables", () => [format.format(new Set(["x", "y"])), format.format("abc"), format.format(undefined), format.format((function* () { yield "p"; yield "q"; })())]);
t("numbers", () => format.format([1]));
t("no list", () => format.format(5));
t("no list", () => format.format(null));
t("options", () => [new Intl.ListFormat().resolvedOptions(), new Intl.ListFormat("de", { type: "unit", style: "narrow" }).resolvedOptions()]);
t("wrong", () => new Intl.ListFormat("en", { type: "x" }));
t("wrong", () => new Intl.ListFormat("en", null));
t("no new", () => Intl.ListFormat("en"));
