import { nothing } from "./empty.mjs";
console.log(nothing);
