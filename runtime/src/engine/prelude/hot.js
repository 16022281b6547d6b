// `import.meta.hot`: Vite's API for modules that live through updates.
(function (P, host, errors, owners) {
  "use strict";
  // What a module keeps over its versions.
  const data = { __proto__: null };
  const listeners = { __proto__: null };

  function record() {
    return { __proto__: null, accepts: P.list(), disposers: P.list(), pruners: P.list() };
  }

  // The instance that runs as a module now, as the runner knows it.
  let ownerOf = () => null;
  const setOwnerOf = (find) => { ownerOf = find; };

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
        if (dependencies == null) accept(true, undefined, undefined);
        else if (typeof dependencies === "function") accept(true, undefined, dependencies);
        else if (typeof dependencies === "string") {
          const told = checked(callback);
          const specifiers = P.list();
          specifiers[0] = dependencies;
          accept(false, specifiers, told && ((list) => told(list[0])));
        } else if (P.isArray(dependencies)) {
          const specifiers = P.list();
          for (let i = 0; i < dependencies.length; i++) specifiers[i] = `${dependencies[i]}`;
          accept(false, specifiers, checked(callback));
        } else throw new P.TypeError("hot.accept takes nothing, a callback, a specifier or a list of specifiers");
      },
      // Which exports is read from the text.
      acceptExports(_, callback) { accept(true, undefined, checked(callback)); },
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
        const list = (listeners[event] ??= P.list());
        list[list.length] = {
          __proto__: null, id, callback, event, generation: host.generation(), made: host.now(), place: host.place(),
        };
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
      const rest = P.list();
      for (let i = 0; i < listeners[event].length; i++) {
        if (!wanted(listeners[event][i])) rest[rest.length] = listeners[event][i];
      }
      if (rest.length > 0) listeners[event] = rest;
      else delete listeners[event];
    }
  }

  /** Calls a function of the program; what it throws is reported and stops nothing. */
  function guarded(id, callback, argument) {
    try { owners.run(ownerOf(id), () => callback(argument)); } catch (error) { errors.raise("uncaught", error, ""); }
  }

  function emit(event, payload) {
    const list = listeners[event];
    if (list === undefined) return;
    // What a listener adds hears of the next one.
    for (let i = 0, count = list.length; i < count; i++) guarded(list[i].id, list[i].callback, payload);
  }

  /** Into an array that the program gets: a plain store may run what it planted. */
  function put(array, index, value) {
    P.defineProperty(array, index, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  }

  // Payloads have Vite's form; their paths are absolute.
  const payload = (told) => {
    const updates = [];
    for (let i = 0; i < told.length; i++) {
      put(updates, i, { type: "js-update", path: told[i].path, acceptedPath: told[i].acceptedPath });
    }
    return { type: "update", updates };
  };

  /** Before anything is disposed of. */
  function announce(isWhole, told, pruned) {
    if (isWhole) emit("vite:beforeFullReload", { type: "full-reload", path: "*" });
    else emit("vite:beforeUpdate", payload(told));
    if (pruned.length === 0) return;
    const paths = [];
    for (let i = 0; i < pruned.length; i++) put(paths, i, pruned[i]);
    emit("vite:beforePrune", { type: "prune", paths });
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
      const modules = []; // the program gets it
      for (let d = 0; d < it.dependencies.length; d++) {
        const meant = isMeant(it.dependencies[d]);
        isTold ||= meant;
        put(modules, d, meant ? namespace : undefined);
      }
      if (isTold) guarded(acceptor, it.callback, modules);
    }
  }

  function stop() {
    for (const id in data) delete data[id];
    for (const event in listeners) delete listeners[event];
  }

  /** Tells of every listener. */
  function list(each) {
    const now = host.now();
    for (const event in listeners) {
      for (let i = 0; i < listeners[event].length; i++) {
        const { id, generation, made, place } = listeners[event][i];
        each({
          __proto__: null, kind: "listener", what: `hot.on(${P.stringify(event)})`, owner: ownerOf(id), place,
          generation, age: now - made, due: null, keeps_alive: false,
        });
      }
    }
  }

  function held() {
    let count = 0;
    for (const event in listeners) count += listeners[event].length;
    for (const _ in data) count++;
    return count;
  }

  return {
    __proto__: null, record, context, dispose, prune, accepted, announce, payload, refused, emit, stop, setOwnerOf, list,
    held,
  };
})
