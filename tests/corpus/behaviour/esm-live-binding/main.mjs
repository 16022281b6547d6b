import { count, increment } from "./counter.mjs";
console.log(count);
increment();
increment();
console.log(count);
