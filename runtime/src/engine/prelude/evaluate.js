// Runs text that a debugger sends. Sloppy, because only sloppy code has `with`: the variables of a
// frame stand in its object. The text itself is strict where the code of the frame is.
(function (P, host, errors) {
  function runner($slScope, $slCode) {
    with ($slScope) {
      return (() => { "use strict"; return eval($slCode); })();
    }
  }
  function loosely($slScope, $slCode) {
    with ($slScope) {
      return (() => eval($slCode))();
    }
  }
  // A sloppy function makes an object of every other `this`.
  function strictly($slScope, $slCode, $slApply, $slSelf, $slArguments) {
    with ($slScope) {
      return $slApply(function () { "use strict"; return eval($slCode); }, $slSelf, $slArguments);
    }
  }
  // Before a derived class has called `super`, its `this` is an error.
  function uninitialized($slScope, $slCode, $slConstruct, $slBase, $slArguments) {
    with ($slScope) {
      let $slResult;
      $slConstruct(class extends $slBase { constructor() { $slResult = eval($slCode); return {}; } }, $slArguments);
      return $slResult;
    }
  }
  const realEval = eval;

  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

  /** The functions that the classes of an object consist of, without running anything. */
  function functionsOf(object) {
    const found = P.list();
    const add = (value) => { if (typeof value === "function" && !host.isProxy(value)) found[found.length] = value; };
    const own = (at) => {
      const keys = P.ownKeys(at);
      for (let i = 0; i < keys.length; i++) {
        const descriptor = P.getOwnPropertyDescriptor(at, keys[i]);
        add(descriptor.value);
        add(descriptor.get);
        add(descriptor.set);
      }
    };
    if (typeof object === "function") own(object);
    for (let at = P.getPrototypeOf(object), depth = 0; at !== null && depth < 100 && !host.isProxy(at); depth++) {
      own(at);
      at = P.getPrototypeOf(at);
    }
    return found;
  }

  function memberOf(frame, object, name) {
    if (!isObject(object) || host.isProxy(object)) return null;
    return host.privateMember(frame, object, name, functionsOf(object)) ?? null;
  }

  /** `object.#name`, as a property `v` of what this returns; `c` calls it on the object. */
  function privateMember(frame, object, name, isOptional) {
    if (isOptional && (object === undefined || object === null)) return undefined;
    const found = memberOf(frame, object, name);
    const fail = (verb) => {
      throw new P.TypeError(`Cannot ${verb} private member ${name} ${verb === "read" ? "from" : "to"} an object whose class did not declare it`);
    };
    const read = () => {
      if (found === null) return fail("read");
      if (found[0] === "field") return host.privateGet(object, found[1]);
      if (found[0] === "method") return found[1];
      if (found[1] === undefined) throw new P.TypeError(`'${name}' was defined without a getter`);
      return P.apply(found[1], object, []);
    };
    return {
      __proto__: null,
      get v() { return read(); },
      set v(value) {
        if (found === null) fail("write");
        if (found[0] === "field") return host.privateSet(object, found[1], value);
        if (found[0] === "method") throw new P.TypeError(`Private method '${name}' is not writable`);
        if (found[2] === undefined) throw new P.TypeError(`'${name}' was defined without a setter`);
        P.apply(found[2], object, [value]);
      },
      c: (...given) => P.apply(read(), object, given),
    };
  }

  function privateIn(frame, name, object) {
    if (!isObject(object)) throw new P.TypeError(`Cannot use 'in' operator to search for '${name}' in ${P.String(object)}`);
    return memberOf(frame, object, name) !== null;
  }

  /** A private field or method in a list; `null`: reading it would run something, or it is not there. */
  function privateField(frame, object, name) {
    const found = memberOf(frame, object, name);
    if (found === null || found[0] === "accessor") return null;
    const read = P.list();
    read[0] = found[0] === "field" ? host.privateGet(object, found[1]) : found[1];
    return read;
  }

  /** Evaluates as code of a frame. */
  function inFrame(frame, self, code, isPrivate, isStrict) {
    const scope = scopeOf(frame, isPrivate);
    if (!isStrict) return P.apply(loosely, self, [scope, code]);
    if (isObject(self)) return P.apply(runner, self, [scope, code]);
    return strictly(scope, code, P.apply, self, givenTo(frame));
  }

  /** The same in a constructor that has not called `super` yet. */
  function beforeSuper(frame, code, isPrivate) {
    const noSuper = function () { throw new P.TypeError("'super' cannot be called here"); };
    return uninitialized(scopeOf(frame, isPrivate), code, P.construct, noSuper, givenTo(frame));
  }

  const givenTo = (frame) => (host.frameHas(frame, "arguments") ? host.frameGet(frame, "arguments") : []);

  function scopeOf(frame, isPrivate) {
    const ours = !isPrivate ? { __proto__: null } : {
      __proto__: null,
      $slPrivate: (object, name, isOptional) => privateMember(frame, object, name, isOptional === 1),
      $slPrivateIn: (name, object) => privateIn(frame, name, object),
    };
    let isFirst = true; // the runner's own `eval`, whatever the program calls so
    return new P.Proxy(P.create(null), {
      __proto__: null,
      has: (_, key) => typeof key === "string" && ((isFirst && key === "eval") || key in ours || key === "arguments" || host.frameHas(frame, key)),
      get(_, key) {
        if (typeof key !== "string") return undefined;
        if (isFirst && key === "eval") { isFirst = false; return realEval; }
        if (key in ours) return ours[key];
        return key !== "arguments" || host.frameHas(frame, key) ? host.frameGet(frame, key) : undefined;
      },
      set(_, key, value) { host.frameSet(frame, key, value); return true; },
    });
  }

  const argumentsOf = function () { return arguments; };
  host.learnKind("arguments", argumentsOf()); // those of sloppy functions are a class of their own

  /** Declares a function whose calls a client is told of. */
  function bind(name) {
    const { [name]: value } = {
      [name](...given) {
        if (given.length !== 1 || typeof given[0] !== "string") {
          throw new P.Error("Invalid arguments: should be exactly one string.");
        }
        host.called(name, P.wellFormed(given[0]));
      },
    };
    P.reflectDefineProperty(globalThis, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  }

  // The names of a console. They are there while a text runs that wants them, where the program has none.
  const { keys, values } = Object, { deleteProperty } = Reflect;
  let last;
  const keepLast = (value) => { last = value; };
  const ofConsole = (name) => (...given) => {
    const console = P.getOwnPropertyDescriptor(globalThis, "console")?.value;
    return P.apply(console[name], console, given);
  };
  const commands = {
    __proto__: null,
    keys: (object) => keys(object), values: (object) => values(object),
    dir: ofConsole("dir"), dirxml: ofConsole("dirxml"), table: ofConsole("table"), clear: ofConsole("clear"),
    profile: ofConsole("profile"), profileEnd: ofConsole("profileEnd"),
    $0: undefined, $1: undefined, $2: undefined, $3: undefined, $4: undefined,
  };

  /** Puts them there; what this answers takes those away again that are still there. */
  function withCommands() {
    const placed = { __proto__: null };
    const place = (name, read) => {
      if (name in globalThis) return;
      placed[name] = read;
      const set = (value) => {
        P.reflectDefineProperty(globalThis, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
      };
      P.reflectDefineProperty(globalThis, name, { __proto__: null, get: read, set, enumerable: false, configurable: true });
    };
    for (const name in commands) place(name, () => commands[name]);
    place("$_", () => last);
    return () => {
      for (const name in placed) {
        if (P.getOwnPropertyDescriptor(globalThis, name)?.get === placed[name]) deleteProperty(globalThis, name);
      }
    };
  }

  // What the probes of a script call that a debugger sent.
  const given = { __proto__: null, D: host.probe, T: errors.thrown, E: errors.executor };

  return {
    __proto__: null, given, inFrame, bind, beforeSuper, privateField, memberOf, keepLast, withCommands, call: P.apply,
    argumentsOf: (values) => P.apply(argumentsOf, undefined, values),
  };
})
