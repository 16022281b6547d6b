exports.done = false;
const b = require("./b.cjs");
exports.seen = b.done;
console.log("a sees b", b.done);
exports.done = true;
