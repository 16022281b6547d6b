import { f, replace, C, blank } from "./lib.mjs";
console.log(f(), blank);
replace();
console.log(f(), C.name, blank);
