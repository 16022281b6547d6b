const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const format = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });
for (const value of ["123456789012345678901234567890.12345678901234567890", "0.1", " 5 ", "", "1e3", "-1E-5", "0x1F", "0b11", "abc", "Infinity", "-Infinity", "+7", ".5", "5.", "1_000", 12345678901234567890n, -7n, 0.1 + 0.2, Number.MAX_VALUE, Number.MIN_VALUE, true, null, undefined, [], [12], {}, new Date(5), { valueOf: () => 3.5 }])
  t(typeof value === "bigint" ? `${value}n` : JSON.stringify(value), () => format.format(value));
t("max", () => new Intl.NumberFormat("en").format(2n ** 70n));
t("currency", () => new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).format("99999999999999999999.995"));
t("no argument", () => format.format());
