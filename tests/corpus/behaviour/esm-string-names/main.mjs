import { "a b" as spaced, "🙂" as smile, "default" as main } from "./lib.mjs";
import * as ns from "./through.mjs";
console.log(spaced, smile, main, JSON.stringify(Object.keys(ns)));
console.log(ns["x-y"], ns["a b"]);
