import { from } from "plain";
import { from as file } from "plain/lib/other.js";
import scoped from "@scope/thing";
import sub from "@scope/thing/sub.js";
console.log(from, file, scoped, sub);
