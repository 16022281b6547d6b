import { log } from "./log.mjs";
import "./a.mjs";
console.log(log.join(" "));
