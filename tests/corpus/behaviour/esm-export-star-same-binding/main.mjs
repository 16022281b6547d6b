import { shared } from "./all.mjs";
import * as all from "./all.mjs";
console.log(shared, Object.keys(all).join());
