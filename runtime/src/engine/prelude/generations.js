// Generations: what is announced, evaluated and told when new versions replace old ones.
(function (P, host, errors, owners, hot, runner) {
  "use strict";
  const { modules, evaluate, settled, isStarted, isDone, failedPart, namespaceOf, renew } = runner;
  // The generation that is about to run.
  let work = null;
  // What a generation was evaluating when it was ended from outside.
  let cut = null;

  /** Whether the program runs again from its entry: not where the entry takes its own update. */
  function isWhole(entry, order, boundaries) {
    for (let i = 0; i < boundaries.length; i++) {
      if (boundaries[i].acceptor === entry && boundaries[i].accepted === entry) return false;
    }
    for (let i = 0; i < order.length; i++) if (order[i] === entry) return true;
    return false;
  }

  /** Says what is about to happen, while the versions that go still hear of it. */
  function announce(entry, text) {
    owners.reset();
    const { order, boundaries: given, pruned: gone } = P.parse(text);
    const stopped = renew();
    const whole = isWhole(entry, order, given);
    const places = { __proto__: null };
    for (let i = 0; i < order.length; i++) places[order[i]] = i;
    const boundaries = P.list(), told = P.list(), pruned = P.list();
    for (let i = 0; i < given.length; i++) {
      const { acceptor, accepted, specifiers } = given[i];
      boundaries[i] = told[i] = {
        __proto__: null, acceptor, accepted, specifiers, module: null, record: null,
        path: modules[acceptor]?.path, acceptedPath: modules[accepted]?.path,
      };
    }
    P.sort(told, (a, b) => places[a.accepted] - places[b.accepted]);
    for (let i = 0; i < gone.length; i++) {
      if (modules[gone[i]] !== undefined) pruned[pruned.length] = modules[gone[i]].path;
    }
    work = { __proto__: null, whole, boundaries, told, stopped };
    hot.announce(whole, told, pruned);
  }

  /**
   * Evaluates a generation; says when it has come to an outcome. Without the entry in its slice it is
   * an update: what accepted it is told when all of it has run, or failed.
   */
  function run(generation, entry) {
    const { whole, boundaries, told, stopped } = work;
    work = null;
    const starts = P.list(), raised = P.list(), waiting = P.list();
    if (whole) starts[0] = modules[entry];
    for (let i = 0; i < boundaries.length; i++) {
      const it = boundaries[i];
      it.module = modules[it.accepted];
      it.record = it.acceptor === it.accepted ? runner.replaced[it.acceptor] : modules[it.acceptor];
      starts[starts.length] = it.module;
    }
    for (const id in runner.replaced) delete runner.replaced[id];
    takeUp(starts, told, stopped);
    cut = { __proto__: null, starts, told };
    for (let i = 0; i < starts.length; i++) {
      evaluate(starts[i].id);
      if (failedPart(starts[i]) !== null) raiseOnce(failedPart(starts[i]).error, raised);
      else if (!isDone(starts[i])) waiting[waiting.length] = starts[i];
    }
    cut = null;
    if (whole) tell(told);
    const finish = () => {
      if (!whole) {
        tell(told);
        hot.emit("vite:afterUpdate", hot.payload(told));
      }
      if (raised.length === 0) serve(modules[entry], raised);
      host.outcome(generation, raised.length > 0 ? "failed" : "live");
    };
    if (waiting.length === 0) return finish();
    host.outcome(generation, "pending");
    let left = waiting.length;
    for (let i = 0; i < waiting.length; i++) {
      const module = waiting[i];
      const settle = () => {
        // Superseded, its late rejection is its own.
        if (modules[module.id] === module && failedPart(module) !== null) raiseOnce(failedPart(module).error, raised);
        if (--left === 0) finish();
      };
      P.promiseThen(settled(module.id), settle, settle);
    }
  }

  // The instance of the entry that was looked at last.
  let looked = 0;

  /** An entry whose default export has a `fetch` is a server. */
  function serve(entry, raised) {
    if (!isDone(entry) || entry.instance === looked) return;
    looked = entry.instance;
    try {
      owners.run(entry.instance, () => {
        const exported = entry.bindings.default;
        const isObject = typeof exported === "function" || typeof exported === "object" && exported !== null;
        if (isObject && typeof exported.fetch === "function") host.loadLibrary("saveloop:serve").serveDefault(exported);
      });
    } catch (error) { raiseOnce(error, raised); }
  }

  /** What an earlier generation did not come to, because it was ended from outside. */
  function takeUp(starts, told, stopped) {
    const isLeft = (module) => modules[module.id] === module && !isStarted(module);
    if (stopped !== null && isLeft(stopped)) starts[starts.length] = stopped;
    if (cut === null) return;
    for (let i = 0; i < cut.starts.length; i++) if (isLeft(cut.starts[i])) starts[starts.length] = cut.starts[i];
    for (let i = 0; i < cut.told.length; i++) if (isLeft(cut.told[i].module)) told[told.length] = cut.told[i];
  }

  function raiseOnce(error, raised) {
    for (let i = 0; i < raised.length; i++) if (P.is(raised[i], error)) return;
    raised[raised.length] = error;
    errors.raise("uncaught", error, "");
  }

  /** The callbacks are those of the version that accepted: for a module that accepts itself, the old one. */
  function tell(told) {
    for (let i = 0; i < told.length; i++) {
      const { acceptor, accepted, specifiers, module, record } = told[i];
      if (record === undefined || modules[accepted] !== module || !isDone(module)) continue;
      if (acceptor !== accepted && modules[acceptor] !== record) continue;
      hot.accepted(acceptor, record.hot, acceptor === accepted, specifiers, namespaceOf(module));
    }
  }

  return { __proto__: null, announce, run };
})
