// Errors as data: what was thrown, where, and why, read without running code of the program.
(function (P, host, inspector, CallSite, originals) {
  "use strict";
  const { inspect, dataProperty, constructorName, isObject, ownData } = inspector;
  const MAX_CAUSES = 8;
  const MAX_PARTS = 20;
  const MAX_CLASSES = 16;
  const MAX_FRAMES = 32;

  // Who writes the stack of an error that is made: nobody, which is the engine itself, or the hook.
  const prepare = P.getOwnPropertyDescriptor(P.Error, "prepareStackTrace");
  const writer = (hook) => { P.apply(prepare.set, P.Error, [hook]); };
  const written = P.errorStack;

  /** The stack of this call, as the engine writes it. */
  const here = () => {
    writer(undefined);
    try {
      const stack = written(new P.Error());
      return typeof stack === "string" ? stack : ""; // there was no memory for it
    } finally {
      writer(host.errorHook);
    }
  };

  /** The stack of an error as the engine would write it. */
  P.errorStack = (error) => {
    const stack = written(error);
    return P.isArray(stack) ? stackLines(stack) : stack;
  };

  // Where something that is not an Error was thrown or rejected first.
  const objectSites = new P.WeakMap();
  const primitiveSites = P.list();
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

  // A debugger wants to know what is thrown, and what nobody catches.
  let isWatched = false;
  const watch = (on) => { isWatched = on; };

  /** Wraps the operand of every `throw` of the program; and, with its range, what is asked for by `//?`. */
  function thrown(value, from, to) {
    if (to !== undefined) {
      host.seen(from, to, P.wellFormed(inspect(value)), here());
      return value;
    }
    if (isWatched) host.throws(value, true);
    if (isNonError(value)) remember(value, here());
    return value;
  }

  // The `reject` functions that programs are given, and where one was handed to a timer.
  const rejects = new P.WeakMap();
  const isOfProgram = (stack) => P.includes(stack, "?v=");

  /** `reject`, but it remembers where it was called with something that is not an Error. */
  function tracked(reject) {
    const rejecting = (reason) => {
      if (isNonError(reason)) {
        const now = here();
        remember(reason, isOfProgram(now) ? now : P.weakMapGet(rejects, rejecting));
      }
      reject(reason);
    };
    P.defineProperty(rejecting, "name", { __proto__: null, value: "", configurable: true });
    P.weakMapSet(rejects, rejecting, "");
    return rejecting;
  }

  /** Wraps the operand of every `new Promise(...)` of the program. */
  function executor(run, constructor) {
    if (constructor !== P.Promise || typeof run !== "function") return run;
    return (resolve, reject) => run(resolve, tracked(reject));
  }

  /** A timer calls it: a `reject` among them will know of no caller. */
  function scheduled(callback) {
    if (P.weakMapHas(rejects, callback)) P.weakMapSet(rejects, callback, here());
  }

  const { withResolvers } = P.Promise;
  const replaced = {
    withResolvers() {
      const made = P.apply(withResolvers, this, []);
      if (this === P.Promise) made.reject = tracked(made.reject);
      return made;
    },
  };
  P.defineProperty(P.Promise, "withResolvers", {
    __proto__: null, value: replaced.withResolvers, writable: true, configurable: true, enumerable: false,
  });

  const text = (value) => P.wellFormed(typeof value === "string" ? value : inspect(value));

  function describe(value, stack, level) {
    if (isNonError(value)) {
      const site = stack === "" ? siteOf(value) : stack;
      return {
        __proto__: null, is_error: false, name: "", message: text(inspect(value)), stack: site, constructors: P.list(),
        cause: null, errors: P.list(),
        // What the engine throws when it cannot allocate: nobody threw it.
        out_of_memory: value === null && site === "",
      };
    }
    const name = dataProperty(value, "name");
    const constructor = constructorName(value);
    const shown = dataProperty(value, "message");
    const message = typeof shown === "string" ? engineWords(value, shown) : shown;
    const generic = typeof name !== "string" || name === "" || name === "Error";
    const cause = level < MAX_CAUSES ? P.getOwnPropertyDescriptor(value, "cause") : undefined;
    const own = P.weakMapGet(stacks, value) ?? P.errorStack(value);
    return {
      __proto__: null, is_error: true,
      name: P.wellFormed(generic && constructor !== null ? constructor : name || "Error"),
      message: message === undefined ? "" : text(message),
      stack: typeof own === "string" ? own : "",
      constructors: constructors(value),
      cause: cause !== undefined && "value" in cause ? describe(cause.value, "", level + 1) : null,
      errors: parts(value, level),
      out_of_memory: false,
    };
  }

  /** The names of the value's class and the classes above it. */
  function constructors(value) {
    const names = P.list();
    let prototype = P.getPrototypeOf(value);
    for (let depth = 0; depth < MAX_CLASSES && prototype !== null && !host.isProxy(prototype); depth++) {
      const constructor = ownData(prototype, "constructor");
      const name = typeof constructor === "function" && !host.isProxy(constructor) ? ownData(constructor, "name") : undefined;
      if (typeof name === "string") names[names.length] = P.wellFormed(name);
      if (prototype === P.ErrorPrototype) break;
      prototype = P.getPrototypeOf(prototype);
    }
    return names;
  }

  function parts(value, level) {
    const errors = level < 2 ? ownData(value, "errors") : undefined;
    const out = P.list();
    if (!P.isArray(errors) || host.isProxy(errors)) return out;
    for (let i = 0; i < errors.length && i < MAX_PARTS; i++) {
      const part = P.getOwnPropertyDescriptor(errors, i);
      if (part !== undefined && "value" in part) out[out.length] = describe(part.value, "", level + 1);
    }
    return out;
  }

  // Errors of Node's, which say their code in their stack.
  const codes = new P.WeakMap();
  const coded = (error, code) => { P.weakMapSet(codes, error, code); };

  // What programs have read: it is made once.
  const read = new P.WeakMap();
  // Call sites of what `captureStackTrace` was given.
  const captured = new P.WeakMap();

  /** `error.stack` as programs expect it; with `runs` as they would make it themselves. */
  function stackOf(error, runs) {
    if (P.weakMapHas(read, error)) return P.weakMapGet(read, error);
    const made = P.weakMapGet(captured, error) ?? P.weakMapGet(stacks, error) ?? written(error);
    const ofProgram = P.isArray(made) && typeof prepareStack === "function";
    if (ofProgram && !runs) return stackText(error, made);
    const stack = ofProgram ? P.apply(prepareStack, P.Error, [error, callSites(error, made)]) : stackText(error, made);
    P.weakMapSet(read, error, stack);
    return stack;
  }

  const limited = () => {
    const limit = ownData(P.Error, "stackTraceLimit");
    return typeof limit === "number" ? limit : 0;
  };
  const classesOf = (error) => (!host.isError(error) || isOfLanguage(error) ? none : constructors(error));
  const callSites = (error, sites) =>
    host.loadLibrary("internal:call_sites").listed(originals, CallSite, sites, originals.frames(stackLines(sites), ownData(sites, "about"), classesOf(error)), limited());

  /** A first line with name and message, then the frames. */
  function stackText(error, made) {
    const isSites = P.isArray(made), frames = isSites ? stackLines(made) : made;
    if (typeof frames !== "string" || (frames !== "" && !P.startsWith(frames, "    at "))) return frames;
    const name = dataProperty(error, "name"), message = dataProperty(error, "message");
    const head = typeof name === "string" ? name : host.isError(error) ? constructorName(error) ?? "Error" : "Error";
    const code = P.weakMapGet(codes, error);
    const named = code === undefined ? head : `${head} [${code}]`;
    const text = typeof message === "string" ? message : "";
    const first = host.exceptionText(error) ?? (named === "" || text === "" ? named + text : `${named}: ${text}`);
    const kind = constructorName(error) ?? head;
    const engines = P.weakMapGet(said, error)?.message;
    // V8 says this in the engine's own words.
    const alike = P.endsWith(text, " is not defined") ? text : undefined;
    const maker = engines === undefined && alike === undefined ? kind : `${kind}: ${engines ?? alike}`;
    return first + originals.mapped(frames, maker, classesOf(error), limited(), isSites ? ownData(made, "about") : undefined);
  }

  // Classes whose constructors are no frames of a program.
  const prototypes = new P.Map(), none = P.list();
  const kinds = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError];
  for (let i = 0; i < kinds.length; i++) P.mapSet(prototypes, kinds[i].prototype, true);
  const isOfLanguage = (error) => P.mapHas(prototypes, P.getPrototypeOf(error));

  // How much of a stack programs see is theirs to say; what is recorded for the editor is not.
  P.Error.stackTraceLimit = MAX_FRAMES;
  P.defineProperty(P.Error, "stackTraceLimit", {
    __proto__: null, value: 10, writable: true, configurable: true, enumerable: true,
  });

  const { captureStackTrace } = P.Error;
  // What a program's call of `captureStackTrace` is written into.
  let capturing = null;
  const forPrograms = {
    captureStackTrace(target, from) {
      if (!isObject(target)) throw new P.TypeError("invalid_argument");
      const holder = { __proto__: null };
      capturing = holder;
      captureStackTrace(holder, typeof from === "function" ? from : forPrograms.captureStackTrace);
      capturing = null;
      // The call of `from` is what the first frame did.
      const name = typeof from === "function" && !host.isProxy(from) ? ownData(from, "name") : undefined;
      const inner = typeof name === "string" ? `    at ${name} (native)\n` : "";
      const { stack } = holder;
      if (!isNonError(target)) setStack(target, inner + (P.isArray(stack) ? stackLines(stack) : stack));
      P.weakMapDelete(read, target);
      P.weakMapSet(captured, target, stack);
      P.defineProperty(target, "stack", { __proto__: null, ...accessor, configurable: true, enumerable: false });
    },
    get stack() { return isObject(this) && hasStack(this) ? stackOf(this, true) : undefined; },
    set stack(value) {
      if (isObject(this)) {
        P.defineProperty(this, "stack", { __proto__: null, value, writable: true, configurable: true, enumerable: false });
      }
    },
  };
  const accessor = P.getOwnPropertyDescriptor(forPrograms, "stack");
  const hasStack = (value) => !host.isProxy(value) && (host.isError(value) || P.weakMapHas(captured, value));
  P.defineProperty(P.Error, "captureStackTrace", {
    __proto__: null, value: forPrograms.captureStackTrace, writable: true, configurable: true, enumerable: false,
  });

  P.defineProperty(P.ErrorPrototype, "stack", { __proto__: null, ...accessor, configurable: true, enumerable: false });
  /** `runs`: as the program makes it itself, if it does. */
  host.stackOf = (value, runs = false) => (hasStack(value) ? stackOf(value, runs) : undefined);
  host.isStackReader = (get) => get === accessor.get;

  // Rejections nobody handled: reported when the jobs have run dry.
  const pending = new P.Map();

  /** Whether the callers of `stack` are all of `now`. */
  function endsWith(stack, now) {
    const inner = programLines(stack), outer = programLines(now);
    for (let back = 1; back <= outer.length; back++) {
      if (inner[inner.length - back] !== outer[outer.length - back]) return false;
    }
    return inner.length > outer.length;
  }

  function programLines(stack) {
    const lines = P.split(stack, "\n"), out = P.list();
    for (let i = 0; i < lines.length; i++) if (isOfProgram(lines[i])) out[out.length] = lines[i];
    return out;
  }

  /** `generation`: the one in whose time it was rejected. */
  function rejection(promise, reason, handled, generation) {
    if (handled) {
      const entry = P.mapGet(pending, promise);
      // A promise derived from this one will be rejected with the same reason, far from here.
      if (entry !== undefined && isNonError(reason)) remember(reason, entry.stack);
      P.mapDelete(pending, promise);
      if (P.weakMapHas(offered, promise)) {
        P.weakMapDelete(offered, promise);
        lateOnes[lateOnes.length] = promise;
      }
      const id = P.weakMapGet(reported, promise);
      if (id !== undefined) { P.weakMapDelete(reported, promise); host.revoked(id); }
      return;
    }
    let stack = "";
    if (isNonError(reason)) {
      stack = siteOf(reason);
      if (stack === "" || !isObject(reason)) {
        const now = here();
        // The same string may have been thrown elsewhere before; not if that was inside this call.
        if (isOfProgram(now) && !endsWith(stack, now)) stack = now;
      }
      if (stack !== "") remember(reason, stack);
    } else {
      const stack = written(reason);
      // Made by the engine, with no frame of its own.
      if (typeof stack !== "string" && !P.isArray(stack)) setStack(reason, here());
    }
    P.mapSet(pending, promise, { __proto__: null, reason, stack, generation, frame: host.frameNow() });
    if (isWatched) host.rejects(reason);
  }

  // Rejections that a debugger was told of, and as which.
  const reported = new P.WeakMap();

  // Rejections that listeners were told of, and those among them that were handled since.
  const offered = new P.WeakMap();
  let lateOnes = P.list();

  function reportRejections() {
    const late = lateOnes;
    lateOnes = P.list();
    for (let i = 0; i < late.length; i++) offer("handled", undefined, late[i]);
    if (P.mapSize(pending) === 0) return;
    const promises = P.list();
    P.mapForEach(pending, (_, promise) => { promises[promises.length] = promise; });
    // One by one: what an interrupt leaves is reported before the next generation begins.
    for (let i = 0; i < promises.length; i++) {
      const { reason, stack, generation, frame } = P.mapGet(pending, promises[i]);
      P.mapDelete(pending, promises[i]);
      if (listener !== null || events !== null) P.weakMapSet(offered, promises[i], true);
      if (host.inFrame(frame, () => offer("rejection", reason, promises[i]))) continue;
      raise("rejection", reason, stack, false, generation);
      const id = isWatched ? host.reported("rejection", reason) : undefined;
      if (id !== undefined) P.weakMapSet(reported, promises[i], id);
    }
  }

  // A program that listens to its own uncaught errors is asked first: by events, then by `process.on`.
  let events = null, listener = null;
  const listenEvents = (callback) => { events = callback; };
  const listen = (callback) => { listener = callback; };
  function offer(kind, value, promise) {
    const frame = kind === "uncaught" ? host.frameFailed() : host.frameNow();
    const isTaken = host.inFrame(frame, () =>
      (events !== null && events(kind, value, promise) === true) || (listener !== null && listener(kind, value, promise) === true), promise);
    if (!isTaken && kind !== "handled") host.fails();
    return isTaken;
  }

  /** `superseded`: by a module that was replaced before. */
  function raise(kind, value, stack, superseded = false, generation = undefined) {
    if (kind === "uncaught" && !superseded && offer(kind, value)) return;
    host.raised(kind, P.json(describe(value, stack, 0)), superseded, generation);
  }

  const held = () => P.mapSize(pending);

  const describeText = (value) => P.json(describe(value, "", 0));

  // What the engine itself throws is seen where it writes the stack of the error.
  const makers = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError, P.Error.captureStackTrace, captureStackTrace];
  if (typeof SuppressedError === "function") makers[makers.length] = SuppressedError;
  if (typeof InternalError === "function") makers[makers.length] = InternalError;
  let prepareStack, isWatchingEngine = false;

  /** The text that the engine would have written. */
  function stackLines(sites) {
    let text = "";
    for (let i = 0; i < sites.length; i++) {
      const ask = (name) => P.apply(CallSite[name], sites[i], []);
      const name = ask("getFunctionName");
      text += `    at ${name === null || name === undefined || name === "" ? "<anonymous>" : name} `;
      text += ask("isNative") ? "(native)\n" : `(${ask("getFileName")}:${ask("getLineNumber")}:${ask("getColumnNumber")})\n`;
    }
    return text;
  }

  // What `Promise.any` rejects with is made without a stack, and without V8's message.
  const ANY = "All promises were rejected";
  const sayAny = (error) => {
    P.defineProperty(error, "message", { __proto__: null, value: ANY, writable: true, configurable: true, enumerable: false });
    return ANY;
  };
  const anyWords = {
    get message() {
      if (!isObject(this) || !host.isError(this) || written(this) !== undefined || ownData(this, "errors") === undefined) return "";
      return sayAny(this);
    },
    set message(value) {
      if (isObject(this)) P.defineProperty(this, "message", { __proto__: null, value, writable: true, configurable: true, enumerable: true });
    },
  };
  P.defineProperty(AggregateError.prototype, "message", {
    __proto__: null, ...P.getOwnPropertyDescriptor(anyWords, "message"), enumerable: false, configurable: true,
  });

  // What the engine said of an error, and what programs read instead.
  const said = new P.WeakMap();

  /** Gives an error of the engine the words that V8 has for it. */
  function reword(error, sites) {
    const message = ownData(error, "message");
    if (message === undefined && ownData(error, "errors") !== undefined) return sayAny(error);
    if (typeof message !== "string") return;
    const words = host.loadLibrary("internal:engine_words").words(message, sites, CallSite);
    if (words === undefined || words === message) return;
    P.weakMapSet(said, error, { __proto__: null, message, words });
    P.defineProperty(error, "message", { __proto__: null, value: words, writable: true, configurable: true, enumerable: false });
  }

  /** The engine's own words, for those who know them. */
  function engineWords(error, message) {
    const known = P.weakMapGet(said, error);
    return known !== undefined && known.words === message ? known.message : message;
  }

  /** Called for each error while somebody listens, and for what is no error but has a stack. */
  function prepared(error, sites, isEngines) {
    if (!host.isError(error)) return error === capturing ? sites : stackText(error, sites);
    if (isEngines && isWatchingEngine) host.throws(error, false);
    return sites;
  }

  function watchEngine(on) {
    isWatchingEngine = on;
    host.errorsHeard(on);
  }
  P.defineProperty(P.Error, "prepareStackTrace", {
    __proto__: null,
    ...P.getOwnPropertyDescriptor({ get prepareStackTrace() { return prepareStack; }, set prepareStackTrace(value) { prepareStack = value; } }, "prepareStackTrace"),
    enumerable: prepare.enumerable, configurable: true,
  });
  host.errorMakers(makers);
  writer(host.errorHook);

  return {
    __proto__: null, watch, watchEngine, describeText, thrown, executor, scheduled, here, setStack, rejection,
    reportRejections, raise, held, listen, listenEvents, offer, coded, prepared, reword, stackLines,
  };
})
