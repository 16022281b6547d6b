console.log("1");
const pending = import("./lib.mjs");
console.log("2", pending instanceof Promise);
const lib = await pending;
console.log("4", lib.value);
