import { a } from "./lib/value.mjs";
import { a as b } from "./lib/../lib/./value.mjs";
console.log(a === b);
