const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
for (const locale of ["en", "de", "fr", "es", "pt", "zh", "ja", "hi"])
  for (const dayPeriod of ["narrow", "short", "long"])
    t(`${locale} ${dayPeriod}`, () => [0, 3, 5, 6, 9, 11, 12, 13, 15, 17, 18, 20, 21, 23].map((hour) => {
      const date = Date.UTC(2024, 0, 5, hour);
      const alone = new Intl.DateTimeFormat(locale, { dayPeriod, timeZone: "UTC" }).format(date);
      return `${alone}/${new Intl.DateTimeFormat(locale, { hour: "numeric", dayPeriod, hour12: true, timeZone: "UTC" }).format(date)}`;
    }));
