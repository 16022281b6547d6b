// `performance.nodeTiming`: when the program's own life began.
import { ENTRY, PerformanceEntry } from "web:performance";

class PerformanceNodeTiming extends PerformanceEntry {
  get duration(): number {
    return host.now();
  }
  toJSON(): any {
    return { ...this, duration: host.now() };
  }
}
export const nodeTiming: any = new PerformanceNodeTiming(ENTRY, "node", "node", 0, 0);
const values: any = {
  name: () => "node",
  entryType: () => "node",
  startTime: () => 0,
  duration: () => host.now(),
  nodeStart: () => 0,
  v8Start: () => 0,
  environment: () => 0,
  loopStart: () => 0,
  loopExit: () => -1,
  bootstrapComplete: () => 0,
  idleTime: () => 0,
  uvMetricsInfo: () => ({ loopCount: 0, events: 0, eventsWaiting: 0 }),
};
for (const name of Object.keys(values))
  Object.defineProperty(nodeTiming, name, { __proto__: null, enumerable: true, configurable: true, get: values[name] } as any);
