import anonymousFunction from "./function.mjs";
import anonymousClass from "./class.mjs";
import arrow from "./arrow.mjs";
import named from "./named.mjs";
import parenthesised from "./parenthesised.mjs";
import generator from "./generator.mjs";
for (const it of [anonymousFunction, anonymousClass, arrow, named, parenthesised, generator]) {
  console.log(it.name);
}
