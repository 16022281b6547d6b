import { early, late } from "./b.mjs";
export const a = "a";
export class Thing {}
export var loose = 1;
console.log("a sees", early, late());
