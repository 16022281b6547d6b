import { log } from "./log.mjs";
log("a1");
await null;
log("a2");
await null;
log("a3");
