// Timers and immediates. Every handle has an owner: the module it was created for. Retiring the
// module retires its handles.
(function (P, host, owners, errors) {
  "use strict";
  const MAX_DELAY = 2 ** 31 - 1;
  // A binary heap by due time, then by creation.
  const heap = [];
  let immediates = [];
  let sequence = 0;
  const live = new P.Map();

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
    ref() { this.#timer.keepsAlive = true; return this; }
    unref() { this.#timer.keepsAlive = false; return this; }
    hasRef() { return this.#timer.keepsAlive; }
    refresh() {
      const timer = this.#timer;
      if (P.mapHas(live, timer.id)) reschedule(timer);
      return this;
    }
    close() { cancel(this.#timer.id); return this; }
    [P.toPrimitive]() { return this.#timer.id; }
    [P.dispose]() { this.close(); }
    static timer(handle) { return #timer in handle ? handle.#timer : undefined; }
  }
  class Immediate extends Timeout {}

  function reschedule(timer) {
    // The heap keeps the old entry; its order no longer matches and it is skipped.
    const next = { __proto__: null, due: host.turnStart() + timer.delay, order: ++sequence, timer };
    timer.order = next.order;
    push(next);
  }

  function delayOf(value) {
    const delay = P.trunc(+value);
    return delay >= 1 && delay <= MAX_DELAY ? delay : 1;
  }

  function create(callback, delay, repeats, args, kind) {
    if (typeof callback !== "function") {
      throw new P.TypeError(`The "callback" argument must be of type function. Received ${callback === null ? "null" : typeof callback}`);
    }
    errors.scheduled(callback);
    const timer = {
      __proto__: null, id: ++sequence, order: 0, callback, args, delay, repeats,
      keepsAlive: true, owner: owners.current(),
      site: host.scheduled(kind === "immediate" ? "setImmediate" : repeats ? "setInterval" : "setTimeout"),
    };
    // A replaced version leaves nothing behind: it gets a handle that never fires.
    if (timer.owner !== owners.GONE) P.mapSet(live, timer.id, timer);
    const handle = kind === "immediate" ? new Immediate(timer) : new Timeout(timer);
    timer.handle = handle;
    return timer;
  }

  function start(callback, delay, repeats, args) {
    const timer = create(callback, delayOf(delay), repeats, args, "timeout");
    reschedule(timer);
    return timer.handle;
  }

  function cancel(id) {
    P.mapDelete(live, id);
  }

  function clear(handle) {
    if (typeof handle === "number" || typeof handle === "string") return cancel(P.Number(handle));
    if (typeof handle === "object" && handle !== null) {
      const timer = Timeout.timer(handle);
      if (timer !== undefined) cancel(timer.id);
    }
  }

  function define(name, value) {
    P.defineProperty(value, "name", { __proto__: null, value: name, configurable: true });
    P.defineProperty(globalThis, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
  }
  define("setTimeout", function (callback, delay, ...args) { return start(callback, delay, false, args); });
  define("setInterval", function (callback, delay, ...args) { return start(callback, delay, true, args); });
  define("setImmediate", function (callback, ...args) {
    const timer = create(callback, 0, false, args, "immediate");
    immediates[immediates.length] = timer;
    return timer.handle;
  });
  define("clearTimeout", (handle) => clear(handle));
  define("clearInterval", (handle) => clear(handle));
  define("clearImmediate", (handle) => clear(handle));

  function call(timer) {
    const before = host.entering(timer.site);
    try {
      owners.run(timer.owner, () => P.apply(timer.callback, timer.handle, timer.args));
    } finally { host.entering(before); }
  }

  /** Milliseconds from the loop's start at which the next callback is due; -1: none, 0: now. */
  function nextDue() {
    while (immediates.length > 0 && !P.mapHas(live, immediates[0].id)) dropImmediate();
    if (immediates.length > 0) return 0;
    while (heap.length > 0) {
      const { timer, order } = heap[0];
      if (timer.order === order && P.mapHas(live, timer.id)) return heap[0].due;
      pop();
    }
    return -1;
  }

  function dropImmediate() {
    const first = immediates[0], rest = [];
    for (let i = 1; i < immediates.length; i++) rest[i - 1] = immediates[i];
    immediates = rest;
    return first;
  }

  /** Runs one callback that is due; `false` when there is none. */
  function fire(now) {
    nextDue();
    if (heap.length > 0 && heap[0].due <= now) {
      const { timer } = pop();
      if (timer.repeats) {
        try { call(timer); } finally { if (P.mapHas(live, timer.id)) reschedule(timer); }
      } else {
        // Kept until it returns, so that `refresh()` in the callback can revive it.
        const order = timer.order;
        try { call(timer); } finally { if (timer.order === order) cancel(timer.id); }
      }
      return true;
    }
    if (immediates.length === 0) return false;
    const timer = dropImmediate();
    cancel(timer.id);
    call(timer);
    return true;
  }

  /** How many handles keep the program alive. */
  function alive() {
    let count = 0;
    P.mapForEach(live, (timer) => { if (timer.keepsAlive) count++; });
    return count;
  }

  /** Drops the handles of every owner for which `isRetired` holds. */
  function retire(isRetired) {
    P.mapForEach(live, (timer, id) => { if (isRetired(timer.owner)) P.mapDelete(live, id); });
  }

  return { __proto__: null, nextDue, fire, alive, retire };
})
