const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of [undefined, "en", "tr", "az", "lt", "el", "de", "nl", "hy", ["tr", "en"]])
  t(locale, () => ["I", "i", "İ", "ı", "ß", "ŉ", "ǆ", "Ì", "ά έ", "ΑΣ Σ", "ĳ", "և", "ﬃ", "straße", "𐐨"].map((it) => `${it.toLocaleUpperCase(locale)} ${it.toLocaleLowerCase(locale)}`));
t("wrong", () => "a".toLocaleUpperCase("x"));
t("wrong", () => "a".toLocaleLowerCase(null));
t("this", () => String.prototype.toLocaleUpperCase.call(undefined));
t("this", () => String.prototype.toLocaleLowerCase.call(true));
t("normal forms", () => ["NFC", "NFD", "NFKC", "NFKD"].map((form) => ["é", "e\u0301", "ﬁ", "①", "각", "Å", "ẛ̣", "\ud800"].map((it) => [...it.normalize(form)].map((letter) => letter.codePointAt(0).toString(16)).join("."))));
