// Handles of timers: what they tell, and methods called on something else.
import { scheduler, setTimeout as later } from "node:timers/promises";
const timer = setTimeout(() => {}, 1e6),
  soon = setImmediate(() => {});
console.log(timer._destroyed, soon._destroyed, timer.hasRef());
clearTimeout(timer);
clearImmediate(soon);
console.log(timer._destroyed, soon._destroyed);
{
  const { unref, ref } = setTimeout(() => {}, 1);
  unref.call({});
  ref.call({});
}
const warnings = [];
process.on("warning", (warning) => warnings.push(`${warning.name}: ${warning.message}`));
for (const delay of [2 ** 31, 2 ** 31 - 1, Infinity, NaN, -1, "5", 1e20]) clearTimeout(setTimeout(() => {}, delay));
clearInterval(setInterval(() => {}, 2 ** 40));
await later(1);
await new Promise((resolve) => setImmediate(resolve));
console.log(warnings);
const tell = (work) => {
  try {
    return work();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
console.log(tell(() => new scheduler.constructor()), tell(() => scheduler.wait.call({}, 1)), tell(() => scheduler.yield.call({})));
