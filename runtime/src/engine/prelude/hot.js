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

  /** The object a module sees. `idOf` turns a specifier of the module into a module's id. */
  function context(id, hot, idOf) {
    data[id] ??= {};
    const ids = (specifiers) => {
      const out = P.list();
      for (let i = 0; i < specifiers.length; i++) out[i] = idOf(`${specifiers[i]}`);
      return out;
    };
    const accept = (dependencies, callback) => { hot.accepts[hot.accepts.length] = { __proto__: null, dependencies, callback }; };
    return {
      get data() { return data[id]; },
      accept(dependencies, callback) {
        if (typeof dependencies === "function" || dependencies === undefined) {
          accept([id], dependencies === undefined ? undefined : (list) => dependencies(list[0]));
        } else if (typeof dependencies === "string") {
          accept(ids([dependencies]), callback === undefined ? undefined : (list) => callback(list[0]));
        } else if (P.isArray(dependencies)) accept(ids(dependencies), callback);
        else throw new P.TypeError("hot.accept takes nothing, a callback, a specifier or a list of specifiers");
      },
      acceptExports(_, callback) { accept([id], callback === undefined ? undefined : (list) => callback(list[0])); },
      dispose(callback) { hot.disposers[hot.disposers.length] = callback; },
      prune(callback) { hot.pruners[hot.pruners.length] = callback; },
      // As in Vite: kept for compatibility, does nothing.
      decline() {},
      invalidate(message) {
        emit("vite:invalidate", { path: id, message });
        host.invalidate(id, message === undefined ? "" : `${message}`);
      },
      on(event, callback) {
        const list = (listeners[event] ??= P.list());
        list[list.length] = {
          __proto__: null, id, callback, event, generation: host.generation(), made: host.now(), place: host.place(),
        };
      },
      off(event, callback) { remove((it) => it.callback === callback, event); },
      // No other side listens: what is sent reaches the program's own listeners.
      send(event, payload) { emit(event, payload); },
    };
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
    for (let i = 0; i < list.length; i++) guarded(list[i].id, list[i].callback, payload);
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

  /** Tells an acceptor of a new version. */
  function accepted(acceptor, hot, id, namespace) {
    for (let i = 0; i < hot.accepts.length; i++) {
      const { dependencies, callback } = hot.accepts[i];
      let isMeant = false;
      const modules = []; // the program gets it
      for (let d = 0; d < dependencies.length; d++) {
        if (dependencies[d] === id) isMeant = true;
        P.defineProperty(modules, d, {
          __proto__: null, value: dependencies[d] === id ? namespace : undefined, writable: true, enumerable: true, configurable: true,
        });
      }
      if (isMeant && callback !== undefined) guarded(acceptor, callback, modules);
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
    __proto__: null, record, context, dispose, prune, accepted, emit, stop, setOwnerOf, list, held,
  };
})
