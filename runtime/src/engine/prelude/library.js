// The library: Node's built-in modules and the globals of the web, each made when it is first asked
// for, once in a realm. What library code takes of the language is captured here, before any program.
(function (P, host, parts, wanted) {
  "use strict";
  const { apply, getPrototypeOf, getOwnPropertyDescriptor } = P;
  const captured = { __proto__: null };
  const bind = Function.prototype.bind;

  for (let i = 0; i < wanted.globals.length; i++) captured[wanted.globals[i]] = globalThis[wanted.globals[i]];
  for (let i = 0; i < wanted.statics.length; i++) {
    const [holder, name] = P.split(wanted.statics[i], ".");
    const value = globalThis[holder][name];
    captured[`$${holder}_${name}`] = typeof value === "function" ? apply(bind, value, [globalThis[holder]]) : value;
  }

  // The prototypes whose methods are captured. What inherits from them with a prototype of its own may
  // have methods of its own, and is asked itself.
  const iteratorOf = (object) => getPrototypeOf(object[Symbol.iterator]());
  const prototypes = [
    Array.prototype, String.prototype, Number.prototype, BigInt.prototype, Function.prototype, Map.prototype,
    Set.prototype, WeakMap.prototype, WeakSet.prototype, RegExp.prototype, Promise.prototype, Date.prototype,
    ArrayBuffer.prototype, DataView.prototype, Symbol.prototype, Boolean.prototype, Object.prototype,
  ];
  const primitives = [String.prototype, Number.prototype, BigInt.prototype, Symbol.prototype, Boolean.prototype];
  const TypedArray = getPrototypeOf(Uint8Array);
  const views = [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
    Float64Array, BigInt64Array, BigUint64Array,
  ];
  for (let i = 0; i < views.length; i++) prototypes[prototypes.length] = views[i].prototype;
  prototypes[prototypes.length] = getPrototypeOf(async () => {});
  prototypes[prototypes.length] = TypedArray.prototype;

  function method(name) {
    const known = P.list();
    const find = (prototype) => {
      let at = prototype, descriptor;
      while (at !== null && (descriptor = getOwnPropertyDescriptor(at, name)) === undefined) at = getPrototypeOf(at);
      return descriptor?.value;
    };
    for (let i = 0; i < primitives.length; i++) known[i] = find(primitives[i]);
    for (let i = 0; i < prototypes.length; i++) {
      const found = find(prototypes[i]);
      if (found === undefined) continue;
      known[known.length] = prototypes[i];
      known[known.length] = found;
    }
    return host.method(name, known);
  }
  for (let i = 0; i < wanted.methods.length; i++) captured[`$${wanted.methods[i]}`] = method(wanted.methods[i]);

  const { iterator } = Symbol;
  const iterables = [Array.prototype, Map.prototype, Set.prototype, TypedArray.prototype];
  const samples = [[], new Map(), new Set(), new Uint8Array()];
  const making = [], stepping = [];
  for (let i = 0; i < iterables.length; i++) {
    making[i] = iterables[i][iterator];
    stepping[i] = iteratorOf(samples[i]).next;
  }
  const iteratorPrototypes = [];
  for (let i = 0; i < samples.length; i++) iteratorPrototypes[i] = iteratorOf(samples[i]);

  /** What iterates as the language did before the program, for what the language itself iterates. */
  captured.$iterate = (object) => {
    if (typeof object !== "object" || object === null) return object;
    for (let i = 0; i < iterables.length; i++) {
      if (i === 0 ? !P.isArray(object) : i === 3 ? host.kindOf(object) !== "typedarray" : getPrototypeOf(object) !== iterables[i]) continue;
      if (object[iterator] === making[i] && iteratorPrototypes[i].next === stepping[i]) return object;
      const steps = apply(making[i], object, []);
      const next = stepping[i];
      return { __proto__: null, [iterator]() { return this; }, next: () => apply(next, steps, []) };
    }
    return object;
  };

  // The engine's own class for the web's errors: it is no error to the language, so its text is made here.
  const said = (name) => getOwnPropertyDescriptor(DOMException.prototype, name).get;
  const nameOf = said("name"), messageOf = said("message");
  parts.inspect.print(DOMException.prototype, (error) => {
    try { return `DOMException [${apply(nameOf, error, [])}]: ${apply(messageOf, error, [])}`; } catch { return undefined; }
  });
  /** The first line of its stack; `undefined` for anything else. */
  host.exceptionText = (error) => {
    if (host.isError(error)) return undefined;
    try { return `${apply(nameOf, error, [])}: ${apply(messageOf, error, [])}`; } catch { return undefined; }
  };

  // The engine's own, with Node's words for what they are not given.
  const { DOMException: Refusal, atob, btoa } = globalThis;
  const refused = (message) => new Refusal(message, "InvalidCharacterError");
  const textOf = (given) => {
    if (given.length > 0) return `${given[0]}`;
    throw load("internal:errors").coded(P.TypeError, "ERR_MISSING_ARGS", 'The "input" argument must be specified');
  };
  const notBase64 = /[^A-Za-z0-9+/=\t\n\f\r ]|=[^=]*[^=\t\n\f\r ]|=[\t\n\f\r ]*=[\t\n\f\r ]*=/;
  const base64 = {
    atob(input) {
      const text = textOf(arguments);
      try { return atob(text); } catch {
        const isForeign = P.regExpExec(notBase64, text) !== null;
        throw refused(isForeign ? "Invalid character" : "The string to be decoded is not correctly encoded.");
      }
    },
    btoa(input) {
      const text = textOf(arguments);
      try { return btoa(text); } catch { throw refused("Invalid character"); }
    },
  };
  P.setGlobal("atob", base64.atob, true);
  P.setGlobal("btoa", base64.btoa, true);

  // Generators of the library, whatever became of theirs.
  const { next, return: abandon } = getPrototypeOf(getPrototypeOf((function* () {})()));

  const modules = { __proto__: null };
  const LOADING = {};
  const given = { __proto__: null, ...host, ...parts, P };
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;
  given.timerFunctions = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate };
  given.resume = (steps, value) => apply(next, steps, [value]);
  given.abandon = (steps) => apply(abandon, steps, []);
  given.bindingsOf = (object) => host.bindingsOf(object);
  given.standsFor = (maker) => host.standsFor(maker);
  given.isObject = parts.inspect.isObject;
  given.print = parts.console.print;

  /** The exports of a library module. */
  function load(name) {
    const known = modules[name];
    if (known === LOADING) throw new P.Error(`the library's ${name} asks for itself`);
    if (known !== undefined) return known;
    modules[name] = LOADING;
    try {
      return modules[name] = host.libraryModule(name)(load, given, captured);
    } finally {
      if (modules[name] === LOADING) delete modules[name];
    }
  }
  given.load = load;
  host.loadLibrary = load;
  /** A global that is made when it is first touched; from then on it is what the standard says it is. */
  function define(name, module, enumerable) {
    const become = (object, value) => P.defineProperty(object, name, {
      __proto__: null, value, writable: true, configurable: true, enumerable,
    });
    const accessor = {
      __proto__: null, configurable: true, enumerable,
      get() {
        const exports = load(module);
        const own = exports.accessors?.[name];
        if (own !== undefined) {
          P.defineProperty(globalThis, name, own);
          return apply(own.get, globalThis, []);
        }
        const value = name in exports ? exports[name] : exports.default;
        become(globalThis, value);
        return value;
      },
      set(value) {
        const own = P.startsWith(module, "web:global_events") ? load(module).accessors[name] : undefined;
        if (own === undefined) return become(this ?? globalThis, value);
        P.defineProperty(globalThis, name, own);
        apply(own.set, globalThis, [value]);
      },
    };
    P.defineProperty(globalThis, name, accessor);
  }
  P.defineProperty(globalThis, "global", { __proto__: null, value: globalThis, writable: true, configurable: true, enumerable: true });
  const defineOne = (it) => define(it[0], it[1], it[2]);
  const lazyNames = P.list();
  for (let i = 0; i < wanted.lazy.length; i++) {
    defineOne(wanted.lazy[i]);
    lazyNames[i] = wanted.lazy[i][0];
  }

  /** Gives back what a program removed or put something unusable for; what it put there to use stays. */
  function restore() {
    if (host.areUsable(lazyNames, false)) return;
    for (let i = 0; i < wanted.lazy.length; i++) {
      const now = getOwnPropertyDescriptor(globalThis, wanted.lazy[i][0]);
      if (now !== undefined && (!("value" in now) || parts.inspect.isObject(now.value))) continue;
      try { defineOne(wanted.lazy[i]); } catch { continue; } // a program may forbid it
    }
  }

  // `process.nextTick`: called before the jobs, each on behalf of the module that asked for it.
  let queue = P.list(), at = 0;
  given.nextTick = (callback, args = []) => {
    if (queue.length === 0) host.hasTicks();
    queue[queue.length] = {
      __proto__: null, callback, args, owner: parts.owners.current(), frame: parts.contexts.frame,
      site: parts.timers.scheduled("process.nextTick"),
      scope: parts.contexts.hooks === null ? undefined : parts.contexts.hooks.begin("TickObject", { callback, args }),
    };
  };

  function ticks() {
    try {
      while (at < queue.length) {
        const { callback, args, owner, frame, site, scope } = queue[at++];
        if (owner === parts.owners.GONE) continue;
        parts.timers.entered(site, () => {
          parts.contexts.call(frame, () => parts.owners.run(owner, () => apply(callback, undefined, args)), scope);
        });
        if (scope !== undefined) parts.contexts.hooks.destroyed(scope);
      }
    } finally {
      if (at < queue.length) host.hasTicks();
      else { queue = P.list(); at = 0; }
    }
  }

  // What was begun on behalf of an instance of a module and stays after the call: it ends with the instance.
  const held = new P.Map();
  let nextHeld = 0;
  /** `release` is called when the running instance is retired; what is returned takes that back. */
  given.hold = (release) => {
    const id = ++nextHeld;
    P.mapSet(held, id, { __proto__: null, owner: parts.owners.current(), release });
    return () => P.mapDelete(held, id);
  };
  const retire = (isRetired) => P.mapForEach(held, ({ owner, release }, id) => {
    if (!isRetired(owner)) return;
    P.mapDelete(held, id);
    try { release(); } catch (error) { parts.errors.raise("uncaught", error, ""); }
  });

  // What `process` has to say when nothing is left to do.
  given.hooks = { __proto__: null, ends() {}, fails() {} };
  host.fails = () => { if (host.endsByErrors) given.hooks.fails(); };
  const ends = (isLast) => given.hooks.ends(isLast);

  host.retireHeld = retire;
  return { __proto__: null, load, ticks, ends, restore };
})
