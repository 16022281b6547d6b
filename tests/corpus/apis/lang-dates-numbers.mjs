// Dates and numbers, in UTC and without locales.
const date = new Date(Date.UTC(2024, 1, 29, 12, 30, 15, 7));
console.log(date.toISOString(), date.getTime(), date.toJSON(), date.getUTCDay(), JSON.stringify({ date }));
date.setUTCFullYear(2025);
console.log(date.toISOString(), new Date(date).setUTCMonth(13), new Date(2020, 0, 31, 0, 0).getMonth());
for (const text of ['2024-01-01', '2024-01-01T00:00:00Z', '2024-01-01T10:00:00+02:00', 'nonsense', '2024-13-01', '1970-01-01T00:00:00.123Z', 'Thu, 01 Jan 1970 00:00:00 GMT']) console.log(text, Date.parse(text));
console.log(new Date(NaN), `${new Date(NaN)}`, new Date(8.64e15 + 1).getTime(), new Date(0), [new Date(0)], { at: new Date(1e12) });
console.log(date - new Date(0), typeof (date + 1), new Date(0) < date, Math.round((Date.UTC(2024, 2, 1) - Date.UTC(2024, 1, 1)) / 864e5));
const days = (from, to) => { const out = []; for (let day = new Date(from); day <= to; day.setUTCDate(day.getUTCDate() + 1)) out.push(day.toISOString().slice(5, 10)); return out; };
console.log(days(new Date('2024-02-27'), new Date('2024-03-02')));
console.log(0.1 + 0.2, (0.1 + 0.2).toFixed(2), 1e21, 1e-7, 123456789.123.toExponential(3), (1234.5678).toPrecision(6), (255).toString(16), (0.5).toString(2), -0, [-0], Object.is(-0, 0));
console.log(Number('0x1f'), Number(''), Number(' 12 '), Number('12px'), parseInt('12px'), parseFloat('3.14.15'), parseInt('0b11'), Number('0b11'), +[], +{}, +[5], Number(null), Number(undefined), Number(true));
console.log(Number.MAX_SAFE_INTEGER, Number.EPSILON, Number.MIN_VALUE, Number.MAX_VALUE, 2 ** 53 + 1, 5 % -3, -5 % 3, 2 ** -1, 7 / 0, -7 / 0, 0 / 0);
console.log(Math.trunc(-4.7), Math.sign(-3), Math.cbrt(27), Math.hypot(3, 4), Math.fround(5.5), Math.clz32(1), Math.imul(3, 4), Math.log2(8), Math.round(-0.5), Math.round(2.5), Math.max(), Math.min());
console.log(1 << 31, 1 >>> 0, -1 >>> 0, -1 >> 1, 5 & 3, 5 | 3, 5 ^ 3, ~5, 2 ** 31 | 0, 1_000_000, 0o17, 0b101);
console.log(9007199254740993n * 2n, -7n / 2n, -7n % 3n, 2n ** 64n, BigInt.asUintN(8, 257n), BigInt.asIntN(8, 255n), 5n > 4, 2n == 2, typeof 1n, BigInt('0xff'), (123n).toString(2), 1n < 1.5);
console.log([10, 9, 1].sort(), [3, 1, 2].toSorted?.() ?? [1, 2, 3], [1, 2, 3, 4].findLast((x) => x % 2), [1, [2, [3, [4]]]].flat(Infinity), [1, 2, 3].with?.(1, 9) ?? [1, 9, 3], [..."ab"].entries().next());
