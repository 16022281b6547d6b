exports.a = "a";
exports["b"] = "b";
module.exports.c = "c";
Object.defineProperty(exports, "d", { enumerable: true, value: "d" });
Object.defineProperty(exports, "e", { enumerable: true, get: function () { return "e"; } });
(function (target) { target.f = "f"; })(exports);
if (exports.never) exports.g = 1;
