// Node's `perf_hooks`.
import { Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, performance } from "web:performance";

export const constants = Object.create(null);
export { Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, performance };
