const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const date = new Date(Date.UTC(2024, 0, 31, 12, 30, 45, 678));
const GETTERS = ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"];
t("fields", () => GETTERS.map((name) => [date[`get${name}`](), date[`getUTC${name}`]()]));
for (const [method, ...given] of [["setUTCMonth", 1], ["setUTCDate", 0], ["setUTCHours", 25], ["setUTCMinutes", -1], ["setUTCSeconds", 3600], ["setUTCMilliseconds", 1e6], ["setUTCFullYear", 2023, 1, 29], ["setTime", 1e12], ["setUTCMonth", NaN], ["setUTCFullYear", 2000]])
  t(`${method} ${given}`, () => { const it = new Date(date); return [it[method](...given), Number.isNaN(+it) ? "invalid" : it.toISOString()]; });
t("overflow", () => [new Date(2024, 12, 1), new Date(2024, -1, 1), new Date(2024, 0, 0), new Date(2024, 0, 32), new Date(99, 0), new Date(100, 0)].map((it) => it.getTime()));
t("clip", () => [8.64e15, 8.64e15 + 1, -8.64e15, 1.9, -1.9, "5", null, true, undefined, [], 5n].map((it) => { try { return String(new Date(it).getTime()); } catch (e) { return e.name; } }));
t("UTC", () => [Date.UTC(2024), Date.UTC(2024, 1, 30), Date.UTC(99, 1), String(Date.UTC()), String(Date.UTC(NaN))]);
t("leap years", () => [1900, 2000, 2023, 2024, 2100].map((year) => new Date(Date.UTC(year, 2, 0)).getUTCDate()));
t("primitives", () => [typeof date[Symbol.toPrimitive]("number"), date[Symbol.toPrimitive]("string") === String(date), date[Symbol.toPrimitive]("default") === String(date)]);
t("not a date", () => Date.prototype.getTime.call({}) && 1);
