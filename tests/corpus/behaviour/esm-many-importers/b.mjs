import { add, total } from "./sum.mjs";
console.log("b", total);
add(100);
