import * as a from "./a.mjs";
console.log(Object.keys(a).join(), a.fromB);
