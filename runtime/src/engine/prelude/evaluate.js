// Runs text that a debugger sends. Sloppy, because only sloppy code has `with`: the variables of a
// frame stand in its object. The text itself is strict, as the code of a module is.
(function (P, host, errors) {
  function runner($slScope, $slCode) {
    with ($slScope) {
      return (() => { "use strict"; return eval($slCode); })();
    }
  }
  // A sloppy function makes an object of every other `this`.
  function strictly($slScope, $slCode, $slApply, $slSelf, $slArguments) {
    with ($slScope) {
      return $slApply(function () { "use strict"; return eval($slCode); }, $slSelf, $slArguments);
    }
  }
  const realEval = eval;

  /** Evaluates as code of a frame. */
  function inFrame(frame, self, code) {
    let isFirst = true; // the runner's own `eval`, whatever the program calls so
    const scope = new P.Proxy(P.create(null), {
      __proto__: null,
      has: (_, key) => typeof key === "string" && ((isFirst && key === "eval") || key === "arguments" || host.frameHas(frame, key)),
      get(_, key) {
        if (typeof key !== "string") return undefined;
        if (isFirst && key === "eval") { isFirst = false; return realEval; }
        return key !== "arguments" || host.frameHas(frame, key) ? host.frameGet(frame, key) : undefined;
      },
      set(_, key, value) { host.frameSet(frame, key, value); return true; },
    });
    if ((typeof self === "object" && self !== null) || typeof self === "function") return P.apply(runner, self, [scope, code]);
    const given = host.frameHas(frame, "arguments") ? host.frameGet(frame, "arguments") : [];
    return strictly(scope, code, P.apply, self, given);
  }

  const argumentsOf = function () { return arguments; };

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

  // What the probes of a script call that a debugger sent.
  const given = { __proto__: null, D: host.probe, T: errors.thrown, E: errors.executor };

  return { __proto__: null, given, inFrame, bind, call: P.apply, argumentsOf: (values) => P.apply(argumentsOf, undefined, values) };
})
