import util, { types } from "node:util";
import * as direct from "node:util/types";
const values = { date: new Date(), regexp: /x/, map: new Map(), set: new Set(), weakmap: new WeakMap(), weakset: new WeakSet(), promise: Promise.resolve(), error: new Error(), proxy: new Proxy({}, {}), proxyDate: new Proxy(new Date(), {}), args: (function () { return arguments; })(), buffer: new ArrayBuffer(1), shared: new SharedArrayBuffer(1), view: new DataView(new ArrayBuffer(1)), u8: new Uint8Array(), f64: new Float64Array(), big: new BigInt64Array(), num: Object(1), str: Object(""), bool: Object(false), bigobj: Object(1n), sym: Object(Symbol()), async: async () => {}, gen: function* () {}, agen: async function* () {}, genobj: (function* () {})(), mapit: new Map().entries(), setit: new Set().values(), plain: {}, array: [], fn: () => {}, null: null, und: undefined, one: 1, fake: { [Symbol.toStringTag]: "Date" }, errlike: Object.create(Error.prototype), ns: direct };
for (const name of Object.keys(types).filter((n) => n.startsWith("is") && !["isExternal", "isEventTarget"].includes(n)).sort()) {
  console.log(name, Object.keys(values).filter((k) => types[name](values[k])).join(" "));
}
console.log(util.types === types, direct.isDate(new Date()), typeof direct.default);
