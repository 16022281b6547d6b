const lib = require("./umd.js");
console.log(lib.name, typeof globalThis.umdLib);
const old = require("./iife.js");
console.log(old, globalThis.fromIife);
