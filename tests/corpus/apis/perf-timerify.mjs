// `timerify`: functions that tell how long they took, and into which histogram.
import { PerformanceObserver, createHistogram, performance } from "node:perf_hooks";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    console.log(entry.constructor.name, entry.name, entry.entryType, entry.detail, entry[0], entry[1], entry.duration >= 0);
  }
});
observer.observe({ entryTypes: ["function"] });

const add = performance.timerify(function add(a, b) {
  return a + b;
});
console.log(add(1, 2), add.name, add.length);
console.log(Object.getOwnPropertyDescriptor(add, "name"), Object.getOwnPropertyDescriptor(add, "length"));
class Point {
  constructor(x) {
    this.x = x;
  }
}
const TimedPoint = performance.timerify(Point);
const point = new TimedPoint(5);
console.log(point, point instanceof Point);
const later = performance.timerify(async (value) => {
  await null;
  return value * 2;
});
console.log(await later(21));
const failing = performance.timerify(async () => {
  throw new RangeError("on purpose");
});
await failing().catch((error) => console.log(error.message));
show(performance.timerify(() => {
  throw new TypeError("not told of");
}));
const self = { factor: 3, times: performance.timerify(function (n) { return this.factor * n; }) };
console.log(self.times(4));
const histogram = createHistogram();
const measured = performance.timerify(() => {}, { histogram });
measured();
measured();
console.log(histogram.count, histogram.min > 0);
show(() => performance.timerify(1));
show(() => performance.timerify(() => {}, 5));
show(() => performance.timerify(() => {}, { histogram: 1 }));
await new Promise((resolve) => setTimeout(resolve, 10));
console.log(performance.getEntriesByType("function").length);
observer.disconnect();
