import { performance as p, PerformanceObserver, PerformanceEntry } from "node:perf_hooks";
console.log(p === performance, typeof p.now(), p.now() <= p.now(), typeof p.timeOrigin, Math.abs(p.timeOrigin + p.now() - Date.now()) < 1000);
const m = p.mark("a", { detail: { x: 1 }, startTime: 10 }); console.log(m, m instanceof PerformanceEntry, JSON.stringify(m)); p.mark("b", { startTime: 15 });
console.log(p.measure("ab", "a", "b").duration, p.measure("x", { start: "a", end: 30, detail: "d" }), p.measure("y", { start: 5, duration: 7 }).duration, p.getEntriesByType("mark").map((e) => e.name), p.getEntriesByName("ab").length, p.getEntries().map((e) => `${e.entryType}:${e.name}`));
p.clearMarks("a"); console.log(p.getEntriesByType("mark").length); p.clearMarks(); p.clearMeasures(); console.log(p.getEntries().length);
try { p.measure("z", "nope"); } catch (e) { console.log(e.name, e.message); } try { p.mark("q", { startTime: -1 }); } catch (e) { console.log(e.name, e.code); }
await new Promise((resolve) => { const o = new PerformanceObserver((list, self) => { console.log(list.getEntries().map((e) => e.name), self === o); o.disconnect(); resolve(); }); o.observe({ entryTypes: ["mark"] }); p.mark("seen"); });
console.log(Object.prototype.toString.call(p), PerformanceObserver.supportedEntryTypes.includes("mark"));
