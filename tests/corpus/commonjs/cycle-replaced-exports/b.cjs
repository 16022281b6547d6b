const early = require("./a.cjs");
exports.name = "b";
exports.early = () => `${typeof early} ${Object.keys(early).length} ${typeof require("./a.cjs")}`;
