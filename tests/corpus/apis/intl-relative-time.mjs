const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "de", "fr", "es", "pt", "ja", "zh", "ar", "ru", "pl", "ko", "sv"])
  for (const style of ["long", "short", "narrow"])
    for (const numeric of ["always", "auto"])
      t(`${locale} ${style} ${numeric}`, () => {
        const format = new Intl.RelativeTimeFormat(locale, { style, numeric });
        return ["second", "minute", "hours", "day", "weeks", "month", "quarter", "year"].map((unit) => [-2, -1, -0, 0, 1, 2, 5, 1.5, 1234].map((it) => format.format(it, unit)).join("; "));
      });
const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
t("parts", () => [format.formatToParts(-12345.5, "day"), format.formatToParts(1, "day"), format.formatToParts(10, "weeks")]);
t("options", () => new Intl.RelativeTimeFormat("ar-EG").resolvedOptions());
t("wrong", () => format.format(1, "foo"));
t("wrong", () => format.format(Infinity, "day"));
t("wrong", () => format.format(1));
t("text", () => format.format("3", "day"));
t("wrong", () => new Intl.RelativeTimeFormat("en", { style: "x" }));
t("no new", () => Intl.RelativeTimeFormat("en"));
