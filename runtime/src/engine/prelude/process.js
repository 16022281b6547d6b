// How the program was started, for the library's `process`.
(function (P, host) {
  "use strict";
  const given = { __proto__: null, argv: [] };
  /** A generation begins. `argv`: the program, the entry file and what followed it on the command line. */
  function start(argv) {
    P.restoreGlobals(host.areUsable);
    given.argv = P.parse(argv);
  }
  return { __proto__: null, start, given };
})
