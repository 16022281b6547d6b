import { value } from "./link.mjs";
import { value as real } from "./real/file.mjs";
console.log(value === real, value.beside);
