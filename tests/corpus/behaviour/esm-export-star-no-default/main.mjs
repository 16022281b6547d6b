import * as ns from "./through.mjs";
console.log(ns.default, Object.keys(ns).join());
