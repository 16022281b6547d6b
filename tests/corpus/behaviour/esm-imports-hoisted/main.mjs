console.log(helper("x"));
const early = typeof helper;
import { helper } from "./helper.mjs";
console.log(early);
