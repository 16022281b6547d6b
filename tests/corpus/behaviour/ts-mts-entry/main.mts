import { value } from "./value.mjs";
const text: string = `value ${value satisfies number}`;
console.log(text, import.meta.url.endsWith("main.mts"));
