import { a } from "./lib/a";
import { b } from "./lib/b";
import data from "./lib/data";
console.log(a, b, data.n);
