// The module runner: ES module semantics for modules that are functions.
//
// A module is a generator: its first step hoists its functions and hands over its exports (so that
// cycles see each other before either body runs), the second runs the body. A top-level await is a
// further yield, driven here. Order, cycles and async waits follow the language's evaluation of
// cyclic module records; the host sends modules in evaluation order with the root of their cycle.
(function (P, host, parts) {
  "use strict";
  const { errors, owners, timers, io, leases, hot, imports, commonjs } = parts;
  const { probes } = host;
  // `Evaluation` of the host.
  const SYNC = 0, ASYNC_GENERATOR = 2, COMMONJS = 3;
  const LINKED = 0, WAITING = 1, RUNNING = 2, DONE = 3, FAILED = 4;

  const scripts = { __proto__: null };
  const modules = { __proto__: null };
  const namespaces = new P.WeakMap();
  const moduleOf = new P.WeakMap();
  let asyncOrder = 0;
  let lastInstance = 0;
  // Every live instance's module, by the instance's number.
  const liveInstances = { __proto__: null };

  /** The bindings of a namespace object; `undefined` for anything else. */
  host.bindingsOf = (object) => {
    const module = P.weakMapGet(namespaces, object);
    return module === undefined ? undefined : module.bindings;
  };

  const collected = new P.FinalizationRegistry(({ version, instance }) => host.collected(version, instance));

  function defineScript(version, module, outer, probes) {
    scripts[version] = { __proto__: null, module, outer, probes };
  }

  /** The instance that runs this version; `owners.GONE` when the version has been replaced. */
  host.instanceOf = (version) => {
    const script = scripts[version];
    if (script === undefined || modules[script.module] === undefined) return owners.GONE;
    return modules[script.module].version === version ? modules[script.module].instance : owners.GONE;
  };
  hot.setOwnerOf((id) => {
    const module = modules[id];
    return module === undefined || liveInstances[module.instance] === undefined ? owners.GONE : module.instance;
  });

  /** What JSON reads are doubles to the engine, which as keys become text first: an importer of many pays for each. */
  function readIds(it) {
    it.module >>>= 0;
    it.version >>>= 0;
    it.root >>>= 0;
    for (let i = 0; i < it.slots.length; i++) it.slots[i] >>>= 0;
  }

  /** Makes fresh instances of these modules and connects them. Runs no body. */
  function link(text) {
    const instances = P.parse(text);
    for (let i = 0; i < instances.length; i++) {
      const it = instances[i];
      readIds(it);
      modules[it.module] = {
        __proto__: null, id: it.module, instance: ++lastInstance, path: it.filename, linkage: it, version: it.version, evaluation: it.evaluation, root: it.root,
        dependencies: it.slots, bindings: P.create(null), namespace: null, names: P.list(), getters: { __proto__: null },
        constant: { __proto__: null }, state: LINKED, error: undefined, body: null, awaited: null, probes: 0, bits: null,
        pending: 0, order: 0, parents: P.list(), promise: null, settle: null, retired: false, hot: hot.record(),
        common: null, required: null, roots: null,
      };
    }
    for (let i = 0; i < instances.length; i++) instantiate(modules[instances[i].module], instances[i]);
    for (let i = 0; i < instances.length; i++) defineBindings(modules[instances[i].module]);
  }

  function instantiate(module, it) {
    const script = scripts[it.version];
    const bits = new P.Uint8Array(script.probes);
    const made = script.outer(false, bits, (probe) => host.probe(module.version, probe), errors.thrown, errors.executor);
    // Held while it runs: a body that is ended from outside leaves no job behind, which would cost the heap.
    module.bits = bits;
    P.register(collected, bits, { __proto__: null, version: module.version, instance: module.instance });
    liveInstances[module.instance] = module.id;
    const exportBindings = (constant, mutable, roots, hoistedDefault) => {
      module.roots = roots;
      addExports(module, constant, true);
      addExports(module, mutable, false);
      if (hoistedDefault !== undefined) {
        P.defineProperty(hoistedDefault, "name", { __proto__: null, value: "default", configurable: true });
      }
    };
    const importing = (specifier, options) => imports.ask(module.instance, module.id, specifier, options);
    if (it.evaluation === COMMONJS) {
      commonjs.instantiate(module, it, made[1], importing, (sample, roots) => {
        module.roots = roots;
        begin(module, bits, made[0], sample);
      });
      return;
    }
    const meta = P.create(null);
    meta.dirname = it.dirname;
    meta.filename = it.filename;
    meta.resolve = (specifier) => commonjs.resolveFor(it, specifier);
    meta.url = it.url;
    meta.main = it.main;
    if (isBuiltIn(it.filename)) meta.library = () => host.loadLibrary(it.filename);
    meta.hot = hot.context(it.module, it.filename, module.hot);
    const args = P.list();
    args[0] = exportBindings;
    args[1] = meta;
    args[2] = importing;
    args[3] = namespaceBehind;
    for (let slot = 0; slot < it.slots.length; slot++) args[args.length] = modules[it.slots[slot]].bindings;
    module.body = P.apply(made[1], undefined, args);
    module.body.next = it.evaluation === ASYNC_GENERATOR ? asyncNext : syncNext;
    module.body.throw = syncThrow;
    for (let i = 0; i < it.reexports.length; i++) reexport(module, it.reexports[i], it.slots);
    module.body.next();
    begin(module, bits, made[0], made[2]());
  }

  /** The switch of its probes is there, and nothing of its body has run. */
  function begin(module, bits, arm, sample) {
    host.instanceMade(module.instance, sample);
    module.probes = probes.register(module.version, bits, arm);
  }

  const isBuiltIn = (path) => P.startsWith(path, "node:") || P.startsWith(path, "saveloop:");

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
    defineGetters(module);
    P.weakMapSet(moduleOf, module.bindings, module);
    P.preventExtensions(module.bindings);
  }

  function defineGetters(module) {
    P.sort(module.names, (a, b) => (a < b ? -1 : a > b ? 1 : 0));
    for (let i = 0; i < module.names.length; i++) {
      const name = module.names[i];
      P.defineProperty(module.bindings, name, {
        __proto__: null, get: module.getters[name], enumerable: true, configurable: true,
      });
    }
  }

  /** Bindings that can no longer change become plain values: reading an import costs no call. */
  function settleExports(module) {
    if (isFixed(module)) return;
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

  // What `require()` of an ES module with a default export gives: CommonJS that was compiled from ES modules asks for `__esModule`.
  const required = new P.WeakMap();
  function requiredNamespaceOf(module) {
    if (!("default" in module.bindings) || "__esModule" in module.bindings) return namespaceOf(module);
    let made = P.weakMapGet(required, module);
    if (made === undefined) {
      made = { __proto__: null, namespace: null, names: P.list(), bindings: P.create(null) };
      made.names[0] = "__esModule";
      P.defineProperty(made.bindings, "__esModule", { __proto__: null, value: true, enumerable: true });
      for (let i = 0; i < module.names.length; i++) {
        const name = made.names[made.names.length] = module.names[i];
        P.defineProperty(made.bindings, name, { __proto__: null, get: () => module.bindings[name], enumerable: true });
      }
      P.sort(made.names, (a, b) => (a < b ? -1 : a > b ? 1 : 0));
      P.weakMapSet(required, module, made);
    }
    return namespaceOf(made);
  }

  /** Whether something awaits at its top level in what this module needs. */
  function isAsync(start) {
    const path = P.list(), seen = { __proto__: null, [start]: true };
    path[0] = start;
    for (let at = 0; at < path.length; at++) {
      const module = modules[path[at]];
      if (!isSync(module)) return true;
      if (module.evaluation === COMMONJS) continue;
      for (let i = 0; i < module.dependencies.length; i++) {
        const id = module.dependencies[i];
        if (seen[id] !== true) path[path.length] = id;
        seen[id] = true;
      }
    }
    return false;
  }

  /**
   * What `start` needs that has not begun, in evaluation order, itself the last: the modules of this
   * slice, and those of an earlier one that were not reached because a module before them threw.
   */
  function orderFrom(start) {
    const order = P.list(), path = P.list(), seen = { __proto__: null, [start]: true };
    path[0] = { __proto__: null, id: start, next: 0 };
    while (path.length > 0) {
      const visit = path[path.length - 1], { dependencies } = modules[visit.id];
      if (visit.next === dependencies.length) {
        order[order.length] = visit.id;
        path.length--;
        continue;
      }
      const id = dependencies[visit.next++];
      if (seen[id] === true || modules[id].state !== LINKED) continue;
      seen[id] = true;
      path[path.length] = { __proto__: null, id, next: 0 };
    }
    return order;
  }

  /**
   * Evaluates a module and what it needs. Returns when nothing more can run now. An error ends the
   * whole evaluation; what was not reached stays unevaluated, until something else needs it.
   */
  function evaluate(start) {
    if (modules[start].state !== LINKED) return;
    const order = orderFrom(start);
    for (let i = 0; i < order.length; i++) {
      const module = modules[order[i]];
      if (module.state !== LINKED) continue; // a `require()` of one before it was first
      const failed = failedDependency(module);
      if (failed !== null) { fail(module, failed.error); fail(modules[start], failed.error); return; }
      countPending(module);
      // One that others wait for already was ended from outside and begins again.
      if (module.pending > 0 || !isSync(module) || module.parents.length > 0) {
        module.order = ++asyncOrder;
        module.state = WAITING;
        if (module.pending === 0) runAsync(module);
      } else {
        try { runSync(module); } catch (error) {
          fail(module, error);
          fail(modules[start], error);
          return;
        }
      }
    }
  }

  const isSync = (module) => module.evaluation === SYNC || module.evaluation === COMMONJS;

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

  // The modules whose bodies are in a turn, the innermost last. An end from outside skips every `finally`:
  // then they stay.
  let current = P.list();

  function inBody(module, run) {
    const depth = current.length;
    current[depth] = module;
    try { return owners.run(module.instance, run); } finally { current.length = depth; }
  }

  function runSync(module) {
    module.state = RUNNING;
    host.evaluating(module.id);
    inBody(module, () => module.body.next());
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
    if (isSync(module)) {
      try { runSync(module); } catch (error) { asyncFailed(module, error); return; }
      asyncDone(module);
      return;
    }
    module.state = RUNNING;
    host.evaluating(module.id);
    if (module.evaluation === ASYNC_GENERATOR) {
      const finished = inBody(module, () => module.body.next());
      P.promiseThen(finished, () => { finish(module); asyncDone(module); }, (error) => {
        if (module.retired) return failedLate(error);
        asyncFailed(module, error);
      });
    } else step(module, false, undefined);
  }

  /** Resumes a body at its top-level await. */
  function step(module, throws, value) {
    const body = module.body;
    if (body === null) { // retired meanwhile
      if (throws) failedLate(value);
      return;
    }
    let result, awaited;
    module.awaited = null;
    try {
      result = inBody(module, () => (throws ? body.throw(value) : body.next(value)));
      if (!result.done) awaited = P.promiseResolve(result.value);
    } catch (error) {
      if (result !== undefined) return step(module, true, error);
      asyncFailed(module, error);
      return;
    }
    if (result.done) { finish(module); asyncDone(module); return; }
    module.awaited = awaited;
    P.promiseThen(awaited, (next) => step(module, false, next), (error) => step(module, true, error));
  }

  /** The body that awaits this promise at its top level, if one does. */
  function awaiting(promise) {
    for (const id in modules) if (modules[id].awaited === promise) return modules[id].body;
  }

  /** What a replaced version waited for was rejected: nobody else will say so. */
  function failedLate(error) {
    errors.raise("uncaught", error, "", true);
  }

  function asyncDone(module) {
    const ready = P.list();
    gather(module, ready);
    P.sort(ready, (a, b) => a.order - b.order);
    for (let i = 0; i < ready.length; i++) {
      if (ready[i].state !== WAITING) continue;
      if (!isSync(ready[i])) { runAsync(ready[i]); continue; }
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
      if (isSync(parent)) gather(parent, ready);
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

  /** The module of an `import()` has been linked. */
  function imported(request, id) {
    const asked = imports.answered(request);
    if (asked === undefined) return; // the program was stopped
    // Even when who asked was retired meanwhile: the host counts the module as given.
    evaluate(id);
    if (asked !== null) asked.resolve(settled(id));
  }

  const isStarted = (module) => module.state !== LINKED;
  const isDone = (module) => module.state === DONE && rootOf(module).state === DONE;

  /** The module whose error is why this one failed. */
  function failedPart(module) {
    if (module.state === FAILED) return module;
    return module.state === DONE && rootOf(module).state === FAILED ? rootOf(module) : null;
  }

  /** A body that was ended from outside begins again; the outermost of those that were in each other. */
  function renew() {
    const stopped = current;
    current = P.list();
    let outermost = null;
    for (let i = stopped.length - 1; i >= 0; i--) {
      if (modules[stopped[i].id] !== stopped[i]) continue;
      outermost = stopped[i];
      again(outermost);
    }
    return outermost;
  }

  /** Whether its importers have its values for good. */
  function isFixed({ bindings, names }) {
    const first = names.length === 0 ? undefined : P.getOwnPropertyDescriptor(bindings, names[0]);
    return first !== undefined && !first.configurable;
  }

  /** A fresh instance in the place of one: its importers read the same bindings. */
  function again(module) {
    retireAll([module.id]);
    module.retired = false;
    module.instance = ++lastInstance;
    module.hot = hot.record();
    module.names = P.list();
    module.getters = { __proto__: null };
    module.constant = { __proto__: null };
    module.state = LINKED;
    module.error = undefined;
    module.pending = module.order = 0;
    instantiate(module, module.linkage);
    // What a CommonJS module gave its importers once stays theirs.
    if (module.evaluation !== COMMONJS && !isFixed(module)) defineGetters(module);
  }

  // Versions the generation in work replaces.
  const replaced = { __proto__: null };

  /** The module whose instance this is, while it lives. */
  const ofInstance = (instance) => liveInstances[instance];
  host.moduleOfInstance = ofInstance;
  const pathOf = (instance) => modules[liveInstances[instance]]?.path;
  /** Who stands for what an instance begins: that of a package may only be the one that is seen, behind an `await`. */
  host.standsFor = (maker) => {
    const owner = owners.current();
    const path = owner === null ? undefined : pathOf(owner);
    if (path === undefined || P.indexOf(path, "/node_modules/") < 0) return owner;
    return maker !== null && pathOf(maker) === undefined ? owners.GONE : maker ?? owner;
  };

  /** What `generations` and `commonjs` work with. */
  const runner = {
    __proto__: null, modules, evaluate, settled, isStarted, isDone, isAsync, failedPart, namespaceOf, requiredNamespaceOf, renew,
    replaced, again, ofInstance, isBuiltIn,
  };
  commonjs.connect(runner);

  /** Takes instances out of service; their handles go with them. */
  function retire(text) {
    for (const id in replaced) delete replaced[id];
    retireAll(P.parse(text));
  }

  // Instances on their way out. A disposer that is ended from outside leaves them to the next time.
  const leaving = { __proto__: null };

  function retireAll(ids) {
    for (let i = 0; i < ids.length; i++) if (modules[ids[i]] !== undefined) leaving[modules[ids[i]].instance] = true;
    for (let i = 0; i < ids.length; i++) {
      const module = modules[ids[i]];
      if (module === undefined) continue;
      if (module.state < DONE) probes.forget(module.probes);
      module.body = module.roots = null;
      module.retired = true;
      replaced[ids[i]] = module;
      commonjs.retire(module);
      hot.dispose(ids[i], module.hot);
    }
    leases.leave(leaving);
    for (const instance in leaving) delete leaving[instance];
  }

  /** Nothing of these instances is left, and nothing they still start ever happens. */
  function end(instances) {
    const isGone = (owner) => instances[owner] === true;
    timers.retire(isGone);
    io.retire(isGone);
    host.retireHeld(isGone);
    imports.retire(isGone);
    for (const instance in instances) {
      delete liveInstances[instance];
      host.instanceRetired(+instance);
    }
  }

  /** The instances of modules that have failed: `null` when there is none. */
  function failedInstances() {
    let failed = null;
    for (const id in modules) {
      if (modules[id].state !== FAILED) continue;
      failed ??= { __proto__: null };
      failed[modules[id].instance] = true;
    }
    return failed;
  }
  leases.connect(end, failedInstances);

  function forget(text) {
    const { modules: ids, scripts: versions } = P.parse(text);
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

  /** For a debugger: a function that has captured the variables of a version's live instance. */
  function rootsOf(version) {
    const script = scripts[version];
    const module = script === undefined ? undefined : modules[script.module];
    return module !== undefined && module.version === version ? module.roots : null;
  }

  /** Ends the program: nothing of it can run again. */
  function stop() {
    for (const id in modules) {
      if (modules[id].state < DONE) probes.forget(modules[id].probes);
      modules[id].body = null;
      delete modules[id];
    }
    for (const id in replaced) delete replaced[id];
    for (const instance in liveInstances) delete liveInstances[instance];
    for (const instance in leaving) delete leaving[instance];
    for (const version in scripts) delete scripts[version];
    imports.stop();
    commonjs.stop();
    hot.stop();
    leases.stop();
    timers.retire(() => true);
    io.retire(() => true);
    host.retireHeld(() => true);
  }

  const size = (object) => {
    let count = 0;
    for (const _ in object) count++;
    return count;
  };

  const held = () => ({
    __proto__: null, modules: size(modules), instances: size(liveInstances), scripts: size(scripts), replaced: size(replaced),
    lent: leases.held(),
  });

  return { __proto__: null, defineScript, link, imported, retire, forget, stop, readImport, rootsOf, ofInstance, held, runner, awaiting };
})
