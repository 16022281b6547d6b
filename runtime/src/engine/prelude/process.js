// How the program was started, for the library's `process`.
(function () {
  "use strict";
  const given = { __proto__: null, argv: [] };
  const start = (argv) => { given.argv = argv; };
  return { __proto__: null, start, given };
})
