import run from "./lib.mjs";
export const text = "text";
console.log(run());
