// What `require()` gives of ES modules: `__esModule`, the cache, and what awaits at its top level.
const fs = require("node:fs"), os = require("node:os"), path = require("node:path");
const { pathToFileURL } = require("node:url");
const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "require-esm-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true }));
const at = (name) => path.join(dir, name);
const write = (name, text) => fs.writeFileSync(at(name), text);
const tried = (run) => {
  try { console.log(run()); } catch (error) { console.log(error.name, error.code, error.message.replaceAll(dir, "DIR").replaceAll(__filename, "FILE")); }
};
write("default.mjs", "export default class A {}; export const x = 1; export let n = 0; export const up = () => ++n;");
write("named.mjs", "export const x = 1;");
write("marked.mjs", "export default 1; export const __esModule = false;");
write("whole.mjs", "const all = () => 1; export default 2; export { all as 'module.exports' };");
write("waits.mjs", "console.log('it ran'); export const a = await 1;");
write("needs.mjs", "import './waits.mjs'; export const b = 1;");
write("compiled.cjs", `"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; };
const made_1 = __importDefault(require("./default.mjs"));
exports.made = new made_1.default();`);

for (const name of ["default", "named", "marked"]) tried(() => require(at(`${name}.mjs`)));
tried(() => Object.keys(require(at("default.mjs"))));
tried(() => typeof require(at("whole.mjs")));
tried(() => require(at("compiled.cjs")).made.constructor.name);
tried(() => { const it = require(at("default.mjs")); it.up(); return [it.n, it.__esModule, require(at("default.mjs")) === it]; });
tried(() => { require(at("default.mjs")).x = 2; });
tried(() => {
  const it = require.cache[at("default.mjs")];
  return [it.loaded, it.id === at("default.mjs"), it.exports === require(at("default.mjs")), module.children.includes(it)];
});
tried(() => require(at("waits.mjs")));
tried(() => require(at("needs.mjs")));
(async () => {
  const it = await import(pathToFileURL(at("default.mjs")));
  console.log(it === require(at("default.mjs")), it.default === require(at("default.mjs")).default, "__esModule" in it);
  console.log((await import(pathToFileURL(at("needs.mjs")))).b);
  tried(() => require(at("needs.mjs")));
  const late = pathToFileURL(at("late.mjs"));
  await import(late).catch((error) => console.log(error.code));
  write("late.mjs", "export default 'it is there now'");
  console.log((await import(late)).default);
})();
