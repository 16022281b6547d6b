import { createRequire, builtinModules, isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
const require = createRequire(import.meta.url);
console.log(require("./sub/value.cjs"), require("./data.json").from, typeof require("fs").readFileSync);
const below = createRequire(new URL("./sub/", import.meta.url));
console.log(below("./value.cjs"), below.resolve("./value.cjs") === require.resolve("./sub/value.cjs"));
console.log(createRequire(fileURLToPath(import.meta.url))("./data.json") === require("./data.json"), require.main);
for (const wrong of ["relative", "http://example.com/", 1]) {
  try { createRequire(wrong); } catch (error) { console.log(error.name, error.code); }
}
console.log(isBuiltin("fs"), isBuiltin("node:fs"), isBuiltin("lodash"), builtinModules.includes("path"));
try { require("./nothing"); } catch (error) { console.log(error.code); }
