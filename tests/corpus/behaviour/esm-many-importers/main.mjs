import { add, total } from "./sum.mjs";
import "./a.mjs";
import "./b.mjs";
import "./c.mjs";
add(1);
console.log(total);
