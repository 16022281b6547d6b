const d = new Date(Date.UTC(2024, 1, 29, 12, 30, 15, 7));
console.log(d.toISOString(), d.getTime(), new Date("2024-02-30T00:00:00Z").getTime(), JSON.stringify(new Date(8.64e15)), Date.parse("2020-01-01"), new Date(NaN).getTime(), new Date(2020, 0).getMonth());
d.setUTCMonth(12);
console.log(d.toISOString(), d > new Date(0), d - new Date(d), typeof Date.now(), new Date(0) + 1 === String(new Date(0)) + "1");
