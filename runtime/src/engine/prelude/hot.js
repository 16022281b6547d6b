// `import.meta.hot`: Vite's API for modules that live through updates.
(function (P, host, errors, owners) {
  "use strict";
  // What a module keeps over its versions.
  const data = { __proto__: null };
  const listeners = { __proto__: null };

  function record() {
    return { __proto__: null, accepts: [], disposers: [], pruners: [] };
  }

  /** The object a module sees. */
  function context(id, path, hot) {
    data[id] ??= {};
    const accept = (itself, dependencies, callback) => {
      hot.accepts[hot.accepts.length] = { __proto__: null, itself, dependencies, callback };
    };
    const checked = (callback) => (callback == null ? undefined : callable("accept", callback));
    return {
      get data() { return data[id]; },
      accept(dependencies, callback) {
        if (dependencies == null) accept(true, [], undefined);
        else if (typeof dependencies === "function") accept(true, [], dependencies);
        else if (typeof dependencies === "string") {
          const told = checked(callback);
          accept(false, [dependencies], told && ((list) => told(list[0])));
        } else if (P.isArray(dependencies)) {
          const specifiers = [];
          for (let i = 0; i < dependencies.length; i++) specifiers[i] = `${dependencies[i]}`;
          accept(false, specifiers, checked(callback));
        } else throw new P.TypeError("hot.accept takes nothing, a callback, a specifier or a list of specifiers");
      },
      // Which exports is read from the text.
      acceptExports(_, callback) { accept(true, [], checked(callback)); },
      dispose(callback) { hot.disposers[hot.disposers.length] = callable("dispose", callback); },
      prune(callback) { hot.pruners[hot.pruners.length] = callable("prune", callback); },
      // As in Vite: kept for compatibility, does nothing.
      decline() {},
      invalidate(message) {
        const text = message === undefined ? undefined : `${message}`;
        emit("vite:invalidate", { type: "invalidate", path, message: text });
        host.invalidate(id, text ?? "");
      },
      on(event, callback) {
        callable("on", callback);
        const list = (listeners[event] ??= []);
        list[list.length] = { __proto__: null, id, callback };
      },
      off(event, callback) { remove((it) => it.callback === callback, `${event}`); },
      // No other side listens: what is sent reaches the program's own listeners.
      send(event, payload) { emit(event, payload); },
    };
  }

  function callable(method, callback) {
    if (typeof callback !== "function") throw new P.TypeError(`hot.${method} takes a function`);
    return callback;
  }

  function remove(wanted, only) {
    for (const event in listeners) {
      if (only !== undefined && event !== only) continue;
      const rest = [];
      for (let i = 0; i < listeners[event].length; i++) {
        if (!wanted(listeners[event][i])) rest[rest.length] = listeners[event][i];
      }
      listeners[event] = rest;
    }
  }

  /** Calls a function of the program; what it throws is reported and stops nothing. */
  function guarded(id, callback, argument) {
    try { owners.run(id, () => callback(argument)); } catch (error) { errors.raise("uncaught", error, ""); }
  }

  function emit(event, payload) {
    const list = listeners[event] ?? [];
    // What a listener adds hears of the next one.
    for (let i = 0, count = list.length; i < count; i++) guarded(list[i].id, list[i].callback, payload);
  }

  // Payloads have Vite's form; their paths are absolute.
  const payload = (boundaries) => {
    const updates = [];
    for (let i = 0; i < boundaries.length; i++) {
      updates[i] = { type: "js-update", path: boundaries[i].path, acceptedPath: boundaries[i].acceptedPath };
    }
    return { type: "update", updates };
  };

  /** Before anything is disposed of. */
  function announce(isWhole, boundaries, pruned, pathOf) {
    for (let i = 0; i < boundaries.length; i++) {
      boundaries[i].path = pathOf(boundaries[i].acceptor);
      boundaries[i].acceptedPath = pathOf(boundaries[i].accepted);
    }
    if (isWhole) emit("vite:beforeFullReload", { type: "full-reload", path: "*" });
    else emit("vite:beforeUpdate", payload(boundaries));
    if (pruned.length === 0) return;
    const paths = [];
    for (let i = 0; i < pruned.length; i++) {
      const path = pathOf(pruned[i]);
      if (path !== undefined) paths[paths.length] = path;
    }
    if (paths.length > 0) emit("vite:beforePrune", { type: "prune", paths });
  }

  /** The newest texts were refused; what runs goes on. */
  function refused(message, id, line, column) {
    const loc = line === 0 ? undefined : { file: id, line, column };
    emit("vite:error", { type: "error", err: { message, stack: "", id, loc } });
  }

  /** A version goes: it is told, with the data its successor will see. */
  function dispose(id, hot) {
    for (let i = 0; i < hot.disposers.length; i++) guarded(id, hot.disposers[i], data[id]);
    remove((it) => it.id === id);
  }

  /** A module leaves the program for good. */
  function prune(id, hot) {
    for (let i = 0; i < hot.pruners.length; i++) guarded(id, hot.pruners[i], data[id]);
    delete data[id];
  }

  /** Tells an acceptor of a new version of itself, or of what it knows by these specifiers. */
  function accepted(acceptor, hot, itself, specifiers, namespace) {
    const isMeant = (dependency) => {
      for (let i = 0; i < specifiers.length; i++) if (specifiers[i] === dependency) return true;
      return false;
    };
    for (let i = 0; i < hot.accepts.length; i++) {
      const it = hot.accepts[i];
      if (it.callback === undefined || it.itself !== itself) continue;
      if (itself) { guarded(acceptor, it.callback, namespace); continue; }
      let isTold = false;
      const modules = [];
      for (let d = 0; d < it.dependencies.length; d++) {
        const meant = isMeant(it.dependencies[d]);
        isTold ||= meant;
        modules[d] = meant ? namespace : undefined;
      }
      if (isTold) guarded(acceptor, it.callback, modules);
    }
  }

  function stop() {
    for (const id in data) delete data[id];
    for (const event in listeners) delete listeners[event];
  }

  return { __proto__: null, record, context, dispose, prune, accepted, announce, payload, refused, emit, stop };
})
