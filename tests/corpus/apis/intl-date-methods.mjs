const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const date = new Date(Date.UTC(2024, 0, 5, 15, 7, 9, 45));
for (const locale of [undefined, "en-US", "en-GB", "de-DE", "fr-FR", "ja-JP", "ar-EG", "pt-BR", "zh-CN", "ko-KR"])
  t(locale, () => ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"].map((method) => date[method](locale, { timeZone: "UTC" })));
const options = [{ dateStyle: "medium" }, { timeStyle: "short" }, { hour: "numeric" }, { month: "long" }, { weekday: "short" }, { era: "short" }, { timeZoneName: "short" }, { hour12: false }, { year: "numeric", minute: "numeric" }];
for (const it of options)
  t(JSON.stringify(it), () => ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"].map((method) => { try { return date[method]("en", { timeZone: "UTC", ...it }); } catch (e) { return `${e.name} ${e.message}`; } }));
t("invalid", () => [new Date(NaN).toLocaleString(), new Date(NaN).toLocaleDateString("de"), new Date(NaN).toLocaleTimeString()]);
t("wrong zone", () => date.toLocaleString("en", { timeZone: "X" }));
t("wrong this", () => Date.prototype.toLocaleString.call(1));
t("wrong this", () => Date.prototype.toLocaleDateString.call({}));
t("given options stay", () => { const it = Object.freeze({ timeZone: "UTC" }); date.toLocaleString("en", it); return it; });
t("shape", () => ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"].map((name) => [Date.prototype[name].name, Date.prototype[name].length]));
