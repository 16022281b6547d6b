import { from } from "conditional";
import { from as sub } from "conditional/sub";
console.log(from, sub);
