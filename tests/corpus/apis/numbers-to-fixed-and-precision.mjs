const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const numbers = [0, -0, 1, -1.5, 1.005, 1.255, 0.000001234, 123.456, 1e21, 1.45, 8.345, 0.5, 2.5, 1e-10, 123456789.123, -1e-7, NaN, Infinity, 5e-324, Number.MAX_VALUE];
for (const digits of [undefined, 0, 1, 2, 5, 20, 100]) {
  t(`toFixed ${digits}`, () => numbers.map((it) => it.toFixed(digits)));
  t(`toExponential ${digits}`, () => numbers.map((it) => it.toExponential(digits)));
}
for (const digits of [undefined, 1, 2, 5, 21, 100]) t(`toPrecision ${digits}`, () => numbers.map((it) => it.toPrecision(digits)));
for (const radix of [undefined, 2, 8, 16, 36]) t(`toString ${radix}`, () => [0, 255, -255, 0.5, 1e15, 123.456, NaN].map((it) => it.toString(radix)));
t("text", () => numbers.map(String));
