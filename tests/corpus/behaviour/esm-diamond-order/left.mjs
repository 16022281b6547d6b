import { log } from "./base.mjs";
log.push("left");
console.log("left");
