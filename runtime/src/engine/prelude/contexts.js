// The context in which code runs: what `AsyncLocalStorage` keeps over everything that waits.
//
// A callback of the host is called in the context it was given in. For promises nothing is done until a
// program asks (`follow`). From then on a reaction that restores the context is registered right before
// each of the program's own: the engine looks `constructor` up on a promise that is awaited or has
// `then` called, and tells of promises that it makes. So the order of jobs stays what it was.
(function (P, host) {
  "use strict";
  // `hooks`: what `node:async_hooks` made to number what waits, once a program wants to know. `scope`: the number in which
  // code runs; `null`: a callback that has none yet.
  const contexts = { __proto__: null, frame: undefined, scope: undefined, hooks: null, follow, call };
  // Where an error comes from that nobody caught, for those who are asked what to do about it.
  host.frameNow = () => contexts.frame;
  host.frameFailed = () => {
    const frame = failed ?? contexts.frame;
    contexts.scope = failedScope;
    failed = failedScope = undefined;
    return frame;
  };
  /** `promise`: what was rejected. */
  host.inFrame = (frame, body, promise) => {
    contexts.frame = frame;
    if (contexts.hooks !== null && promise !== undefined) contexts.scope = contexts.hooks.scopeOf(promise);
    try { return body(); } catch (error) { failed = frame; throw error; } finally { contexts.frame = contexts.scope = undefined; }
  };
  const OwnPromise = P.Promise;
  const microtask = globalThis.queueMicrotask;
  let isFollowing = false;

  /** Calls what the host owes the program, in the context it was given in. */
  function call(frame, body, scope) {
    const { hooks } = contexts;
    contexts.frame = frame;
    contexts.scope = scope === undefined ? null : scope;
    if (hooks !== null) hooks.enter(scope);
    try { return body(); } catch (error) {
      failed = frame;
      failedScope = scope;
      throw error;
    } finally {
      if (hooks !== null) hooks.leave(scope);
      contexts.frame = contexts.scope = undefined;
    }
  }

  // The context in which the last callback threw.
  let failed, failedScope;

  const nothing = () => {};
  // What `then` makes for a reaction of ours: no promise.
  function Quiet(executor) { executor(nothing, nothing); }
  P.defineProperty(Quiet, Symbol.species, { __proto__: null, value: Quiet });
  let isQuiet = false;
  let noted = null;

  /** The reactions that are registered next on this promise run in the context of now. */
  function note(promise, frame, job = contexts.hooks === null ? null : contexts.hooks.awaited(promise)) {
    quietly(promise, job === null ? () => { contexts.frame = frame; } : () => {
      contexts.frame = frame;
      contexts.hooks.enterJob(job);
    });
  }

  /** A reaction that nobody hears of. */
  function quietly(promise, reaction) {
    isQuiet = true;
    try { P.promiseThen(promise, reaction, reaction); } finally { isQuiet = false; }
  }
  contexts.afterJob = (reaction) => quietly(settled, reaction);

  const getter = P.getOwnPropertyDescriptor({
    get constructor() {
      if (isQuiet) return Quiet;
      if (host.kindOf(this) === "promise") {
        note(this, contexts.frame);
        noted = this;
      }
      return OwnPromise;
    },
  }, "constructor").get;

  // In which contexts promises were made, other than none.
  const made = new P.WeakMap();
  const settled = P.promiseResolve();
  let latest = null;

  /** The engine makes a promise; `parent`: for a `then` of that one. */
  function init(promise, parent) {
    latest = promise;
    if (contexts.frame !== undefined) P.weakMapSet(made, promise, contexts.frame);
    // A class of the program's own: nobody has asked for the constructor we know.
    if (parent !== undefined && parent !== noted) note(parent, contexts.frame);
    noted = null;
    if (contexts.hooks !== null) contexts.hooks.promiseMade(promise, parent);
  }

  /** A job calls the `then` of what this promise was resolved with. */
  function before(promise) {
    contexts.frame = P.weakMapGet(made, promise);
    if (contexts.hooks !== null) contexts.hooks.enterPromise(promise);
  }

  /** A promise comes to a value: what an `await` made for it goes on in the context of the `await`. */
  function resolved(promise) {
    const isLatest = promise === latest;
    const frame = isLatest ? contexts.frame : P.weakMapGet(made, promise);
    note(settled, frame, contexts.hooks === null ? null : contexts.hooks.promiseResolved(promise, isLatest));
  }

  /** From now on promises keep the context. */
  function follow() {
    if (isFollowing) return;
    isFollowing = true;
    P.defineProperty(OwnPromise.prototype, "constructor", {
      __proto__: null, configurable: true, enumerable: false, get: getter,
      set(value) { P.defineProperty(this, "constructor", { __proto__: null, value, writable: true, configurable: true, enumerable: true }); },
    });
    host.promiseHooks(init, resolved, before);
  }

  P.setGlobal("queueMicrotask", {
    queueMicrotask(callback) {
      const { frame, hooks } = contexts;
      if (!isFollowing && hooks === null || typeof callback !== "function") return microtask(callback);
      if (hooks === null) return microtask(() => { contexts.frame = frame; callback(); });
      const job = hooks.microtask();
      return microtask(() => {
        contexts.frame = frame;
        hooks.enterJob(job);
        callback();
      });
    },
  }.queueMicrotask, true);

  return contexts;
})
