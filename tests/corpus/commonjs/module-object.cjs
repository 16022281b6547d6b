const Module = require("module");
console.log(typeof Module, module instanceof Module, Module.builtinModules.includes("fs"), Module.isBuiltin("fs"), Module._cache === require.cache);
console.log(module.require("./interop/names.cjs").a, module.children.length, module.children[0].parent === module);
console.log(Module.createRequire(__filename)("./interop/primitive.cjs"), typeof Module._resolveFilename, typeof Module._load, typeof Module.wrap);
console.log(Module.wrap("x"));
console.log(module.isPreloading, module.path === __dirname);
