const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const texts = ["abc", "héllo", "😀👍", "👨‍👩‍👧", "e\u0301", "\ud800x", "日本語", "ﬁ"];
for (const text of texts)
  t(text, () => [text.length, [...text].length, [...text].map((it) => it.codePointAt(0).toString(16)), text.charCodeAt(1), text.at(-1), text.normalize("NFD").length, text.normalize("NFKC"), text.toUpperCase(), encodeURIComponent(text.toWellFormed?.() ?? text), JSON.stringify(text)]);
t("slices", () => ["😀👍".slice(1), "😀👍".substring(0, 2), "abc".substr(-2, 1), "abc".slice(-2), "a-b-c".split("-", 2), "abc".split(""), "😀".split("")]);
t("pad", () => ["x".padStart(5, "ab"), "x".padEnd(4, "😀"), "abc".padStart(2), "x".padStart(3, "")]);
t("search", () => ["banana".lastIndexOf("an"), "banana".indexOf("an", 2), "banana".includes("nab"), "abc".startsWith("b", 1), "abc".endsWith("b", 2), "abc".search(/c/)]);
t("replace", () => ["a.b.c".replace(".", "-"), "a.b.c".replaceAll(".", "$&$&"), "abc".replace(/(?<x>b)/, "[$<x>$1$`$']"), "aaa".replace(/a/g, (m, at) => at), "x".replaceAll("", "-")]);
t("trim", () => ["\u00a0\ufeff a \u2003".trim(), " a ".trimStart(), " a ".trimEnd(), "\u200ba".trim().length]);
t("raw", () => [String.raw`a\n${1}`, String.fromCodePoint(128512, 97), String.fromCharCode(0x1f600)]);
t("wrong", () => String.fromCodePoint(-1));
t("wrong", () => "a".repeat(-1));
t("order", () => ["b", "a", "B", "á", "10", "9", "😀", "\uffff"].sort());
t("numbers", () => ["x".localeCompare("y"), "a" < "B", "a" < "á", "2" < "10"]);
