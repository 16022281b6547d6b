// What an evaluation without effects asks before it does anything. It reads what it likes, and changes only
// what it has made itself. The program's functions run as rewritten ones that ask here too; of the
// language's own those that are known to change nothing. Everything else is refused.
(function (P, host, inspector, remote, evaluate, isOwn) {
  "use strict";
  const { isObject, ownData } = inspector;
  const MOST = 1000000, NO_FRAME = 4294967295;
  const { eval: globalEval, EvalError: OwnEvalError, ReferenceError: OwnReferenceError, Symbol: OwnSymbol } = remote.language;
  const { Array: OwnArray, RegExp: OwnRegExp, Set: OwnSet } = remote.language, SHORT = { __proto__: null };
  const MISSING_THIS = "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";
  const { iterator: ITERATOR, isConcatSpreadable: SPREADABLE, hasInstance: HAS_INSTANCE } = OwnSymbol;
  const { toPrimitive: TO_PRIMITIVE, toStringTag: TAG } = P;

  const refusals = new P.WeakMap();
  function refuse() {
    const error = new OwnEvalError("Possible side-effect in debug-evaluate");
    P.weakMapSet(refusals, error, true);
    throw error;
  }
  const textOf = (key) => (typeof key === "symbol" ? P.symbolToString(key) : P.String(key));
  const fail = (text) => { throw new P.TypeError(text); };
  const plainObject = (value) => (isObject(value) && host.isProxy(value) ? refuse() : value);

  // What belongs to one evaluation: what it has made, and the functions that ask.
  const begun = () => ({ __proto__: null, fresh: new P.WeakMap(), ours: new P.WeakMap(), twins: new P.WeakMap(), iterators: new P.WeakMap() });
  const made = (state, value) => { if (isObject(value)) P.weakMapSet(state.fresh, value, true); return value; };
  const isFresh = (state, value) => P.weakMapHas(state.fresh, value);
  function array(state, list) {
    P.setPrototypeOf(list, P.ArrayPrototype);
    return made(state, list);
  }

  // Calls

  const natives = new P.Map(), constructors = new P.Map();

  function call(state, fn, self, given) {
    if (typeof fn !== "function") fail("what is called is not a function");
    if (host.isProxy(fn)) refuse();
    if (P.weakMapHas(state.ours, fn)) return P.apply(fn, self, given);
    const rule = P.mapGet(natives, fn);
    return rule === undefined ? P.apply(twin(state, fn), self, given) : rule(state, self, given, fn);
  }

  /** A function of the program, as one that asks. */
  function twin(state, fn) {
    const known = P.weakMapGet(state.twins, fn);
    if (known !== undefined) return known;
    const code = host.guardedFunction(P.functionToString(fn));
    if (typeof code !== "string") return refuse();
    const captured = host.captured(fn);
    const values = { __proto__: null };
    for (let i = 0; i < captured.length; i += 3) if (!(captured[i] in values)) values[captured[i]] = { __proto__: null, isReady: captured[i + 1], value: captured[i + 2] };
    const read = (name) => {
      const variable = values[name];
      if (variable === undefined) return readGlobal(state, name);
      if (!variable.isReady) throw new OwnReferenceError(`Cannot access '${name}' before initialization`);
      return variable.value;
    };
    const made = globalEval(`(function($slE){"use strict";return ${code};})`)(guard(state, NO_FRAME, read, (name) => name in values || name in globalThis));
    P.weakMapSet(state.twins, fn, made);
    return made;
  }

  /** A function that the language's own call: it asks. */
  function callback(state, fn) {
    if (typeof fn !== "function") fail(`${isObject(fn) ? "#<Object>" : textOf(fn)} is not a function`);
    return function (...given) { return call(state, fn, this, given); };
  }

  // Reading

  const keyOf = (state, key) => {
    const primitive = toPrimitive(state, key, "string");
    return typeof primitive === "symbol" ? primitive : P.String(primitive);
  };

  function read(state, object, given) {
    const key = isObject(given) ? keyOf(state, given) : given;
    if (object === undefined || object === null) fail(`Cannot read properties of ${object} (reading '${textOf(key)}')`);
    if (typeof object === "string" && (key === "length" || ownData(P.Object(object), key) !== undefined)) return object[key];
    let at = isObject(object) ? object : P.getPrototypeOf(P.Object(object));
    for (; at !== null; at = P.getPrototypeOf(at)) {
      if (host.isProxy(at)) {
        const bindings = host.bindingsOf(at);
        return bindings === undefined ? refuse() : bindings[key];
      }
      if (host.kindOf(at) === "typedarray" && typeof key !== "symbol" && P.numberToString(key >>> 0, 10) === `${key}`) return at[key];
      const descriptor = P.getOwnPropertyDescriptor(at, key);
      if (descriptor === undefined) continue;
      if ("value" in descriptor) return descriptor.value;
      return descriptor.get === undefined ? undefined : call(state, descriptor.get, object, []);
    }
    return undefined;
  }

  function readGlobal(state, name) {
    if (name === "undefined") return undefined;
    // A global `let` is no property; reading one of it, or of nothing, runs nothing.
    return name in globalThis ? read(state, globalThis, name) : globalEval(name);
  }

  function toPrimitive(state, value, hint) {
    if (!isObject(value)) return value;
    const own = read(state, value, TO_PRIMITIVE);
    if (own !== undefined && own !== null) {
      const result = call(state, own, value, [hint]);
      return isObject(result) ? fail("Cannot convert object to primitive value") : result;
    }
    return ordinary(state, value, hint);
  }
  function ordinary(state, value, hint) {
    const first = hint === "string" ? "toString" : "valueOf", second = hint === "string" ? "valueOf" : "toString";
    for (let i = 0; i < 2; i++) {
      const method = read(state, value, i === 0 ? first : second);
      if (typeof method !== "function") continue;
      const result = call(state, method, value, []);
      if (!isObject(result)) return result;
    }
    return fail("Cannot convert object to primitive value");
  }
  const toText = (state, value) => {
    const primitive = toPrimitive(state, value, "string");
    return typeof primitive === "symbol" ? fail("Cannot convert a Symbol value to a string") : P.String(primitive);
  };

  /** The elements, of which none is computed. */
  function copy(value) {
    if (!P.isArray(value) || host.isProxy(value)) refuse();
    return elements(value);
  }
  function elements(value) {
    const length = ownData(value, "length"), list = P.list();
    if (!(length <= MOST)) refuse();
    for (let i = 0; i < length; i++) {
      const descriptor = P.getOwnPropertyDescriptor(value, i);
      if (descriptor === undefined) list.length = i + 1;
      else if ("value" in descriptor) list[i] = descriptor.value;
      else refuse();
    }
    return list;
  }

  // What the language's own methods look up while they run: it has to be as it was.
  const foundation = P.list();
  let isBroken = false;
  const asItIs = (object, key) => {
    const descriptor = P.getOwnPropertyDescriptor(object, key), value = descriptor?.value, get = descriptor?.get;
    if (!isOwn(value ?? get)) { isBroken = true; return undefined; }
    foundation[foundation.length] = { __proto__: null, object, key, value, get };
    return value;
  };
  function intact() {
    if (isBroken) refuse();
    for (let i = 0; i < foundation.length; i++) {
      const { object, key, value, get } = foundation[i], now = P.getOwnPropertyDescriptor(object, key);
      if (now === undefined || now.value !== value || now.get !== get) refuse();
    }
  }
  const arrayValues = asItIs(P.ArrayPrototype, ITERATOR), mapEntries = asItIs(P.Map.prototype, ITERATOR), setValues = asItIs(OwnSet.prototype, ITERATOR);
  const typedValues = asItIs(P.getPrototypeOf(P.Uint8Array.prototype), ITERATOR);
  asItIs(P.ArrayPrototype, "constructor");
  asItIs(OwnArray, OwnSymbol.species);
  const { match, matchAll, replace, search, split, species } = OwnSymbol;
  asItIs(OwnRegExp, species);
  const ofPatterns = [match, matchAll, replace, search, split, "exec", "flags", "global", "unicode", "sticky", "constructor"];
  for (let i = 0; i < ofPatterns.length; i++) asItIs(OwnRegExp.prototype, ofPatterns[i]);
  const iteratorOf = (value) => P.getPrototypeOf(value);
  const nextOf = new P.Map();
  for (let i = 0; i < remote.iterators.length; i++) P.mapSet(nextOf, remote.iterators[i], asItIs(remote.iterators[i], "next"));

  /** What an iteration would give, as a list that inherits nothing. */
  function items(state, value) {
    const list = P.list();
    if (typeof value === "string") {
      for (let i = 0; i < value.length;) {
        const sign = P.codePointAt(value, i) > 0xffff ? P.slice(value, i, i + 2) : value[i];
        list[list.length] = sign;
        i += sign.length;
      }
      return list;
    }
    if (!isObject(value)) fail(`${textOf(value)} is not iterable`);
    plainObject(value);
    intact();
    const kind = host.kindOf(value);
    const method = read(state, value, ITERATOR);
    if (method === undefined || method === null) fail("object is not iterable (cannot read property Symbol(Symbol.iterator))");
    if (method === arrayValues && (P.isArray(value) || kind === "arguments")) {
      const found = elements(value);
      for (let i = 0; i < found.length; i++) list[i] = found[i];
      return list;
    }
    if (method === mapEntries && kind === "map") {
      P.mapForEach(value, (item, key) => {
        const pair = P.list();
        pair[0] = key; pair[1] = item;
        list[list.length] = array(state, pair);
      });
      return list;
    }
    if (method === setValues && kind === "set") { P.setForEach(value, (item) => { list[list.length] = item; }); return list; }
    if (method === typedValues && kind === "typedarray") {
      for (let i = 0; i < P.typedArrayLength(value); i++) list[i] = value[i];
      return list;
    }
    const next = isFresh(state, value) ? P.mapGet(nextOf, iteratorOf(value)) : undefined;
    if (next === undefined) refuse();
    for (;;) {
      const step = P.apply(next, value, []);
      if (step.done) return list;
      list[list.length] = made(state, step.value);
    }
  }

  // Objects

  /** Own names that are enumerated. */
  function namesOf(value) {
    const names = P.list();
    if (!isObject(value)) value = P.Object(value);
    plainObject(value);
    const keys = P.ownKeys(value);
    for (let i = 0; i < keys.length; i++) {
      if (typeof keys[i] !== "symbol" && P.getOwnPropertyDescriptor(value, keys[i])?.enumerable) names[names.length] = keys[i];
    }
    return names;
  }

  function inherits(object, prototype) {
    for (let at = object; ;) {
      plainObject(at);
      at = P.getPrototypeOf(at);
      if (at === null) return false;
      if (at === prototype) return true;
    }
  }

  const hasInstance = ownData(P.FunctionPrototype, HAS_INSTANCE); // no program can change it
  function isInstance(state, object, constructor) {
    if (!isObject(constructor)) fail("Right-hand side of 'instanceof' is not an object");
    const own = read(state, constructor, HAS_INSTANCE);
    if (own !== hasInstance) return !!call(state, own, constructor, [object]);
    if (typeof constructor !== "function") fail("Right-hand side of 'instanceof' is not callable");
    if (!isObject(object)) return false;
    const bound = host.boundParts(constructor);
    if (bound !== undefined && bound !== null) return isInstance(state, object, bound[0]);
    return inherits(object, read(state, constructor, "prototype"));
  }

  function define(object, key, value) {
    P.defineProperty(object, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  }
  function spread(state, target, source) {
    if (source === undefined || source === null) return;
    const object = isObject(source) ? plainObject(source) : P.Object(source), keys = P.ownKeys(object);
    for (let i = 0; i < keys.length; i++) {
      if (P.getOwnPropertyDescriptor(object, keys[i])?.enumerable) define(target, keys[i], read(state, object, keys[i]));
    }
  }

  const ours = (state, fn) => { P.weakMapSet(state.ours, fn, true); return made(state, fn); };

  // What the rewritten text calls

  function operate(state, operator, a, b) {
    if (operator === "===" || operator === "!==") return (a === b) === (operator === "===");
    if (operator === "instanceof") return isInstance(state, a, b);
    if (operator === "in") {
      if (!isObject(b)) fail(`Cannot use 'in' operator to search for '${textOf(a)}' in ${textOf(b)}`);
      const key = keyOf(state, a);
      for (let at = b; at !== null; at = P.getPrototypeOf(at)) {
        plainObject(at);
        if (P.getOwnPropertyDescriptor(at, key) !== undefined) return true;
      }
      return false;
    }
    if (operator === "==" || operator === "!=") {
      const isNothing = a === undefined || a === null || b === undefined || b === null;
      if ((isObject(a) && isObject(b)) || isNothing) return (a === b || (!isObject(a) && !isObject(b) && a == b)) === (operator === "==");
    }
    const hint = operator === "+" || operator === "==" || operator === "!=" ? "default" : "number";
    const result = remote.operate(operator, toPrimitive(state, a, hint), toPrimitive(state, b, hint));
    return remote.isRefused(result) ? refuse() : result;
  }

  function write(state, object, given, value) {
    if (!isObject(object)) {
      if (object === undefined || object === null) fail(`Cannot set properties of ${object} (setting '${textOf(given)}')`);
      refuse();
    }
    if (!isFresh(state, object)) refuse();
    const key = keyOf(state, given);
    for (let at = object; at !== null; at = P.getPrototypeOf(at)) {
      plainObject(at);
      const descriptor = P.getOwnPropertyDescriptor(at, key);
      if (descriptor !== undefined && !("value" in descriptor)) refuse();
      if (descriptor !== undefined) break;
    }
    object[key] = value;
    return value;
  }

  /** `$slE` of a text: `read` finds its variables, `knows` those that are there. */
  function guard(state, frame, readVariable, knows) {
    const privateOf = (object, name) => {
      const found = evaluate.memberOf(frame, object, name);
      if (found === null) fail(`Cannot read private member ${name} from an object whose class did not declare it`);
      if (found[0] === "field") return host.privateGet(object, found[1]);
      if (found[0] === "method") return found[1];
      return found[1] === undefined ? fail(`'${name}' was defined without a getter`) : call(state, found[1], object, []);
    };
    const isNothing = (value) => value === undefined || value === null;
    const some = (value) => { if (isNothing(value)) throw SHORT; return value; };
    return {
      __proto__: null,
      v: readVariable,
      type: (name) => (knows(name) ? typeof readVariable(name) : "undefined"),
      i(object, name) {
        const bindings = readVariable(object);
        return isObject(bindings) ? bindings[name] : refuse();
      },
      self: refuse,
      m: (object, key) => read(state, object, key),
      p: privateOf,
      c(object, key, given, isOptional, text) {
        const method = read(state, object, key);
        if (isOptional) some(method);
        if (typeof method !== "function") fail(`${text} is not a function`);
        return call(state, method, object, given);
      },
      pc(object, name, given, isOptional) {
        const method = privateOf(object, name);
        if (isOptional) some(method);
        return call(state, method, object, given);
      },
      k: (fn, given) => call(state, fn, undefined, given),
      n(constructor, given) {
        const rule = typeof constructor === "function" ? P.mapGet(constructors, constructor) : fail("what is constructed is not a constructor");
        return rule === undefined ? refuse() : made(state, rule(state, given));
      },
      q: some,
      chain(body) {
        try { return body(); } catch (error) {
          if (error === SHORT) return undefined;
          throw error;
        }
      },
      b: (operator, a, b) => operate(state, operator, a, b),
      t(cooked, given) {
        let text = cooked[0];
        for (let i = 0; i < given.length; i++) text += toText(state, given[i]) + cooked[i + 1];
        return text;
      },
      f: (value) => made(state, value),
      g: (fn) => ours(state, fn),
      s: (value) => items(state, value),
      j(parts) {
        const list = P.list();
        for (let i = 0; i < parts.length; i++) {
          if (!parts[i][0]) { list[list.length] = parts[i][1]; continue; }
          const spread = items(state, parts[i][1]);
          for (let k = 0; k < spread.length; k++) list[list.length] = spread[k];
        }
        return array(state, list);
      },
      o(parts) {
        const object = {};
        for (let i = 0; i < parts.length; i++) {
          if (parts[i].length === 1) spread(state, object, parts[i][0]);
          else define(object, parts[i][0], parts[i][1]);
        }
        return made(state, object);
      },
      w: (object, key, value) => write(state, object, key, value),
      wb: (operator, object, key, value) => write(state, object, key, operate(state, operator, read(state, object, key), value())),
      up(sign, object, key, isPrefix) {
        const before = toPrimitive(state, read(state, object, key), "number");
        const number = typeof before === "bigint" ? before : P.Number(before);
        const after = remote.operate(sign, number, typeof number === "bigint" ? 1n : 1);
        write(state, object, key, after);
        return isPrefix ? after : number;
      },
      plain: (value) => (isObject(value) ? refuse() : value),
      key: (value) => keyOf(state, value),
      there: (value) => (isNothing(value) ? fail(`Cannot destructure '${value}' as it is ${value}.`) : value),
      rest(list, from) {
        const rest = P.list();
        for (let i = from; i < list.length; i++) rest[i - from] = list[i];
        return array(state, rest);
      },
      names(value) {
        const list = P.list(), seen = { __proto__: null };
        if (isNothing(value)) return list;
        for (let at = isObject(value) ? value : P.Object(value); at !== null; at = P.getPrototypeOf(at)) {
          const names = namesOf(at);
          for (let i = 0; i < names.length; i++) if (!seen[names[i]]) { seen[names[i]] = true; list[list.length] = names[i]; }
        }
        return list;
      },
      on: (error) => { if (isObject(error) && P.weakMapHas(refusals, error)) throw error; },
    };
  }

  /** `$slE` of an expression that somebody evaluates in a frame, or (`null`) among the globals. */
  function begin(frame, self, isMissing) {
    const state = begun();
    const inFrame = (name) => frame !== null && host.frameHas(frame, name);
    const readVariable = (name) => (inFrame(name) ? host.frameGet(frame, name) : readGlobal(state, name));
    const made = guard(state, frame ?? NO_FRAME, readVariable, (name) => inFrame(name) || name in globalThis);
    made.self = () => { if (isMissing) throw new OwnReferenceError(MISSING_THIS); return self; };
    made.call = (fn, given) => call(state, fn, self, given);
    return made;
  }

  const tools = {
    __proto__: null, natives, constructors, nextOf, refuse, fail, plainObject, made, isFresh, array, call, callback, keyOf, read, toPrimitive,
    ordinary, toText, copy, intact, items, namesOf, inherits, define, spread, ours,
  };
  return { __proto__: null, begin, tools };
})
