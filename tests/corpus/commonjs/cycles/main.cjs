const a = require("./a.cjs");
const b = require("./b.cjs");
console.log("main", a.done, b.done, a.seen, b.seen);
