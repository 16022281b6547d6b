console.log("main");
import "./left.mjs";
import "./right.mjs";
import { log } from "./base.mjs";
console.log(log.join());
