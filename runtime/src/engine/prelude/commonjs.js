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
  extensions[".js"] = (module, filename) => {
    // Who replaced `_compile` wants the text.
    if (module._compile === Module.prototype._compile) adopt(module, filename);
    else module._compile(host.loadLibrary("node:fs").readFileSync(filename, "utf8"), filename);
  };
  extensions[".json"] = (module, filename) => adopt(module, filename);
  extensions[".node"] = (module, filename) => adopt(module, filename);
  const { ".js": loadScript, ".json": loadData, ".node": loadAddon } = extensions;
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
    require(specifier) { return (requires.get(this) ?? loose(this)).direct(specifier); }
  }
  const ownRequire = Module.prototype.require;
  // `Module._load` and `Module._resolveFilename` as `node:module` made them: a program may put its own there.
  const own = { __proto__: null, load: undefined, resolve: undefined };
  // What each module object requires with.
  const requires = {
    functions: new P.WeakMap(),
    get(module) { return P.weakMapGet(requires.functions, module); },
    set(module, ways) { P.weakMapSet(requires.functions, module, ways); },
  };
  /** Of a module object that the program made itself. */
  function loose(module) {
    createRequire(module.filename ?? `${host.loadLibrary("node:process").default.cwd()}/noop.js`, module);
    return requires.get(module);
  }

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
      const asked = Module.prototype.require;
      return asked === ownRequire ? direct(specifier) : P.apply(asked, parent, [specifier]);
    };
    const direct = (specifier) => {
      check(specifier, "id");
      if (specifier === "") {
        throw coded(new P.TypeError("The argument 'id' must be a non-empty string. Received ''"), "ERR_INVALID_ARG_VALUE");
      }
      return own.load === undefined || Module._load === own.load ? load(specifier) : Module._load(specifier, parent, false);
    };
    const load = (specifier) => {
      if (own.resolve !== undefined && Module._resolveFilename !== own.resolve) {
        specifier = Module._resolveFilename(specifier, parent, false);
      }
      if (areExtended() && !host.isLibrary(specifier)) {
        const path = locate(specifier);
        const handler = handlerOf(path);
        if (handler !== undefined) return loadBy(handler, path, parent);
        specifier = path;
      }
      return unhooked(specifier);
    };
    const unhooked = (specifier) => {
      let id = known[specifier];
      if (id === undefined || runner.modules[id] === undefined) {
        id = known[specifier] = ask(from, base, specifier, false, parent).module;
      }
      return exportsOf(id, parent);
    };
    P.defineProperty(require, "name", { __proto__: null, value: "require", configurable: true });
    const resolve = (specifier, options) => {
      if (host.isLibrary(specifier)) return specifier;
      if (options?.paths === undefined) return ask(from, base, specifier, true, parent).path;
      return resolveAmong(from, specifier, options.paths, parent);
    };
    /** Where it is, files with an extension of the program's own included. */
    const locate = (specifier) => {
      try { return resolve(specifier); } catch (error) {
        const found = error.code === "MODULE_NOT_FOUND" ? withExtension(specifier, base ?? parent.filename) : undefined;
        if (found === undefined) throw error;
        return found;
      }
    };
    require.resolve = function (specifier, options) {
      check(specifier, "request");
      if (own.resolve !== undefined && Module._resolveFilename !== own.resolve) {
        return Module._resolveFilename(specifier, parent, false, options);
      }
      return resolve(specifier, options);
    };
    P.defineProperty(require.resolve, "name", { __proto__: null, value: "resolve", configurable: true });
    requires.set(parent, { __proto__: null, direct, load, unhooked, resolve });
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

  /** `require.resolve` with directories to start from. */
  function resolveAmong(from, specifier, paths, parent) {
    if (!P.isArray(paths)) {
      throw host.loadLibrary("internal:errors").invalidArgValue("options.paths", paths, undefined);
    }
    const { resolve } = host.loadLibrary("node:path").default;
    for (let i = 0; i < paths.length; i++) {
      const answer = P.parse(host.require(from, resolve(paths[i], "noop.js"), specifier, true));
      if (answer.message === undefined) return answer.path;
    }
    throw missing(specifier, parent);
  }

  /** Whether the program loads files in a way of its own. */
  function areExtended() {
    let count = 0;
    for (const _ in extensions) count++;
    return count !== 3 || extensions[".js"] !== loadScript || extensions[".json"] !== loadData || extensions[".node"] !== loadAddon;
  }

  /** What the program put there for such a file; `undefined`: it is loaded as ever. */
  function handlerOf(path) {
    const name = P.slice(path, lastSlash(path) + 1);
    let extension = ".js";
    for (let at = P.indexOf(name, ".", 1); at > 0; at = P.indexOf(name, ".", at + 1)) {
      if (extensions[P.slice(name, at)] === undefined) continue;
      extension = P.slice(name, at);
      break;
    }
    const handler = extensions[extension];
    return handler === loadScript || handler === loadData || handler === loadAddon ? undefined : handler;
  }

  function withExtension(specifier, from) {
    const { resolve } = host.loadLibrary("node:path").default;
    const { statSync } = host.loadLibrary("node:fs");
    if (!P.startsWith(specifier, ".") && !P.startsWith(specifier, "/")) return undefined;
    const path = resolve(directoryOf(from), specifier);
    const isFile = (at) => statSync(at, { throwIfNoEntry: false })?.isFile() === true;
    if (isFile(path)) return path;
    for (const extension in extensions) if (isFile(path + extension)) return path + extension;
    return undefined;
  }

  function loadBy(handler, path, parent) {
    const inCache = cache[path];
    if (inCache !== undefined) return inCache.exports;
    const module = cache[path] = new Module(path, parent);
    module.filename = path;
    module.paths = packagePaths(module.path);
    adopted(parent, module);
    try {
      handler(module, path);
      module.loaded = true;
    } finally {
      if (!module.loaded && cache[path] === module) delete cache[path];
    }
    return module.exports;
  }

  /** A file for a module object that somebody else made. */
  function adopt(module, path) {
    if (cache[path] === module) delete cache[path];
    module.exports = (requires.get(module) ?? loose(module)).unhooked(path);
    cache[path] = module;
  }

  function adopted(parent, module) {
    const { children } = parent;
    if (P.isArray(children)) P.defineProperty(children, children.length, { __proto__: null, value: module, writable: true, enumerable: true, configurable: true });
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
    throw missing(specifier, parent);
  }

  function missing(specifier, parent) {
    const stack = P.list();
    for (let at = parent; at !== undefined && at !== null; at = at.parent) stack[stack.length] = at.filename ?? at.id;
    const below = stack.length === 0 ? "" : `\nRequire stack:\n- ${P.join(stack, "\n- ")}`;
    const error = coded(new P.Error(`Cannot find module '${specifier}'${below}`), "MODULE_NOT_FOUND");
    error.requireStack = copied(stack);
    return error;
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
      adopted(parent, common);
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
    const isData = P.endsWith(module.path, ".json");
    const inCache = cache[module.path];
    if (inCache !== undefined && !isData) return inCache.exports;
    if (module.state === RUNNING) {
      throw coded(new P.Error(`Cannot require() ES Module ${module.path} in a cycle.`), "ERR_REQUIRE_CYCLE_MODULE");
    }
    if (runner.isAsync(module.id)) {
      const way = parent?.filename ? `\n  From ${parent.filename} ` : "";
      throw coded(
        new P.Error(`require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from, use --experimental-print-required-tla.${way}\n  Requiring ${module.path} `),
        "ERR_REQUIRE_ASYNC_MODULE",
      );
    }
    runner.evaluate(module.id);
    const failed = runner.failedPart(module);
    if (failed !== null) throw failed.error;
    if (isData) return dataExports(module, parent);
    const common = module.common = cache[module.path] = new Module(module.path, parent);
    common.filename = module.path;
    common.paths = packagePaths(common.path);
    if (parent !== undefined) adopted(parent, common);
    common.exports = "module.exports" in module.bindings ? module.bindings["module.exports"] : runner.requiredNamespaceOf(module);
    common.loaded = true;
    return common.exports;
  }

  /** `module.createRequire`: on behalf of the module that runs, from any file. */
  function createRequire(path, parent = undefined) {
    const from = runner.ofInstance(owners.current());
    if (from === undefined) throw new P.Error("what asks for it has been replaced");
    if (parent === undefined) {
      parent = new Module(path);
      parent.filename = path;
      parent.paths = packagePaths(parent.path);
    }
    return makeRequire(from, parent, P.create(null), path);
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

  return { __proto__: null, connect, instantiate, retire, stop, createRequire, resolveFor, Module, packagePaths, directoryOf, cache, extensions, own, mainRuns,
    ofModule: (module) => requires.get(module) ?? loose(module),
  };
})
