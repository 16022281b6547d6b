import { log } from "./log.mjs";
import "./a.mjs";
import "./b.mjs";
import "./sync.mjs";
log("main");
