const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const words = ["a", "A", "b", "B", "ä", "Ä", "z", "Z", "é", "e", "E", "ö", "o", "1", "10", "2", "_a", "-b", " c", "ñ", "n", "ch", "c", "d", "å", "aa", "日", "本", "中", "ア", "あ", "ж", "ё", "е", "ß", "ss", "a-b", "ab", "resume", "résumé", "Résumé", "co-op", "coop", "CO-OP", "😀", "", "i", "ı", "y", "ø", "æ"];
for (const [locale, options] of [["en", {}], ["de", {}], ["sv", {}], ["en", { numeric: true }], ["en", { sensitivity: "base" }], ["en", { sensitivity: "accent" }], ["en", { sensitivity: "case" }], ["en", { caseFirst: "upper" }], ["en", { ignorePunctuation: true }], ["de-u-co-phonebk", {}], ["es", {}], ["ja", {}], ["zh", {}], ["da", {}], ["cs", {}], ["th", {}], ["en-u-kn-true", {}], ["lt", {}], ["en-u-kf-upper", { caseFirst: "lower" }], ["de", { collation: "phonebk" }]]) {
  const collator = new Intl.Collator(locale, options);
  t(`${locale} ${JSON.stringify(options)}`, () => [words.slice().sort(collator.compare).join(" "), collator.resolvedOptions()]);
  let signs = "";
  for (const one of words) for (const other of words) signs += "<=>"[collator.compare(one, other) + 1];
  console.log(signs);
}
t("wrong", () => new Intl.Collator("en", { usage: "x" }));
t("wrong", () => new Intl.Collator("en", { sensitivity: "x" }));
t("other values", () => [new Intl.Collator("en").compare(), new Intl.Collator("en").compare(1, 2), new Intl.Collator("en").compare(null, "null")]);
