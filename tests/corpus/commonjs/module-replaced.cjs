// What tools put in the place of the loader's own functions: `require` goes by them.
const Module = require("node:module");
const fs = require("node:fs"), os = require("node:os"), path = require("node:path");
const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "module-replaced-"));
process.on("exit", () => fs.rmSync(dir, { recursive: true }));
const write = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  fs.writeFileSync(path.join(dir, name), text);
};
const said = (text) => String(text).replaceAll(dir, "DIR").replaceAll(__filename, "FILE");
const tried = (label, run) => {
  try { console.log(label, said(JSON.stringify(run()))); } catch (error) {
    console.log(label, error.name, error.code, said(error.message.split("\n")[0]));
  }
};
write("plain.js", "module.exports = 'plain'; exports.no = 1;");
write("user.js", "exports.got = require('thing'); exports.id = module.id;");
write("data.txt", "some text");
write("sub/node_modules/thing/index.js", "module.exports = 'thing of sub';");
write("node_modules/thing/index.js", "module.exports = 'thing';");
const at = (name) => path.join(dir, name);

const { _load, _resolveFilename } = Module;
Module._load = function (request, parent, isMain) {
  if (request === "virtual") return { virtual: parent === module, isMain };
  return _load.call(this, request, parent, isMain);
};
tried("load", () => require("virtual"));
tried("load", () => require(at("plain.js")));
Module._load = _load;
tried("load", () => require("virtual"));

Module._resolveFilename = function (request, ...rest) {
  return _resolveFilename.call(this, request === "@/plain" ? at("plain.js") : request, ...rest);
};
tried("alias", () => [require("@/plain"), require.resolve("@/plain")]);
Module._resolveFilename = _resolveFilename;
tried("alias", () => require("@/plain"));

const { require: own } = Module.prototype;
Module.prototype.require = function (request) {
  return request === "mocked" ? `mocked for ${path.basename(this.filename)}` : own.call(this, request);
};
tried("prototype", () => [require("mocked"), require(at("user.js")).got]);
Module.prototype.require = own;

Module._extensions[".txt"] = (it, file) => { it.exports = fs.readFileSync(file, "utf8"); };
tried("extension", () => [require(at("data.txt")), require(at("data")), require.cache[at("data.txt")].loaded]);
delete Module._extensions[".txt"];

const script = Module._extensions[".js"];
require.extensions[".js"] = function (it, file) {
  const compile = it._compile;
  it._compile = function (text, name) {
    it._compile = compile;
    return it._compile(text.replace("plain", "hooked"), name);
  };
  script(it, file);
};
delete require.cache[at("plain.js")];
tried("hook", () => require(at("plain.js")));
Module._extensions[".js"] = script;
delete require.cache[at("plain.js")];
tried("hook", () => require(at("plain.js")));

tried("paths", () => require.resolve("thing", { paths: [at("sub")] }));
tried("paths", () => require.resolve("./plain", { paths: [at("sub"), dir] }));
tried("paths", () => require.resolve("thing", { paths: [] }));
tried("paths", () => require.resolve("thing", { paths: 5 }));
tried("paths", () => require.resolve("fs", { paths: [] }));
tried("paths", () => Module._resolveFilename("thing", module, false, { paths: [at("sub")] }));
tried("paths", () => Module._nodeModulePaths("/a/b"));
tried("paths", () => Module._resolveLookupPaths("./x", { filename: "/a/b.js", paths: [] }));
tried("find", () => Module._findPath("thing", [at("node_modules")]));
tried("find", () => Module._findPath("nothing", [at("node_modules")]));

const made = new Module("/virtual/file.js", module);
made.filename = "/virtual/file.js";
made.paths = Module._nodeModulePaths("/virtual");
made._compile("module.exports = [__filename, __dirname, typeof require('fs').readFileSync, this === exports]", made.filename);
tried("compile", () => [made.exports, made.loaded, made.id, made.parent === module]);
const loaded = new Module(at("plain.js"));
loaded.load(at("plain.js"));
tried("compile", () => [loaded.exports, loaded.loaded, loaded.filename]);
tried("compile", () => typeof new Module("x").require("fs").readFileSync);

tried("later", () => require(at("later.js")));
write("later.js", "module.exports = 'it is there now'");
tried("later", () => require(at("later.js")));
write("later.json", '{"a":1}');
tried("later", () => require(at("later.json")));
