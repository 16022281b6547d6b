var __defProp = Object.defineProperty;
var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };
var __toCommonJS = (from) => { const out = {}; for (const key of Object.keys(from)) Object.defineProperty(out, key, { get: () => from[key], enumerable: true }); return out; };
var source = {};
__export(source, { one: () => 1, two: () => 2 });
module.exports = __toCommonJS(source);
0 && (module.exports = { one, two });
