import d, { x, y as z, everything } from "./index.mjs";
console.log(d, x, z, everything.x);
