import { name as a } from "patterned/features/a.js";
import { name as deep } from "patterned/features/deep/b.js";
import { name as bare } from "patterned/short/a";
import { name as special } from "patterned/features/special.js";
const blocked = await import("patterned/features/private/x.js").then(() => "open", (e) => e instanceof Error);
const missing = await import("patterned/src/a.js").then(() => "open", (e) => e instanceof Error);
console.log(a, deep, bare, special, blocked, missing);
