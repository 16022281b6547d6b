// PerformanceResourceTiming: made by hand, kept, told of, cleared.
import { PerformanceObserver, performance } from "node:perf_hooks";
const connection = {
  domainLookupStartTime: 1, domainLookupEndTime: 2, connectionStartTime: 3, connectionEndTime: 4,
  secureConnectionStartTime: 5, ALPNNegotiatedProtocol: "h1",
};
const info = {
  startTime: 1, redirectStartTime: 2, redirectEndTime: 3, postRedirectStartTime: 4, finalServiceWorkerStartTime: 5,
  finalNetworkRequestStartTime: 6, finalNetworkResponseStartTime: 7, endTime: 8, encodedBodySize: 9,
  decodedBodySize: 10, finalConnectionTimingInfo: connection,
};
const observer = new PerformanceObserver((list) => console.log("told", list.getEntries().map((entry) => entry.name)));
observer.observe({ entryTypes: ["resource"] });
const entry = performance.markResourceTiming(info, "http://x/", "fetch", globalThis, "");
console.log(entry.constructor.name, entry.duration, entry.transferSize, entry);
console.log(performance.markResourceTiming(info, "http://y/", "fetch", globalThis, "local").transferSize);
console.log(JSON.stringify(entry));
console.log(performance.getEntriesByType("resource").map((it) => it.name), performance.getEntriesByName("http://x/").length);
await new Promise((resolve) => setTimeout(resolve, 5));
performance.clearResourceTimings("http://x/");
console.log(performance.getEntriesByType("resource").map((it) => it.name));
performance.clearResourceTimings();
console.log(performance.getEntriesByType("resource").length);
observer.disconnect();
for (const Class of [PerformanceResourceTiming, PerformanceEntry, Performance]) {
  try {
    new Class();
  } catch (error) {
    console.log(Class.name, error.name, error.code);
  }
}
console.log(Object.keys(PerformanceResourceTiming.prototype).sort().join());
