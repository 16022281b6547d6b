import { a } from "./a";
import { b } from "./b.js";
import { c } from "./c.ts";
import { d } from "./dir";
import { e } from "./e.mjs";
import { f } from "./view.jsx";
import { g } from "./plain.js";
import { h } from "./dotted.name";
console.log([a, b, c, d, e, f, g, h].join(" "));
