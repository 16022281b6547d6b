// PerformanceResourceTiming: how long it took to fetch something.
import { coded } from "internal:errors";
import { ENTRY, PerformanceEntry } from "web:performance";

const HEADERS = 300;
const NAMES = [
  "initiatorType", "nextHopProtocol", "workerStart", "redirectStart", "redirectEnd", "fetchStart",
  "domainLookupStart", "domainLookupEnd", "connectStart", "connectEnd", "secureConnectionStart", "requestStart",
  "responseStart", "responseEnd", "transferSize", "encodedBodySize", "decodedBodySize",
];
let valuesOf: (entry: any) => any;

export class PerformanceResourceTiming extends PerformanceEntry {
  #values: any;
  static {
    valuesOf = (entry) => entry.#values;
  }
  constructor(token: unknown = undefined, name = "", start = 0, duration = 0, values: any = {}) {
    if (token !== ENTRY) throw coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    super(token, name, "resource", start, duration);
    this.#values = values;
  }
  toJSON(): any {
    return { ...super.toJSON(), ...this.#values };
  }
}
for (const name of NAMES)
  Object.defineProperty(PerformanceResourceTiming.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return valuesOf(this)[name];
    },
  } as any);
Object.defineProperty(PerformanceResourceTiming.prototype, "toJSON", { __proto__: null, enumerable: true } as any);
Object.defineProperty(PerformanceResourceTiming.prototype, Symbol.toStringTag, {
  __proto__: null,
  value: "PerformanceResourceTiming",
  configurable: true,
} as any);
host.inspect.print(PerformanceResourceTiming.prototype, (entry: any, depth: number, inspect: any) =>
  depth < 0 ? "[PerformanceResourceTiming]" : `PerformanceResourceTiming ${inspect(entry.toJSON())}`,
);

/** As `performance.markResourceTiming` is called: what the standard of fetching knows, and what for. */
export function resource(info: any, url: string, initiatorType: string, _global: any, cacheMode: string): any {
  const connection = info.finalConnectionTimingInfo;
  const values = {
    initiatorType,
    nextHopProtocol: connection?.ALPNNegotiatedProtocol,
    workerStart: info.finalServiceWorkerStartTime,
    redirectStart: info.redirectStartTime,
    redirectEnd: info.redirectEndTime,
    fetchStart: info.postRedirectStartTime,
    domainLookupStart: connection?.domainLookupStartTime,
    domainLookupEnd: connection?.domainLookupEndTime,
    connectStart: connection?.connectionStartTime,
    connectEnd: connection?.connectionEndTime,
    secureConnectionStart: connection?.secureConnectionStartTime,
    requestStart: info.finalNetworkRequestStartTime,
    responseStart: info.finalNetworkResponseStartTime,
    responseEnd: info.endTime,
    transferSize: cacheMode === "local" ? 0 : cacheMode === "validated" ? HEADERS : info.encodedBodySize + HEADERS,
    encodedBodySize: info.encodedBodySize,
    decodedBodySize: info.decodedBodySize,
  };
  return new PerformanceResourceTiming(ENTRY, url, info.startTime, info.endTime - info.startTime, values);
}
