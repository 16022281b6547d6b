const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 20, 21, 22, 23, 100, 101, 102, 1000000, 1.5, 0.5, -1, NaN, Infinity];
for (const locale of ["en", "de", "fr", "es", "pt", "it", "ru", "pl", "ar", "he", "ja", "zh", "cs", "cy", "lt", "lv", "sl", "ga", "uk", "ro", "mt", "br"])
  for (const type of ["cardinal", "ordinal"])
    t(`${locale} ${type}`, () => {
      const rules = new Intl.PluralRules(locale, { type });
      return [numbers.map((it) => rules.select(it)).join(" "), rules.resolvedOptions(), rules.selectRange(0, 1), rules.selectRange(1, 2), rules.selectRange(2, 5)];
    });
const english = new Intl.PluralRules("en", { minimumFractionDigits: 1 });
t("digits", () => [english.select(1), new Intl.PluralRules("en", { maximumSignificantDigits: 1 }).select(1.4), english.resolvedOptions()]);
const suffixes = { one: "st", two: "nd", few: "rd", other: "th" };
const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
t("suffixes", () => [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111].map((it) => it + suffixes[ordinals.select(it)]));
t("text", () => [english.select("1"), english.select()]);
t("wrong", () => new Intl.PluralRules("en", { type: "x" }));
t("wrong", () => ordinals.selectRange(1));
t("wrong", () => ordinals.selectRange(NaN, 1));
t("no new", () => Intl.PluralRules("en"));
