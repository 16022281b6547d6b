"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.value = void 0;
exports.default = "the default";
exports.value = 5;
const names_1 = require("./names.cjs");
Object.defineProperty(exports, "fromNames", { enumerable: true, get: function () { return names_1.a; } });
