import { log } from "./log.mjs";
log("b1");
await null;
log("b2");
