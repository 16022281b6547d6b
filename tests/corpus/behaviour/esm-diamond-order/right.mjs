import "./left.mjs";
import { log } from "./base.mjs";
log.push("right");
console.log("right");
