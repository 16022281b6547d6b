// Timers and immediates. Every handle has an owner: the instance of a module it was created for.
// Retiring the instance retires its handles.
(function (P, host, owners, contexts, errors) {
  "use strict";
  const MAX_DELAY = 2 ** 31 - 1;
  // A binary heap by due time, then by creation.
  const heap = P.list();
  // Fired in order, from `nextImmediate` on.
  const immediates = P.list();
  let nextImmediate = 0;
  // What is told at the end of a round: that a socket is closed.
  const closings = P.list();
  let nextClosing = 0;
  let sequence = 0;
  const live = new P.Map();
  // How many of them keep the program alive.
  let keeping = 0;

  const before = (a, b) => a.due < b.due || (a.due === b.due && a.order < b.order);

  function push(timer) {
    let at = heap.length;
    heap[at] = timer;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!before(timer, heap[up])) break;
      heap[at] = heap[up];
      heap[up] = timer;
      at = up;
    }
  }

  function pop() {
    const first = heap[0], last = heap[heap.length - 1];
    heap.length -= 1;
    if (heap.length > 0) {
      heap[0] = last;
      for (let at = 0; ;) {
        let least = 2 * at + 1;
        if (least >= heap.length) break;
        if (least + 1 < heap.length && before(heap[least + 1], heap[least])) least++;
        if (!before(heap[least], last)) break;
        heap[at] = heap[least];
        heap[least] = last;
        at = least;
      }
    }
    return first;
  }

  class Timeout {
    #timer;
    constructor(timer) { this.#timer = timer; }
    ref() { if (#timer in this) keep(this.#timer, true); return this; }
    unref() { if (#timer in this) keep(this.#timer, false); return this; }
    hasRef() { return this.#timer.keepsAlive; }
    refresh() {
      const timer = this.#timer;
      if (P.mapHas(live, timer.id)) reschedule(timer);
      return this;
    }
    close() { cancel(this.#timer.id); return this; }
    get _destroyed() { return !P.mapHas(live, this.#timer.id); }
    [P.toPrimitive]() { return this.#timer.id; }
    [P.dispose]() { this.close(); }
    static timer(handle) { return #timer in handle ? handle.#timer : undefined; }
  }
  class Immediate extends Timeout {}

  function keep(timer, keepsAlive) {
    if (timer.keepsAlive !== keepsAlive && P.mapHas(live, timer.id)) keeping += keepsAlive ? 1 : -1;
    timer.keepsAlive = keepsAlive;
  }

  function reschedule(timer) {
    // The heap keeps the old entry; its order no longer matches and it is skipped.
    const next = { __proto__: null, due: host.turnStart() + timer.delay, order: ++sequence, timer };
    timer.order = next.order;
    timer.due = next.due;
    push(next);
  }

  function delayOf(value) {
    const delay = P.trunc(+value);
    if (delay > MAX_DELAY) {
      host.loadLibrary("node:process").default.emitWarning(
        `${+value} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`, "TimeoutOverflowWarning",
      );
    }
    return delay >= 1 && delay <= MAX_DELAY ? delay : 1;
  }

  const notCallable = (callback) => host.loadLibrary("internal:errors").invalidArgType("callback", "Function", callback);

  function create(callback, delay, repeats, args, kind) {
    if (typeof callback !== "function") throw notCallable(callback);
    errors.scheduled(callback);
    const timer = {
      __proto__: null, id: ++sequence, order: 0, due: null, callback, args, delay, repeats, kind,
      keepsAlive: true, owner: owners.current(), frame: contexts.frame, scope: undefined, generation: host.generation(), made: host.now(), place: host.place(),
      site: scheduled(kind === "immediate" ? "setImmediate" : repeats ? "setInterval" : "setTimeout"),
    };
    // A replaced instance leaves nothing behind: it gets a handle that never fires.
    if (timer.owner !== owners.GONE) {
      P.mapSet(live, timer.id, timer);
      keeping++;
    }
    const handle = kind === "immediate" ? new Immediate(timer) : new Timeout(timer);
    timer.handle = handle;
    if (contexts.hooks !== null) timer.scope = contexts.hooks.begin(kind === "immediate" ? "Immediate" : "Timeout", handle);
    return timer;
  }

  function start(callback, delay, repeats, args) {
    const timer = create(callback, delayOf(delay), repeats, args, repeats ? "interval" : "timeout");
    reschedule(timer);
    return timer.handle;
  }

  function cancel(id) {
    const timer = P.mapGet(live, id);
    if (timer === undefined) return;
    P.mapDelete(live, id);
    if (timer.keepsAlive) keeping--;
    if (timer.scope !== undefined) contexts.hooks.destroyed(timer.scope);
    if (heap.length > 2 * P.mapSize(live) + 64) compact();
  }

  /** Lets go of entries that will not fire: they hold what their callbacks hold. */
  function compact() {
    const entries = P.list();
    for (let i = 0; i < heap.length; i++) if (isDue(heap[i])) entries[entries.length] = heap[i];
    heap.length = 0;
    for (let i = 0; i < entries.length; i++) push(entries[i]);
  }

  const isDue = (entry) => entry.timer.order === entry.order && P.mapHas(live, entry.timer.id);

  function clear(handle) {
    if (typeof handle === "number" || typeof handle === "string") return cancel(P.Number(handle));
    if (typeof handle === "object" && handle !== null) {
      const timer = Timeout.timer(handle);
      if (timer !== undefined) cancel(timer.id);
    }
  }

  function define(name, value) {
    P.defineProperty(value, "name", { __proto__: null, value: name, configurable: true });
    P.setGlobal(name, value, true);
  }
  define("setTimeout", function (callback, delay, ...args) { return start(callback, delay, false, args); });
  define("setInterval", function (callback, delay, ...args) { return start(callback, delay, true, args); });
  define("setImmediate", function (callback, ...args) {
    const timer = create(callback, 0, false, args, "immediate");
    immediates[immediates.length] = timer;
    return timer.handle;
  });
  host.closing = (callback) => { closings[closings.length] = create(callback, 0, false, P.list(), "immediate"); };
  const { queueMicrotask } = globalThis;
  define("queueMicrotask", function (callback) {
    if (typeof callback !== "function") throw notCallable(callback);
    const site = scheduled("queueMicrotask");
    queueMicrotask(site === undefined ? callback : () => { entered(site, callback); });
  });
  define("clearTimeout", (handle) => clear(handle));
  define("clearInterval", (handle) => clear(handle));
  define("clearImmediate", (handle) => clear(handle));

  // A debugger wants to know who has scheduled what.
  let isWatched = false;
  const watch = (on) => { isWatched = on; };
  const scheduled = (by) => (isWatched ? host.scheduled(by) : undefined);

  /** Runs what was scheduled by `site`. */
  function entered(site, callback) {
    if (!isWatched) return callback();
    const before = host.entering(site);
    try { callback(); } finally { host.entering(before); }
  }

  function call(timer) {
    entered(timer.site, () => {
      contexts.call(timer.frame, () => owners.run(timer.owner, () => P.apply(timer.callback, timer.handle, timer.args)), timer.scope);
    });
  }

  /** Milliseconds from the loop's start at which the next timer is due; -1: none. */
  function nextDue() {
    dropCancelled();
    return heap.length > 0 ? heap[0].due : -1;
  }

  /** How many immediates there are to call. */
  function immediate() {
    dropCancelled();
    return immediates.length - nextImmediate;
  }

  /** What is first in both queues is live then. */
  function dropCancelled() {
    while (nextImmediate < immediates.length && !P.mapHas(live, immediates[nextImmediate].id)) takeImmediate();
    while (heap.length > 0 && !isDue(heap[0])) pop();
  }

  function takeImmediate() {
    const first = immediates[nextImmediate];
    immediates[nextImmediate++] = undefined;
    if (nextImmediate === immediates.length || nextImmediate > 1024 && 2 * nextImmediate > immediates.length) {
      const left = immediates.length - nextImmediate;
      for (let i = 0; i < left; i++) immediates[i] = immediates[nextImmediate + i];
      immediates.length = left;
      nextImmediate = 0;
    }
    return first;
  }

  /** Runs one timer that is due. */
  function fire(now) {
    dropCancelled();
    if (heap.length === 0 || heap[0].due > now) return;
    const { timer } = pop();
    if (timer.repeats) {
      try { call(timer); } finally { if (P.mapHas(live, timer.id)) reschedule(timer); }
    } else {
      // Kept until it returns, so that `refresh()` in the callback can revive it.
      const order = timer.order;
      try { call(timer); } finally { if (timer.order === order) cancel(timer.id); }
    }
  }

  /** Runs one immediate. */
  function fireImmediate() {
    dropCancelled();
    if (nextImmediate === immediates.length) return;
    const timer = takeImmediate();
    cancel(timer.id);
    call(timer);
  }

  /** How many of those at the end of the round there are to call. */
  function closing() {
    while (nextClosing < closings.length && !P.mapHas(live, closings[nextClosing].id)) nextClosing++;
    if (nextClosing === closings.length) nextClosing = closings.length = 0;
    return closings.length - nextClosing;
  }

  function fireClosing() {
    if (closing() === 0) return;
    const timer = closings[nextClosing];
    closings[nextClosing++] = undefined;
    cancel(timer.id);
    call(timer);
  }

  /** How many handles keep the program alive. */
  const alive = () => keeping;

  /** Drops the handles of every owner for which `isRetired` holds; `all` false: what repeats. */
  function retire(isRetired, all = true) {
    P.mapForEach(live, (timer, id) => { if ((all || timer.repeats) && isRetired(timer.owner)) cancel(id); });
    compact();
  }

  /** Intervals of these owners stand still: the next generation may have its own. */
  function halt(isWanted) {
    P.mapForEach(live, (timer) => { if (timer.repeats && isWanted(timer.owner)) timer.order = HALTED; });
    compact();
  }
  const HALTED = -1;

  function goOn(isWanted) {
    P.mapForEach(live, (timer) => {
      if (timer.order === HALTED && isWanted(timer.owner)) reschedule(timer);
    });
  }

  /** Whether a call of these owners is still to come that is not repeated. */
  function isBusy(isWanted) {
    let busy = false;
    P.mapForEach(live, (timer) => { busy ||= timer.keepsAlive && !timer.repeats && isWanted(timer.owner); });
    return busy;
  }

  const CALLS = { __proto__: null, timeout: "setTimeout", interval: "setInterval", immediate: "setImmediate" };

  /** Tells of every live handle. */
  function list(each) {
    const now = host.now();
    P.mapForEach(live, (timer) => {
      each({
        __proto__: null, kind: timer.kind,
        what: timer.kind === "immediate" ? CALLS.immediate : `${CALLS[timer.kind]} ${timer.delay} ms`,
        owner: timer.owner, place: timer.place, generation: timer.generation, age: now - timer.made,
        due: timer.due === null ? null : P.max(0, timer.due - now), keeps_alive: timer.keepsAlive,
      });
    });
  }

  const count = () => P.mapSize(live);
  /** Everything that is held for handles, those that will not fire any more included. */
  const held = () => P.mapSize(live) + heap.length + immediates.length + closings.length;

  return { __proto__: null, watch, scheduled, entered, nextDue, immediate, fire, fireImmediate, closing, fireClosing, alive, count, held, list, retire, halt, goOn, isBusy };
})
