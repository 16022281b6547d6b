import copied, { grow, number } from "./source.mjs";
import { default as renamed } from "./named.mjs";
import { change } from "./named.mjs";
grow();
change();
console.log(copied, number, renamed);
