// CommonJS: module objects, `require` and its cache. A module runs when something first asks for it; what
// a file is, the session says, and the engine waits for that.
(function (P, host, owners) {
  "use strict";
  // `LINKED` and so on of the module runner.
  const LINKED = 0, RUNNING = 2, DONE = 3, FAILED = 4, COMMONJS = 3;
  // The module runner, which is made later.
  let runner = null;
  const connect = (made) => { runner = made; };

  /** Module objects by file, as programs see them: what they delete or put there counts. */
  const cache = P.create(null);
  const extensions = P.create(null);
  extensions[".js"] = extensions[".json"] = extensions[".node"] = () => {
    throw coded(new P.Error("`require.extensions` cannot be called in saveloop"), "ERR_METHOD_NOT_IMPLEMENTED");
  };
  let main;
  const SyntaxErrorConstructor = SyntaxError;

  function coded(error, code) {
    error.code = code;
    return error;
  }

  /** Node's module object. */
  class Module {
    constructor(id = "", parent) {
      this.id = id;
      this.path = directoryOf(id);
      this.exports = {};
      P.defineProperty(this, "parent", { __proto__: null, value: parent, writable: true, enumerable: false, configurable: true });
      this.filename = null;
      this.loaded = false;
      this.children = [];
    }
    require(specifier) { return P.apply(requires.get(this) ?? nothing, undefined, [specifier]); }
  }
  // The `require` of each module object.
  const requires = {
    functions: new P.WeakMap(),
    get(module) { return P.weakMapGet(requires.functions, module); },
    set(module, require) { P.weakMapSet(requires.functions, module, require); },
  };
  const nothing = () => { throw new P.TypeError("this module was not made by saveloop"); };

  const lastSlash = (path) => P.max(P.lastIndexOf(path, "/"), P.lastIndexOf(path, "\\"));
  function directoryOf(path) {
    const at = lastSlash(path);
    return at < 0 ? "." : at === 0 ? path[0] : P.slice(path, 0, at);
  }

  /** Where packages are looked for from a directory, nearest first. */
  function packagePaths(from) {
    const separator = P.includes(from, "\\") ? "\\" : "/";
    const paths = [];
    for (let at = from; ;) {
      if (!P.endsWith(at, `${separator}node_modules`)) {
        P.defineProperty(paths, paths.length, {
          __proto__: null, value: `${at === separator ? "" : at}${separator}node_modules`, writable: true, enumerable: true, configurable: true,
        });
      }
      const above = directoryOf(at);
      if (above === at || above === ".") return paths;
      at = above;
    }
  }

  /** A new instance: its module object, and a body that the runner steps once. `begin` is told of the switch of its probes. */
  function instantiate(module, it, factory, importing, begin) {
    const common = new Module(it.main ? "." : it.filename);
    common.path = it.dirname;
    common.filename = it.filename;
    common.paths = packagePaths(it.dirname);
    module.common = common;
    module.required = { __proto__: null };
    if (it.main) main = common;
    const require = makeRequire(module.id, common, module.required, null);
    requires.set(common, require);
    const body = factory(importing, begin);
    module.body = {
      __proto__: null,
      next() {
        cache[it.filename] = common;
        try {
          P.apply(body, common.exports, [common.exports, require, common, it.filename, it.dirname]);
          common.loaded = true;
        } finally {
          if (!common.loaded && cache[it.filename] === common) delete cache[it.filename];
        }
      },
    };
    for (let i = 0; i < it.names.length; i++) {
      const name = it.names[i];
      module.names[module.names.length] = name;
      module.constant[name] = true;
      module.getters[name] = name === "default" ? () => common.exports : () => named(common.exports, name);
    }
  }

  const named = (exports, name) => (exports === null || exports === undefined ? undefined : exports[name]);

  /** A `require` for a module; `base`: as if asked from this file. */
  function makeRequire(from, parent, known, base) {
    const require = (specifier) => {
      check(specifier, "id");
      if (specifier === "") {
        throw coded(new P.TypeError("The argument 'id' must be a non-empty string. Received ''"), "ERR_INVALID_ARG_VALUE");
      }
      let id = known[specifier];
      if (id === undefined || runner.modules[id] === undefined) {
        id = known[specifier] = ask(from, base, specifier, false, parent).module;
      }
      return exportsOf(id, parent);
    };
    P.defineProperty(require, "name", { __proto__: null, value: "require", configurable: true });
    require.resolve = function resolve(specifier) {
      check(specifier, "request");
      return host.isLibrary(specifier) ? specifier : ask(from, base, specifier, true, parent).path;
    };
    require.resolve.paths = function paths(specifier) {
      check(specifier, "request");
      if (host.isLibrary(specifier)) return null;
      return P.startsWith(specifier, ".") ? [directoryOf(base ?? parent.filename)] : packagePaths(directoryOf(base ?? parent.filename));
    };
    require.main = main;
    require.extensions = extensions;
    require.cache = cache;
    return require;
  }

  function check(specifier, name) {
    if (typeof specifier !== "string") host.loadLibrary("internal:validate").validateString(specifier, name);
  }

  function ask(from, base, specifier, resolve, parent) {
    const answer = P.parse(host.require(from, base, specifier, resolve));
    if (answer.message === undefined) return answer;
    if (answer.code !== "MODULE_NOT_FOUND") {
      if (answer.name === "SyntaxError" && P.endsWith(specifier, ".json")) parseJson(from, base, specifier);
      const error = answer.name === "SyntaxError" ? new SyntaxErrorConstructor(answer.message) : new P.Error(answer.message);
      throw answer.code === "" ? error : coded(error, answer.code);
    }
    if (P.startsWith(specifier, "node:")) {
      throw coded(new P.Error(`No such built-in module: ${specifier}`), "ERR_UNKNOWN_BUILTIN_MODULE");
    }
    const stack = P.list();
    for (let at = parent; at !== undefined && at !== null; at = at.parent) stack[stack.length] = at.filename ?? at.id;
    const below = stack.length === 0 ? "" : `\nRequire stack:\n- ${P.join(stack, "\n- ")}`;
    const error = coded(new P.Error(`Cannot find module '${specifier}'${below}`), "MODULE_NOT_FOUND");
    error.requireStack = copied(stack);
    throw error;
  }

  /** Fails as `JSON.parse` does, with the file in front. */
  function parseJson(from, base, specifier) {
    const { path } = P.parse(host.require(from, base, specifier, true));
    if (path === undefined) return;
    const text = host.loadLibrary("node:fs").readFileSync(path, "utf8");
    try { P.parse(text); } catch (error) {
      error.message = `${path}: ${error.message}`;
      throw error;
    }
  }

  /** A list as programs know it. */
  function copied(list) {
    const made = [];
    for (let i = 0; i < list.length; i++) {
      P.defineProperty(made, i, { __proto__: null, value: list[i], writable: true, enumerable: true, configurable: true });
    }
    return made;
  }

  function exportsOf(id, parent) {
    const module = runner.modules[id];
    if (runner.isBuiltIn(module.path)) {
      const exports = host.loadLibrary(module.path);
      return "default" in exports ? exports.default : exports;
    }
    return module.evaluation === COMMONJS ? commonExports(module, parent) : moduleExports(module, parent);
  }

  function commonExports(module, parent) {
    const inCache = cache[module.path];
    if (inCache !== undefined && inCache !== module.common) return inCache.exports;
    // It failed, or the program took it out of the cache: it runs again.
    if (module.state === FAILED || (module.state === DONE && inCache === undefined)) runner.again(module);
    if (module.state !== LINKED) return module.common.exports;
    const { common } = module;
    if (parent !== undefined) {
      P.defineProperty(common, "parent", { __proto__: null, value: parent, writable: true, enumerable: false, configurable: true });
      const { children } = parent;
      P.defineProperty(children, children.length, { __proto__: null, value: common, writable: true, enumerable: true, configurable: true });
    }
    runner.evaluate(module.id);
    if (module.state === FAILED) throw module.error;
    return common.exports;
  }

  /** Data has a module object too: programs take files out of the cache to read them again. */
  function dataExports(module, parent) {
    const inCache = cache[module.path];
    if (inCache !== undefined) return inCache.exports;
    if (module.common !== null) { // the program took it out
      runner.again(module);
      runner.evaluate(module.id);
    }
    const common = module.common = cache[module.path] = new Module(module.path, parent);
    common.filename = module.path;
    common.paths = packagePaths(common.path);
    common.exports = module.getters.default();
    common.loaded = true;
    return common.exports;
  }

  /** `require()` of an ES module: its namespace, if it need not be waited for. */
  function moduleExports(module, parent) {
    if (module.state === RUNNING) {
      throw coded(new P.Error(`Cannot require() ES Module ${module.path} in a cycle.`), "ERR_REQUIRE_CYCLE_MODULE");
    }
    runner.evaluate(module.id);
    const failed = runner.failedPart(module);
    if (failed !== null) throw failed.error;
    if (!runner.isDone(module)) {
      throw coded(
        new P.Error("require() cannot be used on an ESM graph with top-level await. Use import() instead."),
        "ERR_REQUIRE_ASYNC_MODULE",
      );
    }
    if (P.endsWith(module.path, ".json")) return dataExports(module, parent);
    if ("module.exports" in module.bindings) return module.bindings["module.exports"];
    return runner.namespaceOf(module);
  }

  /** `module.createRequire`: on behalf of the module that runs, from any file. */
  function createRequire(path) {
    const from = runner.ofInstance(owners.current());
    if (from === undefined) throw new P.Error("what asks for it has been replaced");
    const parent = new Module(path);
    parent.filename = path;
    parent.paths = packagePaths(parent.path);
    const require = makeRequire(from, parent, P.create(null), path);
    requires.set(parent, require);
    return require;
  }

  /** `import.meta.resolve`: what is no package is an address, whatever stands there. */
  function resolveFor(it, given) {
    const specifier = `${given}`;
    if (host.isLibrary(specifier)) return P.startsWith(specifier, "node:") ? specifier : `node:${specifier}`;
    const { URL, pathToFileURL } = host.loadLibrary("node:url");
    const isPath = P.startsWith(specifier, "./") || P.startsWith(specifier, "../") || P.startsWith(specifier, "/");
    if (isPath || URL.canParse(specifier)) return new URL(specifier, it.url).href;
    const answer = P.parse(host.require(it.module, null, specifier, true));
    if (answer.path !== undefined) return pathToFileURL(answer.path).href;
    const isMissing = answer.code === "MODULE_NOT_FOUND";
    const message = isMissing ? `Cannot find package '${specifier}' imported from ${it.filename}` : answer.message;
    throw coded(new P.Error(message), isMissing ? "ERR_MODULE_NOT_FOUND" : answer.code);
  }

  /** An instance goes: who asks next gets another. */
  function retire(module) {
    if (module.common === null) return;
    if (cache[module.path] === module.common) delete cache[module.path];
    if (main === module.common) main = undefined;
  }

  const mainRuns = () => main !== undefined && !main.loaded;

  function stop() {
    for (const path in cache) delete cache[path];
    main = undefined;
  }

  return { __proto__: null, connect, instantiate, retire, stop, createRequire, resolveFor, Module, packagePaths, directoryOf, cache, extensions, requireOf: requires.get, mainRuns };
})
