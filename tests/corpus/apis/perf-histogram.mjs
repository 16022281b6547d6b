// Histograms: what is recorded, rounded and read; the delay of the loop; the clock's own entries.
import { createHistogram, monitorEventLoopDelay, performance } from "node:perf_hooks";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const numbers = (it) => [it.count, it.min, it.max, it.mean, it.stddev, it.exceeds];
const empty = createHistogram();
console.log(empty);
console.log(numbers(empty), empty.percentiles, empty.minBigInt, empty.maxBigInt, empty.countBigInt);
console.log(empty.constructor.name);

const steps = createHistogram();
for (let i = 1; i <= 100; i++) steps.record(i * 100);
console.log(numbers(steps));
console.log([0.001, 1, 25, 50, 75, 90, 99, 99.9, 100].map((it) => steps.percentile(it)));
console.log(steps.percentiles);
console.log(steps.minBigInt, steps.maxBigInt, steps.countBigInt, steps.percentileBigInt(50), steps.percentilesBigInt);
console.log(steps.toJSON());
steps.record(5n);
console.log(steps.count, steps.min);

for (const figures of [1, 2, 3, 4, 5]) {
  const it = createHistogram({ figures });
  for (const value of [1, 7, 99, 1234, 56789, 1234567, 987654321]) it.record(value);
  console.log(figures, it.min, it.max, it.mean, it.percentile(50), it.percentile(90), it.percentile(100));
}
const narrow = createHistogram({ lowest: 1, highest: 1000, figures: 3 });
narrow.record(500);
console.log(numbers(narrow));
narrow.record(1_000_000);
console.log(narrow.count, narrow.max, narrow.exceeds);
const coarse = createHistogram({ lowest: 16, highest: 10_000 });
for (const value of [17, 33, 4000]) coarse.record(value);
console.log(coarse.min, coarse.max, coarse.percentile(50));

const sum = createHistogram();
sum.record(5);
sum.add(steps);
console.log(sum.count, sum.min, sum.max);
sum.reset();
console.log(sum.count, sum.percentiles);
console.log(sum.recordDelta(), sum.count, sum.recordDelta(), sum.count);

show(() => steps.record(0));
show(() => steps.record("a"));
show(() => steps.record(1.5));
show(() => steps.record(2 ** 53));
show(() => steps.percentile(0));
show(() => steps.percentile(101));
show(() => steps.percentile("50"));
show(() => steps.add({}));
show(() => createHistogram(5));
show(() => createHistogram({ lowest: 0 }));
show(() => createHistogram({ figures: 7 }));
show(() => createHistogram({ lowest: 10, highest: 5 }));
show(() => monitorEventLoopDelay({ resolution: 0 }));
show(() => monitorEventLoopDelay(5));

const delay = monitorEventLoopDelay({ resolution: 5 });
console.log(delay.constructor.name, delay.enable(), delay.enable());
await new Promise((resolve) => setTimeout(resolve, 60));
console.log(delay.disable(), delay.disable(), delay.count > 0, delay.min > 0, delay.max >= delay.min, delay.mean > 0);
delay.reset();
console.log(delay.count);
console.log(Object.keys(performance.eventLoopUtilization()), Object.keys(performance.nodeTiming));
console.log(performance.nodeTiming.name, performance.nodeTiming.entryType, Object.keys(performance.toJSON()));
