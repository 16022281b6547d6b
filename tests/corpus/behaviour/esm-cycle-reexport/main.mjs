import { left, right } from "./left.mjs";
console.log(left, right);
