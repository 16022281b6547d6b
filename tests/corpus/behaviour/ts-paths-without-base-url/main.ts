import { a } from "~/a";
import { a as exact } from "exact";
console.log(a, exact === a);
