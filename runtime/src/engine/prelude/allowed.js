// What the language's own functions may do in an evaluation without effects: each that changes nothing, or
// only what is new, has a rule here. What a program has put in the place of one has none.
(function (P, host, inspector, language, isOwn, tools) {
  "use strict";
  const { isObject, ownData } = inspector;
  const {
    natives, constructors, nextOf, refuse, fail, plainObject, made, isFresh, array, call, callback, keyOf, read, toPrimitive,
    ordinary, toText, copy, intact, items, namesOf, inherits, define, spread, ours,
  } = tools;
  const {
    Array: OwnArray, ArrayBuffer, BigInt, Boolean, DataView, Date: OwnDate, EvalError: OwnEvalError, JSON, Math, Number, Object,
    RangeError: OwnRangeError, ReferenceError: OwnReferenceError, RegExp: OwnRegExp, Set: OwnSet, SharedArrayBuffer, String, Symbol,
    SyntaxError, URIError, WeakSet,
  } = language;
  const MOST = 1000000, OwnMap = P.Map;
  const { iterator: ITERATOR, isConcatSpreadable: SPREADABLE } = Symbol, { toPrimitive: TO_PRIMITIVE, toStringTag: TAG } = P;
  const setAdd = ownData(OwnSet.prototype, "add"), stringify = P.stringify;
  if (!isOwn(setAdd, "add")) P.mapDelete(constructors, OwnSet);

  function unlessObjects(given) {
    for (let i = 0; i < given.length; i++) if (isObject(given[i])) refuse();
  }
  function primitives(state, given, hint) {
    const plain = [];
    for (let i = 0; i < given.length; i++) plain[i] = toPrimitive(state, given[i], hint);
    return plain;
  }

  const rule = (fn, run, name) => { if (isOwn(fn, name)) P.mapSet(natives, fn, run); };
  const rules = (object, names, run) => {
    for (let i = 0; i < names.length; i++) rule(P.getOwnPropertyDescriptor(object, names[i])?.value, run, names[i]);
  };
  const getter = (object, name, run) => rule(P.getOwnPropertyDescriptor(object, name)?.get, run);
  const getters = (object, names, run) => { for (let i = 0; i < names.length; i++) getter(object, names[i], run); };
  /** It only looks at primitive values. */
  const ofPrimitives = (hint) => (state, self, given, fn) => {
    const receiver = isObject(self) ? toPrimitive(state, self, hint) : self;
    return made(state, P.apply(fn, receiver, primitives(state, given, hint)));
  };
  const all = (object, isWanted = () => true) => {
    const keys = P.ownKeys(object), wanted = P.list();
    for (let i = 0; i < keys.length; i++) if (keys[i] !== "constructor" && isWanted(keys[i])) wanted[wanted.length] = keys[i];
    return wanted;
  };
  const asNumbers = ofPrimitives("number"), asTexts = ofPrimitives("string");
  const apply = (_, self, given, fn) => P.apply(fn, self, given);
  /** It makes something new. */
  const makes = (state, self, given, fn) => made(state, P.apply(fn, self, given));

  rules(Math, all(Math, (key) => key !== "random"), asNumbers);
  rules(globalThis, ["parseInt", "parseFloat", "isNaN", "isFinite", "String", "encodeURIComponent", "decodeURIComponent", "encodeURI", "decodeURI", "escape", "unescape"], asTexts);
  rules(globalThis, ["Number", "BigInt", "Symbol"], asNumbers);
  rules(globalThis, ["Boolean"], apply);
  rules(Number, all(Number), apply);
  rules(Number.prototype, all(Number.prototype), asNumbers);
  rules(Boolean.prototype, all(Boolean.prototype), apply);
  rules(BigInt.prototype, all(BigInt.prototype), asNumbers);
  rules(BigInt, all(BigInt), asNumbers);
  rules(Symbol.prototype, all(Symbol.prototype), apply);
  getter(Symbol.prototype, "description", apply);
  rules(Symbol, ["for", "keyFor"], asTexts);
  rules(String, ["fromCharCode", "fromCodePoint"], asNumbers);
  rules(Date, ["now", "UTC", "parse"], asNumbers);
  rules(Array, ["isArray"], apply);

  const withPattern = ["match", "matchAll", "replace", "replaceAll", "search", "split"];
  const isWithPattern = (key) => {
    for (let i = 0; i < withPattern.length; i++) if (withPattern[i] === key) return true;
    return false;
  };
  rules(String.prototype, all(String.prototype, (key) => key !== ITERATOR && !isWithPattern(key)), asTexts);
  rules(String.prototype, [ITERATOR], (state, self, given, fn) => makes(state, toText(state, self), given, fn));
  /** A pattern remembers where it was: that one of its own does. */
  function pattern(state, value) {
    if (host.kindOf(plainObject(value)) !== "regexp" || P.getPrototypeOf(value) !== OwnRegExp.prototype) refuse();
    const twin = new OwnRegExp(P.regExpSource(value), P.regExpFlags(value));
    twin.lastIndex = ownData(value, "lastIndex");
    return twin;
  }
  rules(String.prototype, withPattern, (state, self, given, fn) => {
    intact();
    const first = isObject(given[0]) ? pattern(state, given[0]) : given[0];
    const second = typeof given[1] === "function" ? callback(state, given[1]) : toPrimitive(state, given[1], "string");
    return made(state, P.apply(fn, toText(state, self), given.length > 1 ? [first, second] : [first]));
  });
  const patternText = OwnRegExp.prototype.toString, { sort, push, unshift, fill } = P.ArrayPrototype;
  rules(OwnRegExp.prototype, ["test", "exec", "toString"], (state, self, given, fn) => {
    intact();
    if (isFresh(state, self)) return made(state, P.apply(fn, self, [toText(state, given[0])]));
    // Where one goes on from is remembered.
    const isKept = P.includes(P.regExpFlags(self), "g") || P.includes(P.regExpFlags(self), "y");
    const result = P.apply(fn, pattern(state, self), [toText(state, given[0])]);
    return isKept && fn !== patternText ? refuse() : made(state, result);
  });
  getters(OwnRegExp.prototype, ["source", "flags", "global", "ignoreCase", "multiline", "dotAll", "unicode", "sticky", "hasIndices", "unicodeSets"], apply);

  const ofDates = all(OwnDate.prototype, (key) => typeof key === "string" && !P.startsWith(key, "set") && key !== "toJSON");
  rules(OwnDate.prototype, ofDates, (state, self, given, fn) => (unlessObjects(given), P.apply(fn, self, given)));
  rules(OwnDate.prototype, ["toJSON"], (state, self) => (P.isNaN(P.dateGetTime(self)) ? null : P.dateToISOString(self)));
  rules(OwnDate.prototype, [TO_PRIMITIVE], (state, self, given) => ordinary(state, self, given[0] === "number" ? "number" : "string"));

  /** A method of arrays, on a copy: what the array is made of is not asked. */
  const onCopy = (prepare) => (state, self, given, fn) => {
    intact();
    const list = copy(self), plain = [];
    for (let i = 0; i < given.length; i++) plain[i] = given[i];
    P.setPrototypeOf(list, P.ArrayPrototype);
    prepare(state, list, plain);
    return P.apply(fn, list, plain);
  };
  const making = (run) => (state, self, given, fn) => made(state, run(state, self, given, fn));
  const withCallback = onCopy((state, _, given) => { given[0] = callback(state, given[0]); });
  const numbersFrom = (from, to) => (state, _, given) => {
    for (let i = from; i < given.length && i < to; i++) given[i] = toPrimitive(state, given[i], "number");
  };
  const compared = (state, list, given) => {
    if (given[0] !== undefined) given[0] = callback(state, given[0]);
    else for (let i = 0; i < list.length; i++) if (isObject(list[i])) refuse();
  };
  const A = P.ArrayPrototype;
  rules(A, ["forEach", "some", "every", "find", "findIndex", "findLast", "findLastIndex", "reduce", "reduceRight"], withCallback);
  rules(A, ["map", "filter"], making(withCallback));
  rules(A, ["flatMap"], making(onCopy((state, _, given) => {
    const inner = callback(state, given[0]);
    given[0] = function (...them) {
      const result = P.apply(inner, this, them);
      return isObject(result) && P.isArray(result) ? array(state, copy(result)) : result;
    };
  })));
  rules(A, ["at"], onCopy(numbersFrom(0, 1)));
  rules(A, ["slice", "toReversed"], making(onCopy(numbersFrom(0, 2))));
  rules(A, ["with"], making(onCopy(numbersFrom(0, 1))));
  rules(A, ["toSpliced"], making(onCopy(numbersFrom(0, 2))));
  rules(A, ["includes", "indexOf", "lastIndexOf"], onCopy(numbersFrom(1, 2)));
  rules(A, ["toSorted"], making(onCopy(compared)));
  rules(A, ["concat"], making(onCopy((state, _, given) => {
    for (let i = 0; i < given.length; i++) {
      if (!isObject(given[i])) continue;
      if (read(state, given[i], SPREADABLE) !== undefined) refuse();
      if (P.isArray(given[i])) given[i] = array(state, copy(given[i]));
    }
  })));
  function flat(state, list, depth) {
    for (let i = 0; i < list.length; i++) {
      if (depth > 0 && isObject(list[i]) && P.isArray(list[i])) list[i] = array(state, flat(state, copy(list[i]), depth - 1));
    }
    return list;
  }
  rules(A, ["flat"], making(onCopy((state, list, given) => {
    numbersFrom(0, 1)(state, list, given);
    flat(state, list, given[0] === undefined ? 1 : P.min(given[0], 100));
  })));
  function joined(state, self, separator, depth) {
    if (depth > 100) refuse();
    const list = copy(self), texts = P.list();
    for (let i = 0; i < list.length; i++) texts[i] = list[i] === undefined || list[i] === null ? "" : toText(state, list[i]);
    return P.join(texts, separator);
  }
  let depth = 0;
  const joins = (separatorOf) => (state, self, given) => {
    depth++;
    try { return joined(state, self, separatorOf(state, given), depth); } finally { depth--; }
  };
  rules(A, ["join"], joins((state, given) => (given[0] === undefined ? "," : toText(state, given[0]))));
  rules(A, ["toString"], joins(() => ","));
  rules(A, ["entries", "keys", "values"], making(onCopy(() => {})));
  rules(A, ["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"], (state, self, given, fn) => {
    if (!isFresh(state, self) || !P.isArray(self)) refuse();
    intact();
    const plain = [];
    for (let i = 0; i < given.length; i++) plain[i] = given[i];
    if (fn === sort) compared(state, self, plain);
    else if (fn !== push && fn !== unshift) for (let i = fn === fill ? 1 : 0; i < 2; i++) if (isObject(plain[i])) refuse();
    return made(state, P.apply(fn, self, plain));
  });
  rules(OwnArray, ["of"], (state, _, given) => {
    const list = P.list();
    for (let i = 0; i < given.length; i++) list[i] = given[i];
    return array(state, list);
  });
  rules(OwnArray, ["from"], (state, _, given) => {
    const from = given[0], map = given[1], self = given[2];
    let list;
    if (typeof from === "string" || (isObject(from) && (read(state, from, ITERATOR) ?? null) !== null)) list = items(state, from);
    else {
      list = P.list();
      const length = P.trunc(P.Number(toPrimitive(state, read(state, from, "length"), "number")));
      if (!(length <= MOST)) refuse();
      for (let i = 0; i < length; i++) list[i] = read(state, from, `${i}`);
    }
    if (map !== undefined) for (let i = 0; i < list.length; i++) list[i] = call(state, map, self, [list[i], i]);
    return array(state, list);
  });

  const typed = P.getPrototypeOf(P.Uint8Array.prototype);
  getters(typed, ["length", "byteLength", "byteOffset", "buffer", TAG], apply);
  rules(typed, ["at", "includes", "indexOf", "lastIndexOf", "join"], (state, self, given, fn) => P.apply(fn, self, primitives(state, given, "number")));
  getters(ArrayBuffer.prototype, ["byteLength", "maxByteLength", "resizable"], apply);
  getters(SharedArrayBuffer.prototype, ["byteLength", "maxByteLength", "growable"], apply);
  getters(DataView.prototype, ["byteLength", "byteOffset", "buffer"], apply);

  const collections = [P.Map.prototype, OwnSet.prototype];
  for (let i = 0; i < collections.length; i++) {
    const object = collections[i];
    getter(object, "size", apply);
    rules(object, ["get", "has"], apply);
    rules(object, ["keys", "values", "entries", ITERATOR], makes);
    rules(object, ["forEach"], (state, self, given, fn) => P.apply(fn, self, [callback(state, given[0]), given[1]]));
    rules(object, ["set", "add", "delete", "clear"], (state, self, given, fn) => (isFresh(state, self) ? P.apply(fn, self, given) : refuse()));
  }
  rules(P.WeakMap.prototype, ["get", "has"], apply);
  rules(WeakSet.prototype, ["has"], apply);
  rules(P.WeakRef.prototype, ["deref"], apply);
  P.mapForEach(nextOf, (next) => rule(next, (state, self) => (isFresh(state, self) ? made(state, P.apply(next, self, [])) : refuse())));

  // Objects

  const present = (value) => (value === undefined || value === null ? fail("Cannot convert undefined or null to object") : value);
  const listed = (show) => (state, _, given) => {
    const object = present(given[0]), names = namesOf(object), list = P.list();
    for (let i = 0; i < names.length; i++) list[i] = show(state, object, names[i]);
    return array(state, list);
  };
  rules(Object, ["keys"], listed((_, __, name) => name));
  rules(Object, ["values"], listed((state, object, name) => read(state, object, name)));
  rules(Object, ["entries"], listed((state, object, name) => {
    const pair = P.list();
    pair[0] = name; pair[1] = read(state, object, name);
    return array(state, pair);
  }));
  rules(Object, ["is"], apply);
  rules(Object, ["getOwnPropertyNames", "getOwnPropertySymbols", "getPrototypeOf", "isFrozen", "isSealed", "isExtensible"], (state, _, given, fn) => {
    plainObject(present(given[0]));
    const result = P.apply(fn, undefined, [given[0]]);
    return P.isArray(result) ? made(state, result) : result;
  });
  const ofKey = (state, object, key, fn) => { plainObject(present(object)); return P.apply(fn, undefined, [object, keyOf(state, key)]); };
  rules(Object, ["hasOwn"], (state, _, given, fn) => ofKey(state, given[0], given[1], fn));
  rules(Object, ["getOwnPropertyDescriptor"], (state, _, given, fn) => made(state, ofKey(state, given[0], given[1], fn)));
  rules(Object, ["freeze", "seal", "preventExtensions"], (state, _, given, fn) => (!isObject(given[0]) || isFresh(state, given[0]) ? P.apply(fn, undefined, [given[0]]) : refuse()));
  rules(Object, ["assign"], (state, _, given) => {
    const target = given[0];
    if (!isObject(target) || !isFresh(state, target)) refuse();
    for (let i = 1; i < given.length; i++) spread(state, target, given[i]);
    return target;
  });
  rules(Object, ["fromEntries"], (state, _, given) => {
    const object = {}, list = items(state, given[0]);
    for (let i = 0; i < list.length; i++) define(object, keyOf(state, read(state, list[i], 0)), read(state, list[i], 1));
    return made(state, object);
  });
  rules(Object.prototype, ["hasOwnProperty", "propertyIsEnumerable"], (state, self, given, fn) => P.apply(fn, plainObject(self), [keyOf(state, given[0])]));
  rules(Object.prototype, ["valueOf"], apply);
  rules(Object.prototype, ["isPrototypeOf"], (state, self, given) => isObject(given[0]) && inherits(given[0], self));
  rules(Object.prototype, ["toString"], (state, self, _, fn) => {
    const tag = self === undefined || self === null ? undefined : read(state, self, TAG);
    return typeof tag === "string" ? `[object ${tag}]` : P.apply(fn, self, []);
  });
  rules(Object.prototype, ["toLocaleString"], (state, self) => call(state, read(state, self, "toString"), self, []));
  getter(Object.prototype, "__proto__", (_, self) => P.getPrototypeOf(plainObject(P.Object(self))));
  rule(P.getOwnPropertyDescriptor(P.ErrorPrototype, "stack")?.get, (_, self) => (isObject(self) && !host.isProxy(self) ? host.stackOf(self) : undefined));
  rules(P.ErrorPrototype, ["toString"], (state, self) => {
    const name = read(state, self, "name"), message = read(state, self, "message");
    const head = name === undefined ? "Error" : toText(state, name), text = message === undefined ? "" : toText(state, message);
    return head === "" ? text : text === "" ? head : `${head}: ${text}`;
  });

  // Functions

  rules(P.FunctionPrototype, ["toString"], (_, self, given, fn) => (typeof self === "function" ? host.textOf(self) : P.apply(fn, self, [])));
  rules(P.FunctionPrototype, ["call"], (state, self, given) => call(state, self, given[0], after(given, 1)));
  rules(P.FunctionPrototype, ["apply"], (state, self, given) => call(state, self, given[0], given[1] === undefined || given[1] === null ? [] : array(state, items(state, given[1]))));
  rules(P.FunctionPrototype, ["bind"], (state, self, given) => {
    if (typeof self !== "function") fail("Bind must be called on a function");
    const inner = given[0], first = after(given, 1);
    return ours(state, (...rest) => {
      const all = after(first, 0);
      for (let i = 0; i < rest.length; i++) all[all.length] = rest[i];
      return call(state, self, inner, all);
    });
  });
  function after(list, from) {
    const rest = [];
    for (let i = from; i < list.length; i++) rest[i - from] = list[i];
    return rest;
  }
  // JSON

  /** The same without what would run something. */
  function plain(state, value, key, around) {
    if (isObject(value)) {
      const own = read(state, value, "toJSON");
      if (typeof own === "function") value = call(state, own, value, [key]);
    }
    if (!isObject(value)) return value;
    if (typeof value === "function") return undefined;
    plainObject(value);
    const primitive = host.primitiveOf(value);
    if (primitive !== undefined) return typeof primitive === "symbol" ? {} : primitive;
    for (let at = around, steps = 0; at !== null; at = at.around, steps++) {
      if (at.value === value) fail("Converting circular structure to JSON");
      if (steps > 500) refuse();
    }
    const inner = { __proto__: null, value, around };
    if (P.isArray(value)) {
      const list = P.list(), length = ownData(value, "length");
      if (!(length <= MOST)) refuse();
      for (let i = 0; i < length; i++) list[i] = plain(state, read(state, value, i), `${i}`, inner);
      return list;
    }
    const made = { __proto__: null }, names = namesOf(value);
    for (let i = 0; i < names.length; i++) define(made, names[i], plain(state, read(state, value, names[i]), names[i], inner));
    return made;
  }
  rules(JSON, ["stringify"], (state, _, given) => {
    if ((given[1] ?? null) !== null || isObject(given[2])) refuse();
    return stringify(plain(state, given[0], "", null), undefined, given[2]);
  });
  rules(JSON, ["parse"], (state, _, given, fn) => (given[1] === undefined ? made(state, P.apply(fn, undefined, [toText(state, given[0])])) : refuse()));

  // Constructors

  P.mapSet(constructors, OwnSet, (state, given) => {
    const from = given[0];
    const set = new OwnSet(), list = from === undefined || from === null ? P.list() : items(state, from);
    for (let i = 0; i < list.length; i++) P.apply(setAdd, set, [list[i]]);
    return set;
  });
  P.mapSet(constructors, OwnMap, (state, given) => {
    const from = given[0];
    const map = new OwnMap(), list = from === undefined || from === null ? P.list() : items(state, from);
    for (let i = 0; i < list.length; i++) P.mapSet(map, read(state, list[i], 0), read(state, list[i], 1));
    return map;
  });
  const constructed = (constructor) => P.mapSet(constructors, constructor, (state, given) => P.construct(constructor, primitives(state, given, "default")));
  const plainly = [OwnDate, OwnArray, P.Error, P.TypeError, OwnRangeError, OwnReferenceError, SyntaxError, OwnEvalError, URIError, P.String, P.Number, Boolean];
  for (let i = 0; i < plainly.length; i++) constructed(plainly[i]);
  P.mapSet(constructors, P.Object, (_, given) => (given[0] === undefined || given[0] === null ? {} : P.Object(given[0])));
  P.mapSet(constructors, OwnRegExp, (state, given) => {
    const source = given[0], flags = given[1];
    if (flags === undefined && isObject(source)) return pattern(state, source);
    return new OwnRegExp(isObject(source) ? P.regExpSource(pattern(state, source)) : source, toPrimitive(state, flags, "string"));
  });
  rules({ Object, Array: OwnArray, Error: P.Error, TypeError: P.TypeError, RegExp: OwnRegExp }, ["Object", "Array", "Error", "TypeError", "RegExp"], (state, _, given, fn) => made(state, P.mapGet(constructors, fn)(state, given)));
  rule(OwnDate, () => P.dateToString(new OwnDate()));
  return undefined;
})
