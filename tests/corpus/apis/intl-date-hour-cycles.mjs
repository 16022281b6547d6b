const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const dates = [Date.UTC(2024, 0, 5, 0, 7), Date.UTC(2024, 0, 5, 12, 7), Date.UTC(2024, 0, 5, 23, 7)];
for (const locale of ["en", "en-GB", "de", "ja", "fr", "ar", "he", "hi", "es", "ko", "en-u-hc-h23", "de-u-hc-h12", "ja-u-hc-h11"])
  for (const options of [{}, { hour12: true }, { hour12: false }, { hourCycle: "h11" }, { hourCycle: "h12" }, { hourCycle: "h23" }, { hourCycle: "h24" }, { hour12: true, hourCycle: "h23" }])
    t(`${locale} ${JSON.stringify(options)}`, () => {
      const fields = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "numeric", timeZone: "UTC", ...options });
      const style = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC", ...options });
      const { hourCycle, hour12, locale: made } = fields.resolvedOptions();
      return [hourCycle, hour12, made, style.resolvedOptions().hourCycle, ...dates.map((it) => `${fields.format(it)} ${style.format(it)}`)];
    });
