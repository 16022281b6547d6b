exports.a = 1;
require("./good.cjs");
require("./bad.cjs");
