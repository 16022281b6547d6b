const { __awaiter, __generator, __extends, __spreadArray, __rest } = require("tslib");
const f = () => __awaiter(void 0, void 0, void 0, function () { return __generator(this, function (_a) { switch (_a.label) { case 0: return [4, 1]; case 1: return [2, _a.sent() + 1]; } }); });
f().then(console.log);
console.log(__spreadArray([0], [1, 2], true), __rest({ a: 1, b: 2 }, ["a"]), typeof __extends);
