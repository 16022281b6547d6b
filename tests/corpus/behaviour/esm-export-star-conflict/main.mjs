import * as all from "./all.mjs";
console.log(Object.keys(all).join());
console.log("both" in all, all.both);
console.log(all.own, all.onlyA, all.onlyB);
