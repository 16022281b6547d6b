import { value } from "./late.mjs";
import * as ns from "./late.mjs";
console.log(value, ns.value);
setTimeout(() => console.log(value, ns.value), 12);
