(function (root, factory) {
  if (typeof define === "function" && define.amd) define(["exports"], factory);
  else if (typeof exports === "object" && typeof module !== "undefined") factory(exports);
  else factory((root.umdLib = {}));
})(typeof self !== "undefined" ? self : this, function (exports) { exports.name = "umd"; });
