// What a program can know of how it was started: `process.argv`. Nothing of the environment is
// handed over, so `process.env` is empty.
(function (P, host) {
  "use strict";
  const process = { argv: [], env: {} };
  P.defineProperty(process, P.toStringTag, { __proto__: null, value: "process", configurable: true });
  P.setGlobal("process", process, false);

  /** A generation begins. `argv`: the program, the entry file and what followed it on the command line. */
  function start(argv) {
    P.restoreGlobals();
    P.defineProperty(process, "argv", {
      __proto__: null, value: P.parse(argv), writable: true, configurable: true, enumerable: true,
    });
  }

  return { __proto__: null, start };
})
