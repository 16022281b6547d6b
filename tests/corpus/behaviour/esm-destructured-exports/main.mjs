import { a, b, rest, first, second, deep } from "./lib.mjs";
console.log(a, b, JSON.stringify(rest), first, second, deep);
