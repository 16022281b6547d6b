const b = require("./b.cjs");
class A { describe() { return b.name + " " + b.early(); } }
module.exports = A;
