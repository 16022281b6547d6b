const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const ZONES = ["UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "America/Phoenix", "America/Sao_Paulo", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney", "Asia/Kathmandu", "Pacific/Auckland", "Africa/Cairo", "Asia/Dubai", "America/St_Johns", "Etc/GMT+5", "Pacific/Apia"];
for (const locale of ["en", "en-GB", "de", "fr", "ja", "es", "zh"])
  for (const timeZone of ZONES)
    t(`${locale} ${timeZone}`, () => ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"].map((timeZoneName) => {
      const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName, hour: "numeric" });
      return [Date.UTC(2024, 0, 5, 15), Date.UTC(2024, 6, 5, 15)].map((it) => format.format(it)).join("; ");
    }));
