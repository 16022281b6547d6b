// Runs text that a debugger sends. Sloppy, because only sloppy code has `with`: the variables of a
// frame stand in its object. The text itself is strict, as the code of a module is.
(function (P, host, errors) {
  function runner($slScope, $slCode) {
    with ($slScope) {
      return (() => { "use strict"; return eval($slCode); })();
    }
  }
  const realEval = eval;

  /** Evaluates as code of a frame. */
  function inFrame(frame, self, code) {
    let isFirst = true; // the runner's own `eval`, whatever the program calls so
    const scope = new P.Proxy(P.create(null), {
      __proto__: null,
      has: (_, key) => typeof key === "string" && ((isFirst && key === "eval") || host.frameHas(frame, key)),
      get(_, key) {
        if (typeof key !== "string") return undefined;
        if (isFirst && key === "eval") { isFirst = false; return realEval; }
        return host.frameGet(frame, key);
      },
      set(_, key, value) { host.frameSet(frame, key, value); return true; },
    });
    return P.apply(runner, self, [scope, code]);
  }

  const argumentsOf = function () { return arguments; };

  // What the probes of a script call that a debugger sent.
  const given = { __proto__: null, D: host.probe, T: errors.thrown, E: errors.executor };

  return { __proto__: null, given, inFrame, call: P.apply, argumentsOf: (values) => P.apply(argumentsOf, undefined, values) };
})
