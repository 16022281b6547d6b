import * as ns from "./values.mjs";
console.log(Object.keys(ns).join());
console.log(Object.prototype.toString.call(ns), ns[Symbol.toStringTag]);
console.log(Object.getPrototypeOf(ns), Object.isExtensible(ns), Object.isFrozen(ns), Object.isSealed(ns));
console.log("alpha" in ns, "nothing" in ns, ns.nothing);
console.log(JSON.stringify(Object.getOwnPropertyDescriptor(ns, "alpha")));
console.log(Reflect.ownKeys(ns).length, Reflect.has(ns, "default"));
