import * as lib from "./lib.mjs";
console.log(lib.self() === lib, (0, lib.self)(), lib.self?.() === lib);
const { self } = lib;
console.log(self());
