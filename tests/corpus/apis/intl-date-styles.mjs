const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const dates = [Date.UTC(2024, 0, 5, 15, 7, 9, 45), Date.UTC(1999, 11, 31), Date.UTC(2023, 6, 14, 12, 0, 5, 999)];
const STYLES = [undefined, "full", "long", "medium", "short"];
for (const locale of ["en", "en-GB", "en-AU", "de", "fr", "es", "it", "pt", "ru", "pl", "tr", "ar", "he", "hi", "ja", "ko", "zh", "zh-TW", "sv", "nl"])
  for (const dateStyle of STYLES)
    for (const timeStyle of STYLES)
      t(`${locale} ${dateStyle} ${timeStyle}`, () => {
        const format = new Intl.DateTimeFormat(locale, { dateStyle, timeStyle, timeZone: "UTC" });
        return dates.map((it) => format.format(it));
      });
