"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
var _names = require("./names.cjs");
Object.keys(_names).forEach(function (key) {
  if (key === "default" || key === "__esModule") return;
  if (key in exports && exports[key] === _names[key]) return;
  Object.defineProperty(exports, key, { enumerable: true, get: function () { return _names[key]; } });
});
exports.own = "own";
