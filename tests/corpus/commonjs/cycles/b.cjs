exports.done = false;
const a = require("./a.cjs");
exports.seen = a.done;
console.log("b sees a", a.done, Object.keys(a).join());
exports.done = true;
