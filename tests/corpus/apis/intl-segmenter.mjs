const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const [granularity, texts] of [
  ["grapheme", ["abc", "👨‍👩‍👧‍👦 é 🇩🇪🇫🇷 क्षि", "e\u0301\r\n", "각", "a\ud800b", "👍🏽👩🏻‍🚒"]],
  ["word", ["Hello, world! It's 3.14 o'clock.", "foo_bar user@example.com 1,000.5 don't", "これは日本語のテキストです。", "ภาษาไทยเป็นภาษา", "한국어 텍스트", "", "Über-Mensch naïve"]],
  ["sentence", ["Mr. Smith went. Really? Yes! Ok... fine", "One.\nTwo. Three", "これは文です。次の文。", ""]],
])
  for (const text of texts) t(`${granularity} ${text}`, () => [...new Intl.Segmenter("en", { granularity }).segment(text)]);
const segments = new Intl.Segmenter("en", { granularity: "word" }).segment("Hi you 👍");
t("containing", () => [0, 1, 2, 3, 7, 8, 9, -1, undefined, "3", NaN].map((it) => segments.containing(it) ?? "none"));
const iterator = segments[Symbol.iterator]();
console.log(Object.prototype.toString.call(iterator), iterator[Symbol.iterator]() === iterator, iterator.next(), typeof Object.getPrototypeOf(segments).containing);
t("options", () => [new Intl.Segmenter().resolvedOptions(), new Intl.Segmenter("de", { granularity: "sentence" }).resolvedOptions()]);
t("wrong", () => new Intl.Segmenter("en", { granularity: "x" }));
t("no new", () => Intl.Segmenter("en"));
console.log([...new Intl.Segmenter().segment("🤷🏽‍♀️ok")].map((it) => it.segment).reverse().join(""));
