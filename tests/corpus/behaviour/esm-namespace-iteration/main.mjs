import * as ns from "./lib.mjs";
for (const key in ns) console.log(key);
console.log(JSON.stringify(Object.entries(ns)), JSON.stringify({ ...ns }));
const { b, ...rest } = ns;
console.log(b, JSON.stringify(rest));
