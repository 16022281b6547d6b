// What a module finds around it.
const path = require("path");
console.log(typeof exports, typeof require, typeof module, path.basename(__filename), path.basename(__dirname));
console.log(this === exports, this === module.exports, exports === module.exports, arguments.length);
console.log(arguments[0] === exports, arguments[1] === require, arguments[2] === module, arguments[3] === __filename);
console.log(require.main === module, module.id, module.loaded, module.filename === __filename, module.children.length);
console.log(module.paths[0].endsWith("commonjs/node_modules"), module.paths.at(-1));
console.log(typeof globalThis.require, typeof globalThis.module, typeof globalThis.exports);
console.log(new.target, (function () { return typeof this; })());
undeclared = "sloppy";
console.log(globalThis.undeclared, delete globalThis.undeclared);
console.log(Object.keys(require).sort().join());
console.log(require.name, require.length, typeof require.resolve, typeof require.resolve.paths, typeof require.extensions[".js"]);
