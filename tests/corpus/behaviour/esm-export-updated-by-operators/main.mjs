import { n, list, s, swap, log } from "./lib.mjs";
log(() => [n, list.join("-"), s]);
swap();
log(() => [n, list.join("-"), s]);
