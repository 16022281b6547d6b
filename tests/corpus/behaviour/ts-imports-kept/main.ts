import "./effect";
import { type T } from "./inline-only";
import { value } from "./value";
export { value };
const t: T = 1;
console.log(t);
