// How the program was started, for the library's `process`.
(function (P, host) {
  "use strict";
  const given = { __proto__: null, argv: [], tests: null };
  /** A generation begins. `argv`: the program, the entry file and what followed it on the command line.
   * `tests`: which tests of it are to run, and how they are told; null: all. */
  function start(argv, tests) {
    P.restoreGlobals(host.areUsable);
    given.argv = P.parse(argv);
    given.tests = P.parse(tests);
  }
  return { __proto__: null, start, given };
})
