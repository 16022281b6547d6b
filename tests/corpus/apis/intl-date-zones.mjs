const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const ZONES = ["UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "America/Phoenix", "America/Sao_Paulo", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney", "Asia/Kathmandu", "Pacific/Auckland", "Africa/Cairo", "Asia/Dubai", "America/St_Johns", "Etc/GMT+5", "Pacific/Apia"];
for (const timeZone of ZONES)
  t(timeZone, () => [0, 1e9, 17e8, 4.1e9, -1e9, -5e9, 1710054000, 1710053999, 1730613600, 1711846799, 1711846800].map((seconds) => new Date(seconds * 1000).toLocaleString("en-US", { timeZone })));
for (const timeZone of ["utc", "gmt", "US/Eastern", "etc/gmt+3", "EST", "EST5EDT", "Asia/Calcutta", "asia/saigon", "Europe/Kyiv", "Etc/UCT", "Foo/Bar", "", "+05:30", "Z", null, 5])
  t(`name ${timeZone}`, () => new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone);
t("supported", () => Intl.supportedValuesOf("timeZone"));
