// What an object is, in a line, and a glance at what is in it. Runs nothing of the program: no getter,
// no trap, no method.
(function (P, host, inspector) {
  "use strict";
  const { constructorName, isObject, ownData, dataProperty } = inspector;
  const MAX_NAMES = 5, MAX_ELEMENTS = 100, MAX_TEXT = 100, MAX_PROPERTIES = 100000;
  const bare = (array) => P.setPrototypeOf(array, null) && array;
  const NATIVE = "{\n    [native code]\n}";

  // The engine's classes of what `kinds` does not tell apart.
  const classes = { __proto__: null };
  classes[host.classOf(new P.Map().keys())] = "Iterator";
  classes[host.classOf(new Set().keys())] = "Iterator";
  classes[host.classOf((function* () {})())] = "Generator";
  classes[host.classOf((async function* () {})())] = "Generator";
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
    if (Scope.is(value)) return "Object";
    if (host.kindOf(value) === "arguments") return "Arguments";
    const name = constructorName(value) ?? "Object";
    if (name !== "Object") return name;
    if (P.isArray(value)) return "Array"; // the prototype of arrays is one
    const tag = dataProperty(value, P.toStringTag);
    return typeof tag === "string" && tag !== "" ? ITERATORS[tag] ?? tag : name;
  }

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
      default: return name;
    }
  }

  function functionText(value) {
    const text = host.functionText(P.functionToString(value));
    if (!P.endsWith(text, NATIVE)) return text;
    const head = P.startsWith(text, "function bound ") ? "function () " : P.slice(text, 0, -NATIVE.length);
    return `${head}{ [native code] }`;
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
    if (kind === "Map" || kind === "Set") previewEntries(made, value, kind);
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
          && add("byteOffset", P.typedArrayByteOffset(value)) && add("length", P.typedArrayLength(value));
      case "regexp": {
        const flags = P.regExpFlags(value), has = (flag) => P.includes(flags, flag);
        return add("dotAll", has("s")) && add("flags", flags) && add("global", has("g")) && add("hasIndices", has("d"))
          && add("ignoreCase", has("i"));
      }
      case "symbol": return add("description", P.symbolDescription(P.symbolValueOf(value)));
      default: return true;
    }
  }

  function previewEntries(made, value, kind) {
    const add = (item, key) => {
      if (made.entries.length === MAX_NAMES) { made.overflow = true; return; }
      const shown = kind === "Map" ? entry(key) : null;
      made.entries[made.entries.length] = { __proto__: null, key: shown, value: entry(item) };
    };
    if (kind === "Map") P.mapForEach(value, add);
    else P.setForEach(value, add);
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
    const keys = P.ownKeys(value);
    for (let i = 0; i < keys.length; i++) {
      if (kind === "typedarray" && typeof keys[i] === "string" && isIndex(keys[i])) continue;
      const descriptor = P.getOwnPropertyDescriptor(value, keys[i]);
      if (descriptor !== undefined && !visit(keys[i], descriptor)) return;
    }
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

  return { __proto__: null, Scope, numberText, isIndex, isWeakReference, kindOf, className, describe, preview, each };
})
