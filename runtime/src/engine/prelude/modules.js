// The module runner: ES module semantics for modules that are functions.
//
// A module is a generator: its first step hoists its functions and hands over its exports (so that
// cycles see each other before either body runs), the second runs the body. A top-level await is a
// further yield, driven here. Order, cycles and async waits follow the language's evaluation of
// cyclic module records; the host sends modules in evaluation order with the root of their cycle.
(function (P, host, errors, owners, timers, hot, probes) {
  "use strict";
  // `Evaluation` of the host.
  const SYNC = 0, ASYNC_GENERATOR = 2;
  const LINKED = 0, WAITING = 1, RUNNING = 2, DONE = 3, FAILED = 4;

  const scripts = { __proto__: null };
  const modules = { __proto__: null };
  const namespaces = new P.WeakMap();
  const moduleOf = new P.WeakMap();
  let asyncOrder = 0;

  /** The bindings of a namespace object; `undefined` for anything else. */
  host.bindingsOf = (object) => {
    const module = P.weakMapGet(namespaces, object);
    return module === undefined ? undefined : module.bindings;
  };

  const collected = new P.FinalizationRegistry((version) => host.collected(version));

  function defineScript(version, module, outer, probes) {
    scripts[version] = { __proto__: null, module, outer, probes };
  }

  /** The module whose running version this is; `owners.GONE` for a version that has been replaced. */
  host.moduleOf = (version) => {
    const script = scripts[version];
    if (script === undefined || modules[script.module] === undefined) return owners.GONE;
    return modules[script.module].version === version ? script.module : owners.GONE;
  };

  /** Makes fresh instances of these modules and connects them. Runs no body. */
  function link(instances) {
    for (let i = 0; i < instances.length; i++) {
      const it = instances[i];
      modules[it.id] = {
        __proto__: null, id: it.id, version: it.version, evaluation: it.evaluation, root: it.root,
        dependencies: it.slots, bindings: P.create(null), namespace: null, names: [], getters: { __proto__: null },
        constant: { __proto__: null }, state: LINKED, error: undefined, body: null, probes: 0,
        pending: 0, order: 0, parents: [], promise: null, settle: null, hot: hot.record(),
      };
    }
    for (let i = 0; i < instances.length; i++) instantiate(modules[instances[i].id], instances[i]);
    for (let i = 0; i < instances.length; i++) defineBindings(modules[instances[i].id]);
  }

  function instantiate(module, it) {
    const script = scripts[it.version];
    const bits = new P.Uint8Array(script.probes);
    const made = script.outer(false, bits, (probe) => host.probe(module.version, probe), errors.thrown, errors.executor);
    P.register(collected, bits, module.version);
    const exportBindings = (constant, mutable, hoistedDefault) => {
      addExports(module, constant, true);
      addExports(module, mutable, false);
      if (hoistedDefault !== undefined) {
        P.defineProperty(hoistedDefault, "name", { __proto__: null, value: "default", configurable: true });
      }
    };
    const meta = P.create(null);
    meta.dirname = it.dirname;
    meta.filename = it.filename;
    meta.url = it.url;
    meta.main = it.main;
    meta.hot = hot.context(it.id, module.hot, (specifier) => {
      for (let slot = 0; slot < it.specifiers.length; slot++) {
        if (it.specifiers[slot] === specifier) return it.slots[slot];
      }
      throw new P.Error(`hot.accept: this module does not import "${specifier}"`);
    });
    const args = [
      exportBindings, meta, (specifier, options) => dynamicImport(module, specifier, options), namespaceBehind,
    ];
    for (let slot = 0; slot < it.slots.length; slot++) args[args.length] = modules[it.slots[slot]].bindings;
    module.body = P.apply(made[1], undefined, args);
    module.body.next = it.evaluation === ASYNC_GENERATOR ? asyncNext : syncNext;
    module.body.throw = syncThrow;
    for (let i = 0; i < it.reexports.length; i++) reexport(module, it.reexports[i], it.slots);
    module.body.next();
    module.probes = probes.register(module.version, bits, made[0]);
  }

  // The generators' own methods, whatever a program does to their prototypes.
  const syncNext = (function* () {})().next;
  const syncThrow = (function* () {})().throw;
  const asyncNext = (async function* () {})().next;

  function addExports(module, getters, constant) {
    for (const name in getters) {
      module.names[module.names.length] = name;
      module.getters[name] = getters[name];
      module.constant[name] = constant;
    }
  }

  function reexport(module, { name, slot, imported }, slots) {
    const source = modules[slots[slot]].bindings;
    module.names[module.names.length] = name;
    module.getters[name] = imported == null ? () => namespaceBehind(source) : () => source[imported];
    module.constant[name] = imported == null;
  }

  // What importers read: accessors while a binding may change, plain values after that.
  function defineBindings(module) {
    P.sort(module.names, (a, b) => (a < b ? -1 : a > b ? 1 : 0));
    for (let i = 0; i < module.names.length; i++) {
      const name = module.names[i];
      P.defineProperty(module.bindings, name, {
        __proto__: null, get: module.getters[name], enumerable: true, configurable: true,
      });
    }
    P.weakMapSet(moduleOf, module.bindings, module);
    P.preventExtensions(module.bindings);
  }

  /** Bindings that can no longer change become plain values: reading an import costs no call. */
  function settleExports(module) {
    for (let i = 0; i < module.names.length; i++) {
      const name = module.names[i];
      const descriptor = { __proto__: null, enumerable: true, configurable: false };
      if (module.constant[name]) {
        try {
          descriptor.value = module.getters[name]();
          descriptor.writable = false;
        } catch { continue; }
      } else descriptor.get = module.getters[name];
      P.defineProperty(module.bindings, name, descriptor);
    }
  }

  /** The namespace object behind an import slot, made when a program first asks for it as a value. */
  function namespaceBehind(bindings) {
    return namespaceOf(P.weakMapGet(moduleOf, bindings));
  }

  function namespaceOf(module) {
    if (module.namespace !== null) return module.namespace;
    const target = P.create(null);
    for (let i = 0; i < module.names.length; i++) {
      P.defineProperty(target, module.names[i], { __proto__: null, value: undefined, writable: true, enumerable: true, configurable: false });
    }
    P.defineProperty(target, P.toStringTag, { __proto__: null, value: "Module" });
    P.preventExtensions(target);
    const { bindings } = module;
    const isExport = (key) => typeof key === "string" && P.getOwnPropertyDescriptor(target, key) !== undefined;
    module.namespace = new P.Proxy(target, {
      __proto__: null,
      get: (_, key) => (isExport(key) ? bindings[key] : target[key]),
      set: () => false,
      setPrototypeOf: (_, prototype) => prototype === null,
      getOwnPropertyDescriptor(_, key) {
        const descriptor = P.getOwnPropertyDescriptor(target, key);
        if (isExport(key)) descriptor.value = bindings[key];
        return descriptor;
      },
      defineProperty(_, key, asked) {
        if (!isExport(key)) return P.reflectDefineProperty(target, key, asked);
        if (asked.configurable === true || asked.enumerable === false || asked.writable === false) return false;
        if ("get" in asked || "set" in asked) return false;
        return !("value" in asked) || P.is(asked.value, bindings[key]);
      },
    });
    P.weakMapSet(namespaces, module.namespace, module);
    return module.namespace;
  }

  /**
   * Evaluates modules that are in evaluation order, the last of them `entry`. Returns when nothing
   * more can run now. An error ends the whole evaluation; what was not reached stays unevaluated.
   */
  function evaluate(order, entry) {
    for (let i = 0; i < order.length; i++) {
      const module = modules[order[i]];
      if (module.state !== LINKED) continue;
      const failed = failedDependency(module);
      if (failed !== null) { fail(module, failed.error); fail(modules[entry], failed.error); return; }
      countPending(module);
      if (module.pending > 0 || module.evaluation !== SYNC) {
        module.order = ++asyncOrder;
        module.state = WAITING;
        if (module.pending === 0) runAsync(module);
      } else {
        try { runSync(module); } catch (error) {
          fail(module, error);
          fail(modules[entry], error);
          return;
        }
      }
    }
  }

  const rootOf = (module) => modules[module.root] ?? module;

  function failedDependency(module) {
    for (let i = 0; i < module.dependencies.length; i++) {
      const dependency = modules[module.dependencies[i]];
      if (dependency.state === FAILED) return dependency;
      if (dependency.root !== module.root && rootOf(dependency).state === FAILED) return rootOf(dependency);
    }
    return null;
  }

  function countPending(module) {
    for (let i = 0; i < module.dependencies.length; i++) {
      let dependency = modules[module.dependencies[i]];
      if (dependency.root !== module.root) dependency = rootOf(dependency);
      if (dependency === module || dependency.order === 0 || dependency.state >= DONE) continue;
      module.pending++;
      dependency.parents[dependency.parents.length] = module;
    }
  }

  function runSync(module) {
    module.state = RUNNING;
    host.evaluating(module.id);
    owners.run(module.id, () => module.body.next());
    finish(module);
  }

  function finish(module) {
    module.state = DONE;
    settleExports(module);
    module.body = null;
    if (module.settle !== null) module.settle.resolve(namespaceOf(module));
  }

  function fail(module, error) {
    if (module.state >= DONE) return;
    module.state = FAILED;
    module.error = error;
    module.body = null;
    if (module.settle !== null) module.settle.reject(error);
  }

  function runAsync(module) {
    if (module.evaluation === SYNC) {
      try { runSync(module); } catch (error) { asyncFailed(module, error); return; }
      asyncDone(module);
      return;
    }
    module.state = RUNNING;
    host.evaluating(module.id);
    if (module.evaluation === ASYNC_GENERATOR) {
      const finished = owners.run(module.id, () => module.body.next());
      P.promiseThen(finished, () => { finish(module); asyncDone(module); }, (error) => asyncFailed(module, error));
    } else step(module, false, undefined);
  }

  /** Resumes a body at its top-level await. */
  function step(module, throws, value) {
    const body = module.body;
    if (body === null) return; // retired meanwhile
    let result, awaited;
    try {
      result = owners.run(module.id, () => (throws ? body.throw(value) : body.next(value)));
      if (!result.done) awaited = P.promiseResolve(result.value);
    } catch (error) {
      if (result !== undefined) return step(module, true, error);
      asyncFailed(module, error);
      return;
    }
    if (result.done) { finish(module); asyncDone(module); return; }
    P.promiseThen(awaited, (next) => step(module, false, next), (error) => step(module, true, error));
  }

  function asyncDone(module) {
    const ready = [];
    gather(module, ready);
    P.sort(ready, (a, b) => a.order - b.order);
    for (let i = 0; i < ready.length; i++) {
      if (ready[i].state !== WAITING) continue;
      if (ready[i].evaluation !== SYNC) { runAsync(ready[i]); continue; }
      try { runSync(ready[i]); } catch (error) { asyncFailed(ready[i], error); }
    }
  }

  /** Everything that waited only for this module. */
  function gather(module, ready) {
    const parents = module.parents;
    for (let i = 0; i < parents.length; i++) {
      const parent = parents[i];
      if (parent.state !== WAITING || --parent.pending > 0) continue;
      ready[ready.length] = parent;
      if (parent.evaluation === SYNC) gather(parent, ready);
    }
  }

  function asyncFailed(module, error) {
    if (module.state >= DONE) return;
    fail(module, error);
    const parents = module.parents;
    for (let i = 0; i < parents.length; i++) asyncFailed(parents[i], error);
  }

  /** A promise for the namespace of a module that has been asked to evaluate. */
  function settled(id) {
    const module = modules[id], root = rootOf(module);
    if (module.promise !== null) return module.promise;
    let settle;
    if (module.state === FAILED) module.promise = P.promiseReject(module.error);
    else if (module.state === DONE && root.state === FAILED) module.promise = P.promiseReject(root.error);
    else if (module.state === DONE && root.state === DONE) {
      module.promise = new P.Promise((resolve) => resolve(namespaceOf(module)));
    } else {
      const waits = module.state === DONE ? root : module;
      module.promise = new P.Promise((resolve, reject) => { settle = { resolve: () => resolve(namespaceOf(module)), reject }; });
      const earlier = waits.settle;
      waits.settle = earlier === null ? settle : {
        resolve() { earlier.resolve(); settle.resolve(); },
        reject(error) { earlier.reject(error); settle.reject(error); },
      };
    }
    return module.promise;
  }

  // `import()`: the host prepares the module, then answers.
  const requests = { __proto__: null };
  let nextRequest = 0;
  let waiting = 0;

  function dynamicImport(from, specifier, options) {
    return new P.Promise((resolve, reject) => {
      const text = `${specifier}`;
      const attributes = options === undefined ? undefined : options.with;
      const type = attributes === undefined ? undefined : attributes.type;
      const id = ++nextRequest;
      waiting++;
      requests[id] = { __proto__: null, resolve, reject, stack: errors.here() };
      host.importModule(id, from.id, text, type === undefined ? null : `${type}`);
    });
  }

  /** The module of an `import()` has been linked, in this order, or could not be prepared. */
  function imported(request, id, order) {
    const it = requests[request];
    if (it === undefined) return;
    delete requests[request];
    waiting--;
    evaluate(order, id);
    it.resolve(settled(id));
  }

  function importFailed(request, name, message) {
    const it = requests[request];
    if (it === undefined) return;
    delete requests[request];
    waiting--;
    const error = name === "SyntaxError" ? new SyntaxErrorConstructor(message) : new P.Error(message);
    errors.setStack(error, it.stack);
    it.reject(error);
  }
  const SyntaxErrorConstructor = SyntaxError;

  /**
   * Evaluates a generation; says when it has come to an outcome. Without the entry in its slice it is
   * an update: what accepted it is told when it has run.
   */
  function run(generation, entry, order, boundaries) {
    let isWhole = false;
    for (let i = 0; i < order.length; i++) isWhole ||= order[i] === entry;
    hot.emit(isWhole ? "vite:beforeFullReload" : "vite:beforeUpdate", { type: isWhole ? "full-reload" : "update" });
    if (!isWhole) return update(generation, order, boundaries);
    evaluate(order, entry);
    const module = modules[entry];
    tellAcceptors(boundaries);
    if (module.state === DONE && rootOf(module).state === DONE) return host.outcome(generation, "live");
    if (module.state === FAILED) {
      errors.raise("uncaught", module.error, "");
      return host.outcome(generation, "failed");
    }
    host.outcome(generation, "pending");
    P.promiseThen(settled(entry), () => host.outcome(generation, "live"), (error) => {
      if (modules[entry] !== module) return; // superseded: its late rejection is its own
      errors.raise("uncaught", error, "");
      host.outcome(generation, "failed");
    });
  }

  function update(generation, order, boundaries) {
    evaluate(order, order[order.length - 1]);
    const waiting = [];
    for (let i = 0; i < order.length; i++) {
      const module = modules[order[i]];
      if (module.state === FAILED) {
        errors.raise("uncaught", module.error, "");
        return host.outcome(generation, "failed");
      }
      if (module.state !== DONE) waiting[waiting.length] = order[i];
    }
    const done = () => {
      tellAcceptors(boundaries);
      hot.emit("vite:afterUpdate", { type: "update" });
      host.outcome(generation, "live");
    };
    if (waiting.length === 0) return done();
    host.outcome(generation, "pending");
    const last = modules[waiting[waiting.length - 1]];
    P.promiseThen(settled(last.id), () => { if (modules[last.id] === last) done(); }, (error) => {
      if (modules[last.id] !== last) return;
      errors.raise("uncaught", error, "");
      host.outcome(generation, "failed");
    });
  }

  /** The callbacks are those of the version that accepted: for a module that accepts itself, the old one. */
  function tellAcceptors(boundaries) {
    for (let i = 0; i < boundaries.length; i += 2) {
      const acceptor = boundaries[i], accepted = boundaries[i + 1];
      const record = acceptor === accepted ? replaced[acceptor] : modules[acceptor];
      const module = modules[accepted];
      if (record === undefined || module === undefined || module.state !== DONE) continue;
      hot.accepted(acceptor, record.hot, accepted, namespaceOf(module));
    }
    for (const id in replaced) delete replaced[id];
  }

  // Versions the generation in work replaces.
  const replaced = { __proto__: null };

  /** Takes instances out of service; their handles go with them. */
  function retire(ids) {
    const gone = { __proto__: null };
    for (let i = 0; i < ids.length; i++) {
      const module = modules[ids[i]];
      if (module === undefined) continue;
      gone[ids[i]] = true;
      if (module.state < DONE) probes.forget(module.probes);
      module.body = null;
      replaced[ids[i]] = module;
      hot.dispose(ids[i], module.hot);
    }
    timers.retire((owner) => gone[owner] === true);
  }

  function forget(ids, versions) {
    for (let i = 0; i < ids.length; i++) {
      if (modules[ids[i]] !== undefined) hot.prune(ids[i], modules[ids[i]].hot);
      delete modules[ids[i]];
    }
    for (let i = 0; i < versions.length; i++) delete scripts[versions[i]];
  }

  /** For a debugger: whether an import of a version is ready, and its value. `imported` null: the namespace. */
  function readImport(version, slot, imported) {
    const script = scripts[version];
    const module = script === undefined ? undefined : modules[script.module];
    if (module === undefined || module.version !== version) return [false];
    const dependency = modules[module.dependencies[slot]];
    if (dependency === undefined) return [false];
    if (imported === null) return [true, namespaceOf(dependency)];
    try { return [true, dependency.bindings[imported]]; } catch { return [false]; }
  }

  /** Ends the program: nothing of it can run again. */
  function stop() {
    for (const id in modules) {
      if (modules[id].state < DONE) probes.forget(modules[id].probes);
      modules[id].body = null;
      delete modules[id];
    }
    for (const version in scripts) delete scripts[version];
    for (const request in requests) delete requests[request];
    waiting = 0;
    hot.stop();
    timers.retire(() => true);
  }

  const importsWaiting = () => waiting;

  return {
    __proto__: null, defineScript, link, run, imported, importFailed, retire, forget, stop, importsWaiting,
    readImport,
  };
})
