import { from } from "./both.js";
import { from as bare } from "./both";
console.log(from, bare);
