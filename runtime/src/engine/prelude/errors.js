// Errors as data: what was thrown, where, and why, read without running code of the program.
(function (P, host, inspector) {
  "use strict";
  const { inspect, dataProperty, constructorName, isObject, ownData } = inspector;
  const MAX_CAUSES = 8;
  const MAX_PARTS = 20;

  /** Arrays that inherit nothing: serialising them calls no `toJSON` of the program. */
  const bare = (array) => (P.setPrototypeOf(array, null), array);

  /** The stack of this call, as the engine writes it. */
  const here = () => {
    const stack = P.errorStack(new P.Error());
    return typeof stack === "string" ? stack : ""; // a program's `prepareStackTrace` decides
  };

  // Where something that is not an Error was thrown or rejected first.
  const objectSites = new P.WeakMap();
  const primitiveSites = [];
  let nextPrimitive = 0;
  const same = (a, b) => a === b || (a !== a && b !== b);

  function remember(value, stack) {
    if (isObject(value)) {
      if (!P.weakMapHas(objectSites, value)) P.weakMapSet(objectSites, value, stack);
      return;
    }
    primitiveSites[nextPrimitive] = { __proto__: null, value, stack };
    nextPrimitive = (nextPrimitive + 1) % 32;
  }

  function siteOf(value) {
    if (isObject(value)) return P.weakMapGet(objectSites, value) ?? "";
    for (let back = 1; back <= primitiveSites.length; back++) {
      const site = primitiveSites[(nextPrimitive - back + 32) % 32];
      if (site !== undefined && same(site.value, value)) return site.stack;
    }
    return "";
  }

  // Errors made by the host on behalf of a call that returned long ago.
  const stacks = new P.WeakMap();
  const setStack = (error, stack) => P.weakMapSet(stacks, error, stack);

  const isNonError = (value) => !isObject(value) || host.isProxy(value) || !host.isError(value);

  /** Wraps the operand of every `throw` of the program. */
  function thrown(value) {
    if (isNonError(value)) remember(value, here());
    return value;
  }

  const text = (value) => P.wellFormed(typeof value === "string" ? value : inspect(value));

  function describe(value, stack, level) {
    if (isNonError(value)) {
      const site = stack === "" ? siteOf(value) : stack;
      return {
        __proto__: null, is_error: false, name: "", message: text(inspect(value)), stack: site,
        cause: null, errors: bare([]),
        // What the engine throws when it cannot allocate: nobody threw it.
        out_of_memory: value === null && site === "",
      };
    }
    const name = dataProperty(value, "name");
    const constructor = constructorName(value);
    const message = dataProperty(value, "message");
    const generic = typeof name !== "string" || name === "" || name === "Error";
    const cause = level < MAX_CAUSES ? P.getOwnPropertyDescriptor(value, "cause") : undefined;
    const own = P.weakMapGet(stacks, value) ?? P.errorStack(value);
    return {
      __proto__: null, is_error: true,
      name: P.wellFormed(generic && constructor !== null ? constructor : name || "Error"),
      message: message === undefined ? "" : text(message),
      stack: typeof own === "string" ? own : "",
      cause: cause !== undefined && "value" in cause ? describe(cause.value, "", level + 1) : null,
      errors: parts(value, level),
      out_of_memory: false,
    };
  }

  function parts(value, level) {
    const errors = level < 2 ? ownData(value, "errors") : undefined;
    const out = bare([]);
    if (!P.isArray(errors) || host.isProxy(errors)) return out;
    for (let i = 0; i < errors.length && i < MAX_PARTS; i++) {
      const part = P.getOwnPropertyDescriptor(errors, i);
      if (part !== undefined && "value" in part) out[out.length] = describe(part.value, "", level + 1);
    }
    return out;
  }

  /** `error.stack` as programs expect it: a first line with name and message, then the frames. */
  function stackText(error) {
    const frames = P.weakMapGet(stacks, error) ?? P.errorStack(error);
    if (typeof frames !== "string") return frames;
    const name = dataProperty(error, "name"), message = dataProperty(error, "message");
    const head = typeof name === "string" && name !== "" ? name : constructorName(error) ?? "Error";
    const first = typeof message === "string" && message !== "" ? `${head}: ${message}` : head;
    const lines = P.split(frames, "\n");
    let out = first;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      if (line === "" || P.includes(line, "(saveloop:") || P.includes(line, " (native)")) continue;
      out += "\n" + line;
    }
    return out;
  }

  P.defineProperty(P.ErrorPrototype, "stack", {
    __proto__: null,
    configurable: true,
    get() { return isObject(this) && host.isError(this) ? stackText(this) : undefined; },
    set(value) {
      if (isObject(this)) {
        P.defineProperty(this, "stack", { __proto__: null, value, writable: true, configurable: true, enumerable: false });
      }
    },
  });
  host.stackOf = (value) => (host.isError(value) ? stackText(value) : undefined);

  // Rejections nobody handled: reported when the jobs have run dry.
  const pending = new P.Map();

  function rejection(promise, reason, handled) {
    if (handled) {
      const entry = P.mapGet(pending, promise);
      // A promise derived from this one will be rejected with the same reason, far from here.
      if (entry !== undefined && isNonError(reason)) remember(reason, entry.stack);
      P.mapDelete(pending, promise);
      return;
    }
    let stack = "";
    if (isNonError(reason)) {
      stack = siteOf(reason);
      if (stack === "" || !isObject(reason)) {
        const now = here();
        if (P.includes(now, "?v=")) stack = now;
      }
      if (stack !== "") remember(reason, stack);
    }
    P.mapSet(pending, promise, { __proto__: null, reason, stack });
  }

  function reportRejections() {
    if (P.mapSize(pending) === 0) return;
    const reasons = [];
    P.mapForEach(pending, (entry, promise) => {
      reasons[reasons.length] = entry;
      P.mapDelete(pending, promise);
    });
    for (let i = 0; i < reasons.length; i++) raise("rejection", reasons[i].reason, reasons[i].stack);
  }

  function raise(kind, value, stack) {
    host.raised(kind, P.stringify(describe(value, stack, 0)));
  }

  const describeText = (value) => P.stringify(describe(value, "", 0));

  return { __proto__: null, describeText, thrown, here, setStack, rejection, reportRejections, raise };
})
