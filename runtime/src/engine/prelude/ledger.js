// The ledger: what a program has running besides its code, and how much is held for it.
(function (P, timers, io, hot, imports, modules, errors) {
  "use strict";

  /** All of it, as JSON. */
  function tell() {
    const handles = P.list();
    const add = (handle) => {
      const module = modules.ofInstance(handle.owner);
      handle.owner = module === undefined ? null : module;
      handles[handles.length] = handle;
    };
    timers.list(add);
    io.list(add);
    hot.list(add);
    imports.list(add);
    const held = modules.held();
    held.imports = imports.held();
    held.timers = timers.held();
    held.io = io.count();
    held.hot = hot.held();
    held.rejections = errors.held();
    return P.json({ __proto__: null, handles, held });
  }

  const count = () => timers.count() + io.count() + imports.waiting();

  return { __proto__: null, tell, count };
})
