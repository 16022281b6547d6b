// PerformanceObserver: what is told of, when, in which groups; how it may be asked.
import { PerformanceObserver, performance } from "node:perf_hooks";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
console.log(PerformanceObserver.supportedEntryTypes, Object.isFrozen(PerformanceObserver.supportedEntryTypes));
const observer = new PerformanceObserver((list, self) => {
  console.log("told", list.constructor.name, self === observer);
  for (const entry of list.getEntries()) console.log(" ", entry.constructor.name, entry.entryType, entry.name, entry.detail);
});
observer.observe({ entryTypes: ["mark", "measure", "no such type"] });
performance.mark("one");
performance.mark("two", { detail: { n: 1 } });
performance.measure("between", "one", "two");
console.log("marked");
queueMicrotask(() => console.log("a microtask"));
await turn();
performance.mark("taken");
console.log(observer.takeRecords().map((entry) => entry.name), observer.takeRecords().length);
await turn();
performance.mark("lost");
observer.disconnect();
await turn();
observer.observe({ entryTypes: ["measure"] });
performance.mark("not asked for");
performance.measure("asked for", { start: 0, duration: 5, detail: "x" });
await turn();
observer.disconnect();

const buffered = new PerformanceObserver((list) => {
  console.log("buffered", list.getEntries().length, list.getEntriesByName("one").length);
  console.log(list.getEntriesByName("one", "measure").length, list.getEntriesByType("mark").length, list.getEntriesByType("measure").length);
});
buffered.observe({ type: "mark", buffered: true });
await turn();
buffered.observe({ type: "measure", buffered: true });
await turn();
show(() => buffered.observe({ entryTypes: ["mark"] }));
buffered.disconnect();
performance.mark("after the end");
await turn();

const order = [];
const first = new PerformanceObserver(() => order.push("first"));
const second = new PerformanceObserver(() => order.push("second"));
second.observe({ entryTypes: ["mark"] });
first.observe({ entryTypes: ["mark"] });
performance.mark("for both");
await turn();
console.log(order);
first.disconnect();
second.disconnect();

show(() => new PerformanceObserver());
show(() => new PerformanceObserver(() => {}).observe());
show(() => new PerformanceObserver(() => {}).observe({}));
show(() => new PerformanceObserver(() => {}).observe(5));
show(() => new PerformanceObserver(() => {}).observe({ entryTypes: 1 }));
show(() => new PerformanceObserver(() => {}).observe({ entryTypes: ["mark"], type: "mark" }));
show(() => new PerformanceObserver(() => {}).observe({ type: "no such type" }));
show(() => new PerformanceObserverEntryList());
const shown = new PerformanceObserver(() => {});
console.log(shown);
shown.observe({ entryTypes: ["mark", "function"] });
console.log(shown);
shown.disconnect();
console.log(globalThis.PerformanceObserver === PerformanceObserver);
