import { isOdd } from "./odd.mjs";
console.log("even runs", isOdd(1));
export function isEven(n) { return n === 0 || isOdd(n - 1); }
