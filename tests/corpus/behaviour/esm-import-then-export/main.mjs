import { counter, bump } from "./middle.mjs";
bump();
console.log(counter);
