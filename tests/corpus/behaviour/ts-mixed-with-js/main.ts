import { half } from "./half.mjs";
import full from "./full.js";
console.log(half(full as number));
