const date = new Date(Date.UTC(2024, 1, 29, 23, 59, 59, 7));
console.log(date.toISOString(), date.toJSON(), date.toUTCString(), `${date}`, date.toDateString(), date.toTimeString());
console.log(date, [date], { date }, new Date(NaN), JSON.stringify({ date }), String(new Date(NaN)), date + 1, date - 1, +date, date > 5);
for (const year of [0, 1, 99, 100, 1969, 9999, 10000, 275760, -1, -271821]) {
  const it = new Date(0);
  it.setUTCFullYear(year, 3, 19);
  console.log(year, Number.isNaN(+it) ? "invalid" : it.toISOString(), it.toUTCString(), String(it));
}
for (const text of ["2024-02-29", "2024-02-30", "2024-13-01", "2024-02", "2024", "2024-02-29T12:00", "2024-02-29T12:00Z", "2024-02-29T24:00:00Z", "2024-02-29T12:00:00.123456Z", "2024-02-29T12:00:00+05:30", "Thu, 29 Feb 2024 12:00:00 GMT", "Feb 29, 2024", "29 Feb 2024 10:00 UTC", "2024/02/29", "02/29/2024", "+002024-02-29T00:00:00Z", "-000001-01-01T00:00:00Z", "x", "", "Thu Feb 29 2024 12:00:00 GMT+0100 (CET)"])
  console.log(text, Date.parse(text));
