import * as second from "./second.mjs";
export let x = 1;
export function f() { return "f" + x; }
console.log(second.report);
