import * as sum from "./sum.mjs";
sum.add(1000);
console.log("c", sum.total);
