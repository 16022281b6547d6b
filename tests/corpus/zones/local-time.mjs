// Local time around changes of the clocks, in the zone of the machine.
const show = (date) => console.log(date.toISOString(), date.getTimezoneOffset(), `${date}`, date.toTimeString(), date.getHours(), date.toLocaleString("en", { timeZoneName: "long" }));
for (const fields of [[2024, 0, 15, 12], [2024, 2, 10, 1, 59], [2024, 2, 10, 2, 30], [2024, 2, 10, 3], [2024, 2, 10, 5], [2024, 2, 31, 1, 30], [2024, 2, 31, 2, 30], [2024, 6, 4], [2024, 9, 27, 2, 30], [2024, 10, 3, 0, 59], [2024, 10, 3, 1, 30], [2024, 10, 3, 2], [2024, 10, 3, 5], [2024, 3, 7, 2, 30], [2024, 9, 6, 2, 30], [2100, 6, 1], [99, 0, 200000], [2024, 0]])
  show(new Date(...fields));
for (const text of ["2024-03-10T05:00", "2024-07-01T00:00:00", "2024-03-10", "2024-03-10T05:00Z", "2024-03-10T05:00+02:00", "2024/3/10 05:00", "Mar 10, 2024 3:00 AM", "10 March 2024 03:00 GMT", "2024-11-03T01:30:00", "Sun Nov 03 2024 01:30:00 GMT-0500 (EST)"])
  console.log(text, Date.parse(text), new Date(text).getTime());
const date = new Date(2024, 2, 9, 2, 30);
for (const [method, ...given] of [["setDate", 10], ["setHours", 5], ["setHours", 2, 30, 15, 7], ["setMonth", 6, 31], ["setFullYear", 2023, 1, 29], ["setMinutes", 90], ["setSeconds", -1], ["setMilliseconds", 5000], ["setTime", 0]])
  console.log(method, date[method](...given), date.toISOString());
console.log(new Date(NaN).setHours(1), new Date(NaN).setFullYear(2024), Intl.DateTimeFormat().resolvedOptions().timeZone);
console.log(Date.name, Date.length, new Date(date) - date, new Date(date) instanceof Date, date.constructor === Date, Object.getOwnPropertyNames(Date).sort(), typeof Date());
class Day extends Date { tomorrow() { return new Day(this.getFullYear(), this.getMonth(), this.getDate() + 1); } }
console.log(new Day(2024, 2, 9).tomorrow().toISOString(), new Day(2024, 2, 9).tomorrow() instanceof Day, new Date({ valueOf: () => 5 }).getTime(), new Date("x").getTime(), new Date(2024, NaN).getTime(), new Date(null).getTime());
console.log([new Date(2024, 0, 31), { at: new Date(NaN) }], JSON.stringify(new Date(2024, 6, 1)), Date.UTC(2024, 6, 1));
