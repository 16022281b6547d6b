export const main = "main";
import("./lib.mjs").then((lib) => console.log(lib.seen));
console.log("main ends");
