// Whose code is running: handles made meanwhile belong to that instance of a module.
(function (P, host) {
  "use strict";
  let running = null;
  // Owner of what a replaced instance still makes, coming back from an `await`.
  const GONE = -1;

  /** Runs `body` on behalf of an instance. */
  function run(owner, body) {
    const outer = running;
    running = owner;
    try { return body(); } finally { running = outer; }
  }

  /** The instance on whose behalf this call is made; in a job, the outermost one that runs. */
  function current() {
    if (running !== null) return running;
    const instance = host.outermostInstance();
    if (instance !== 0) return instance;
    const version = host.outermostVersion(P.errorStack(new P.Error()));
    return version === undefined || version === null ? null : host.instanceOf(version);
  }

  /** Nothing runs: what was ended from outside could not say so. */
  function reset() { running = null; }

  return { __proto__: null, run, current, reset, GONE };
})
