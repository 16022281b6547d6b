// What an object is, in a line, and a glance at what is in it. Runs nothing of the program: no getter,
// no trap, no method.
(function (P, host, inspector) {
  "use strict";
  const { constructorName, isObject, ownData, dataProperty } = inspector;
  const MAX_NAMES = 5, MAX_ELEMENTS = 100, MAX_TEXT = 100, MAX_PROPERTIES = 100000;
  const bare = (array) => P.setPrototypeOf(array, null) && array;

  // The engine's classes of what `kinds` does not tell apart.
  const classes = { __proto__: null };
  classes[host.classOf(new P.Map().keys())] = "Iterator";
  classes[host.classOf(new Set().keys())] = "Iterator";
  classes[host.classOf((function* () {})())] = "Generator";
  classes[host.classOf((async function* () {})())] = "Generator";
  const PLAIN = host.classOf({});
  const WEAK_REFERENCE = host.classOf(new P.WeakRef(P.ObjectPrototype));

  const KINDS = {
    __proto__: null, regexp: "RegExp", date: "Date", map: "Map", set: "Set", weakmap: "WeakMap", weakset: "WeakSet",
    error: "Error", promise: "Promise", typedarray: "TypedArray", arraybuffer: "ArrayBuffer",
    sharedarraybuffer: "ArrayBuffer", dataview: "DataView", arguments: "Array",
  };

  // As V8 calls what the language has no constructor for.
  const ITERATORS = {
    __proto__: null, "Map Iterator": "MapIterator", "Set Iterator": "SetIterator", "String Iterator": "StringIterator",
    "RegExp String Iterator": "RegExpStringIterator",
  };

  /** One of `[[Entries]]`: what a collection holds, and what it stands under. */
  function entryOf(value, key, hasKey) {
    const made = hasKey ? { __proto__: null, key, value } : { __proto__: null, value };
    P.weakMapSet(madeEntries, made, true);
    return made;
  }
  const madeEntries = new P.WeakMap();
  const isEntry = (value) => P.weakMapHas(madeEntries, value);

  /** Stands for the variables of a scope of a frame. */
  class Scope {
    #frame;
    constructor(frame, index) { this.#frame = frame; this.index = index; }
    static is(value) { return isObject(value) && #frame in value; }
    static frame(scope) { return scope.#frame; }
  }
  P.setPrototypeOf(Scope.prototype, null);

  const numberText = (value) => (P.is(value, -0) ? "-0" : P.String(value));
  const isWeakReference = (value) => host.classOf(value) === WEAK_REFERENCE;
  const isIndex = (key) => P.numberToString(key >>> 0, 10) === key;

  function kindOf(value) {
    if (host.isProxy(value)) return host.bindingsOf(value) === undefined ? "Proxy" : "Plain";
    if (typeof value === "function") return "Function";
    if (P.isArray(value)) return "Array";
    if (isEntry(value)) return "Entry";
    return KINDS[host.kindOf(value)] ?? classes[host.classOf(value)] ?? (listLength(value) === undefined ? "Plain" : "Array");
  }

  /** The length of what says of itself that it is a list, by a number and a `splice`. */
  function listLength(value) {
    const length = ownData(value, "length");
    const isLength = typeof length === "number" && length >>> 0 === length && !P.is(length, -0);
    return isLength && typeof dataProperty(value, "splice") === "function" ? length : undefined;
  }

  function className(value) {
    if (host.isProxy(value)) {
      if (host.bindingsOf(value) !== undefined) return "Module";
      return typeof value === "function" ? "Function" : "Object";
    }
    if (typeof value === "function") return host.functionKind(value);
    if (Scope.is(value) || isEntry(value)) return "Object";
    if (host.kindOf(value) === "arguments") return "Arguments";
    const name = constructorName(value) ?? "Object";
    // The prototypes of functions that are special are none of their kind.
    if (name !== "Object" && name !== "Function") return name;
    if (P.isArray(value)) return "Array"; // the prototype of arrays is one
    const tag = dataProperty(value, P.toStringTag);
    if (typeof tag !== "string" || tag === "") {
      return host.primitiveOf(value) === undefined ? name : ownName(ownData(value, "constructor")) ?? name;
    }
    return host.classOf(value) === PLAIN ? tag : ITERATORS[tag] ?? tag;
  }

  const ownName = (value) => (typeof value === "function" && !host.isProxy(value) ? ownData(value, "name") : undefined);

  /** One text for an object. */
  function describe(value, kind) {
    const name = className(value);
    switch (kind) {
      case "Proxy": {
        const target = host.proxyTarget(value);
        return target === null ? "Proxy(null)" : `Proxy(${isObject(target) ? className(target) : "null"})`;
      }
      case "Function": return functionText(value);
      case "Array": return `${name}(${ownData(value, "length")})`;
      case "RegExp": return `/${P.regExpSource(value)}/${P.regExpFlags(value)}`;
      case "Date": return host.dateText(value);
      case "Map": return `${name}(${P.mapSize(value)})`;
      case "Set": return `${name}(${P.setSize(value)})`;
      case "TypedArray": return `${name}(${P.typedArrayLength(value)})`;
      case "ArrayBuffer": return `${name}(${byteLength(value)})`;
      case "DataView": return `${name}(${P.dataViewByteLength(value)})`;
      case "Error": return errorText(value, name);
      case "Entry": return "key" in value ? `{${quoted(value.key)} => ${quoted(value.value)}}` : quoted(value.value);
      default: return name;
    }
  }

  /** As the program is told it. */
  const functionText = (value) => host.textOf(value);

  function quoted(value) {
    if (typeof value === "string") return `"${cutString(value)}"`;
    if (typeof value === "function") return functionText(value);
    return short(value).text;
  }

  const reader = (prototype, name) => {
    const { get } = P.getOwnPropertyDescriptor(prototype, name);
    return (value) => P.apply(get, value, []);
  };
  const maxByteLength = reader(ArrayBuffer.prototype, "maxByteLength"), isResizable = reader(ArrayBuffer.prototype, "resizable");
  const maxSharedByteLength = reader(SharedArrayBuffer.prototype, "maxByteLength"), isGrowable = reader(SharedArrayBuffer.prototype, "growable");
  const byteLength = (buffer) =>
    (host.kindOf(buffer) === "arraybuffer" ? P.arrayBufferByteLength : P.sharedArrayBufferByteLength)(buffer);

  function errorText(value, name) {
    const own = P.getOwnPropertyDescriptor(value, "stack");
    const stack = own !== undefined && "value" in own ? own.value : host.stackOf(value);
    if (typeof stack === "string" && stack !== "") return stack;
    const message = dataProperty(value, "message");
    return typeof message === "string" && message !== "" ? `${name}: ${message}` : name;
  }

  /** The end of a long text is left out; of a string, its middle. */
  const cut = (text) => (text.length > MAX_TEXT ? P.slice(text, 0, MAX_TEXT - 1) + "…" : text);
  const cutString = (text) =>
    (text.length > MAX_TEXT ? `${P.slice(text, 0, MAX_TEXT / 2)}…${P.slice(text, 1 - MAX_TEXT / 2)}` : text);

  function short(value) {
    const made = (kind, text) => ({ __proto__: null, kind, text: P.wellFormed(text) });
    switch (typeof value) {
      case "undefined": return made("Undefined", "undefined");
      case "boolean": return made("Boolean", P.String(value));
      case "number": return made("Number", numberText(value));
      case "bigint": return made("BigInt", cutString(P.String(value) + "n"));
      case "string": return made("String", cutString(value));
      case "symbol": return made("Symbol", cut(P.symbolToString(value)));
    }
    if (value === null) return made("Null", "null");
    const kind = kindOf(value);
    return made({ __proto__: null, Object: kind }, kind === "Function" ? "" : cut(describe(value, kind)));
  }

  /** `Preview` of the host: what the language keeps about an object, then private fields, then properties. */
  function preview(value, kind) {
    if (kind === "Function") return null;
    const made = { __proto__: null, overflow: false, properties: bare([]), entries: bare([]) };
    if (Scope.is(value)) return made;
    for (let depth = 0; host.isProxy(value) && host.bindingsOf(value) === undefined && depth < MAX_NAMES; depth++) {
      value = host.proxyTarget(value);
    }
    if (!isObject(value) || (host.isProxy(value) && host.bindingsOf(value) === undefined)) return made;
    const held = entriesOf(value);
    if (held !== undefined) previewEntries(made, held);
    made.overflow = list(made.properties, value) || made.overflow;
    return made;
  }

  /** Whether there is more. */
  function list(properties, value) {
    let names = MAX_NAMES, elements = MAX_ELEMENTS, isMore = false;
    const add = (name, shown) => {
      const isElement = typeof name === "string" && isIndex(name);
      if ((isElement ? elements : names) === 0) { isMore = true; return false; }
      if (isElement) elements--; else names--;
      const text = typeof name === "symbol" ? P.symbolToString(name) : name;
      properties[properties.length] = { __proto__: null, name: P.wellFormed(text), value: shown };
      return true;
    };
    if (!inner(value, (name, it) => add(name, short(it))) || !privates(value, add)) return isMore;
    const isString = host.kindOf(value) === "string";
    const isList = isString || P.isArray(value) || host.kindOf(value) === "arguments" || listLength(value) !== undefined;
    let goesOn = true;
    each(value, MAX_PROPERTIES, (key, descriptor) => {
      if (isList && key === "length") return true;
      if (isString && typeof key === "string" && isIndex(key)) return true;
      if ("value" in descriptor) goesOn = add(key, short(descriptor.value));
      else if (descriptor.uninitialized === true || descriptor.get !== undefined) goesOn = add(key, ACCESSOR);
      return goesOn;
    });
    if (goesOn) derived(value, (name, it) => add(name, short(it)));
    return isMore;
  }
  const ACCESSOR = { __proto__: null, kind: "Accessor", text: "" };

  function privates(value, add) {
    if (host.isProxy(value)) return true;
    const found = host.privateFields(value);
    for (let i = 0; i < found.length; i += 2) if (!add(found[i], short(found[i + 1]))) return false;
    return true;
  }

  /** What the language keeps about an object, and a glance shows. */
  function inner(value, add) {
    if (host.isProxy(value)) return true;
    if (host.primitiveOf(value) !== undefined) return add("[[PrimitiveValue]]", host.primitiveOf(value));
    if (isWeakReference(value)) return add("[[WeakRefTarget]]", P.deref(value));
    if (host.kindOf(value) !== "promise") return true;
    const state = host.promiseState(value);
    return add("[[PromiseState]]", state) && add("[[PromiseResult]]", state === "pending" ? undefined : host.promiseResult(value));
  }

  /** What accessors of the language say of a value of its own, read without them. */
  function derived(value, add) {
    switch (host.kindOf(value)) {
      case "map": return add("size", P.mapSize(value));
      case "set": return add("size", P.setSize(value));
      case "arraybuffer":
        return add("byteLength", byteLength(value)) && add("maxByteLength", maxByteLength(value)) && add("resizable", isResizable(value));
      case "sharedarraybuffer":
        return add("byteLength", byteLength(value)) && add("maxByteLength", maxSharedByteLength(value)) && add("growable", isGrowable(value));
      case "dataview":
        return add("buffer", P.dataViewBuffer(value)) && add("byteLength", P.dataViewByteLength(value))
          && add("byteOffset", P.dataViewByteOffset(value));
      case "typedarray":
        return add("buffer", P.typedArrayBuffer(value)) && add("byteLength", P.typedArrayByteLength(value))
          && add("byteOffset", P.typedArrayByteOffset(value)) && add("length", P.typedArrayLength(value))
          && add(P.toStringTag, P.typedArrayName(value));
      case "regexp": {
        const flags = P.regExpFlags(value), has = (flag) => P.includes(flags, flag);
        return add("dotAll", has("s")) && add("flags", flags) && add("global", has("g")) && add("hasIndices", has("d"))
          && add("ignoreCase", has("i"));
      }
      case "symbol": return add("description", P.symbolDescription(P.symbolValueOf(value)));
      default: return true;
    }
  }

  function previewEntries(made, held) {
    for (let i = 0; i < held.length; i++) {
      if (made.entries.length === MAX_NAMES) { made.overflow = true; return; }
      const key = "key" in held[i] ? entry(held[i].key) : null;
      made.entries[made.entries.length] = { __proto__: null, key, value: entry(held[i].value) };
    }
  }

  /** What a collection holds, or an iterator of one has still to give; `undefined` for what is neither. */
  function entriesOf(value) {
    if (host.isProxy(value)) return undefined;
    const listed = bare([]), kind = host.kindOf(value);
    const add = (item, key, hasKey) => { listed[listed.length] = entryOf(item, key, hasKey); };
    const pairs = (items, step, hasKey) => {
      for (let i = 0; i < items.length; i += step) add(items[i + step - 1], items[i], hasKey);
    };
    if (kind === "map") P.mapForEach(value, (item, key) => add(item, key, true));
    else if (kind === "set") P.setForEach(value, (item) => add(item, undefined, false));
    else if (kind === "weakmap") pairs(host.weakEntries(value) ?? P.list(), 2, true);
    else if (kind === "weakset") {
      const held = host.weakEntries(value) ?? P.list();
      for (let i = 0; i < held.length; i += 2) add(held[i], undefined, false);
    } else if (kind === "iterator") {
      const rest = host.iteratorRest(value);
      if (rest === undefined) return undefined;
      pairs(rest.items, rest.hasPairs ? 2 : 1, rest.hasPairs);
    } else return undefined;
    return listed;
  }

  /** A key or a value of a map: shown one level deep. */
  function entry(value) {
    const made = { __proto__: null, value: short(value), overflow: false, properties: bare([]) };
    if (typeof value === "function") made.value.text = P.wellFormed(functionText(value));
    else if (isObject(value) && !host.isProxy(value)) made.overflow = list(made.properties, value);
    return made;
  }

  /** Calls `visit` with each own property until it answers `false`; at most about `limit` of them are read. */
  function each(value, limit, visit) {
    if (host.isProxy(value)) {
      const bindings = host.bindingsOf(value);
      if (bindings === undefined) return;
      const names = P.ownKeys(bindings);
      for (let i = 0; i < names.length; i++) if (!visit(names[i], binding(bindings, names[i]))) return;
      return;
    }
    const kind = host.kindOf(value);
    if (kind === "typedarray") {
      const length = P.typedArrayLength(value);
      for (let i = 0; i < length && i < limit; i++) {
        const element = { __proto__: null, value: value[i], writable: true, enumerable: true, configurable: true };
        if (!visit(`${i}`, element)) return;
      }
    }
    // As V8 lists them: first what a program would enumerate.
    const keys = P.ownKeys(value), rest = P.list();
    let stack = kind === "error" ? stackProperty(value) : undefined;
    for (let i = 0; i < keys.length; i++) {
      if (kind === "typedarray" && typeof keys[i] === "string" && isIndex(keys[i])) continue;
      const descriptor = P.getOwnPropertyDescriptor(value, keys[i]);
      if (descriptor === undefined) continue;
      if (typeof keys[i] === "symbol" || !descriptor.enumerable) {
        if (stack !== undefined && keys[i] === "stack") stack = descriptor;
        else { rest[rest.length] = keys[i]; rest[rest.length] = descriptor; }
      } else {
        if (keys[i] === "stack") stack = undefined;
        if (!visit(keys[i], descriptor)) return;
      }
    }
    if (stack !== undefined && !visit("stack", stack)) return;
    for (let i = 0; i < rest.length; i += 2) if (!visit(rest[i], rest[i + 1])) return;
  }

  /** The stack of an error is its own, where the program is asked; here it is read without running anything. */
  function stackProperty(value) {
    const stack = host.stackOf(value);
    if (typeof stack !== "string") return undefined;
    return { __proto__: null, value: stack, writable: true, enumerable: false, configurable: true };
  }

  /** A module's binding: its reader is saveloop's own. */
  function binding(bindings, name) {
    const descriptor = P.getOwnPropertyDescriptor(bindings, name);
    if ("value" in descriptor) return descriptor;
    const made = { __proto__: null, writable: true, enumerable: true, configurable: false };
    try { made.value = bindings[name]; } catch { made.uninitialized = true; }
    return made;
  }

  /** What wrappers of primitive values hold. */
  host.primitiveOf = (value) => {
    switch (host.kindOf(value)) {
      case "number": return P.numberValueOf(value);
      case "string": return P.stringValueOf(value);
      case "boolean": return P.booleanValueOf(value);
      case "symbol": return P.symbolValueOf(value);
      case "bigint": return P.bigIntValueOf(value);
      default: return undefined;
    }
  };

  return { __proto__: null, Scope, entriesOf, numberText, isIndex, isWeakReference, kindOf, className, describe, preview, each };
})
