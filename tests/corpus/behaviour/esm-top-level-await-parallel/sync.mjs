import { log } from "./log.mjs";
log("sync");
