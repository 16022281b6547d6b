import { log, A } from "./lib.mjs";
console.log(log.join(" "), A.last);
