const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
const MODES = ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"];
for (const roundingMode of MODES)
  t(roundingMode, () => [0, 1, 2].map((maximumFractionDigits) => {
    const format = new Intl.NumberFormat("en", { roundingMode, maximumFractionDigits });
    return [0.5, 1.5, 2.5, -0.5, -1.5, 1.25, 1.35, 1.005, -1.255, 9.995, 0.001, -0.001].map((it) => format.format(it)).join(" ");
  }));
for (const roundingIncrement of [1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 5000])
  t(`by ${roundingIncrement}`, () => {
    const format = new Intl.NumberFormat("en", { roundingIncrement, maximumFractionDigits: 2, minimumFractionDigits: 2 });
    return [1.234, 1.24, 1.275, 10.125, -3.33, 0, 49.99].map((it) => format.format(it));
  });
for (const options of [
  { roundingPriority: "morePrecision", maximumSignificantDigits: 3, maximumFractionDigits: 1 },
  { roundingPriority: "lessPrecision", maximumSignificantDigits: 3, maximumFractionDigits: 1 },
  { maximumSignificantDigits: 2 }, { minimumSignificantDigits: 5 }, { minimumSignificantDigits: 2, maximumSignificantDigits: 4 },
  { minimumFractionDigits: 3 }, { trailingZeroDisplay: "stripIfInteger", minimumFractionDigits: 2 },
])
  t(JSON.stringify(options), () => [0, 1, 4.321, 1234.5678, 0.0001234, 99.99].map((it) => new Intl.NumberFormat("en", options).format(it)));
