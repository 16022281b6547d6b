// The language's own functions, captured before any program runs: a program that breaks
// `Array.prototype` breaks only itself. Nothing in the prelude may use an iterator protocol.
(function (host) {
  "use strict";
  const { uncurry } = host;
  const { apply, construct, getPrototypeOf, getOwnPropertyDescriptor, ownKeys, setPrototypeOf } = Reflect;
  const tryDefine = Reflect.defineProperty;
  const { defineProperty, create, preventExtensions, freeze } = Object;
  const getter = (object, name) => uncurry(getOwnPropertyDescriptor(object, name).get);
  const OwnPromise = Promise, { resolve, reject } = Promise;
  const { isArray } = Array, { stringify } = JSON, join = uncurry(Array.prototype.join);
  const list = () => {
    const made = [];
    setPrototypeOf(made, null);
    return made;
  };
  // The engine's own stores the objects it is inside of in an array that inherits.
  const json = (value) => {
    if (value === null || typeof value !== "object") return stringify(value);
    const parts = list();
    if (isArray(value)) {
      for (let i = 0; i < value.length; i++) parts[i] = json(value[i]);
      return `[${join(parts, ",")}]`;
    }
    for (const key in value) parts[parts.length] = `${stringify(key)}:${json(value[key])}`;
    return `{${join(parts, ",")}}`;
  };
  const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype);
  // What saveloop gives every program, by name.
  const globals = { __proto__: null };
  const names = { __proto__: null, object: list(), function: list() };
  const setGlobal = (name, value, enumerable) => {
    const alike = names[typeof value];
    alike[alike.length] = name;
    globals[name] = { __proto__: null, value, writable: true, configurable: true, enumerable };
    tryDefine(globalThis, name, globals[name]);
  };
  /** Gives back what a program removed or put something unusable for; what it put there to use stays. */
  const restoreGlobals = (areUsable) => {
    if (areUsable(names.object, false) && areUsable(names.function, true)) return;
    for (const name in globals) {
      const now = getOwnPropertyDescriptor(globalThis, name);
      if (now !== undefined) {
        setPrototypeOf(now, null);
        if (!("value" in now) || (typeof now.value === typeof globals[name].value && now.value !== null)) continue;
      }
      tryDefine(globalThis, name, globals[name]);
    }
  };
  return {
    __proto__: null,
    setGlobal, restoreGlobals,
    apply, construct, getPrototypeOf, ownKeys,
    // Inherits nothing either: what it has not is not there.
    getOwnPropertyDescriptor: (object, key) => {
      const descriptor = getOwnPropertyDescriptor(object, key);
      if (descriptor !== undefined) setPrototypeOf(descriptor, null);
      return descriptor;
    },
    defineProperty, create, preventExtensions, freeze,
    // An array that inherits nothing: storing into it runs nothing that a program planted.
    list,
    // JSON of lists and of records that inherit nothing.
    json,
    isArray,
    sort: uncurry(Array.prototype.sort),
    join,
    String, Number, Symbol, Proxy, Error, TypeError, Promise, Uint8Array, Map, WeakMap, WeakRef, FinalizationRegistry, Object,
    parseFloat, parseInt, isInteger: Number.isInteger, isNaN: Number.isNaN,
    trunc: Math.trunc, max: Math.max, min: Math.min, sqrt: Math.sqrt, round: Math.round, floor: Math.floor,
    stringify,
    parse: JSON.parse,
    slice: uncurry(String.prototype.slice),
    includes: uncurry(String.prototype.includes),
    indexOf: uncurry(String.prototype.indexOf),
    lastIndexOf: uncurry(String.prototype.lastIndexOf),
    split: uncurry(String.prototype.split),
    startsWith: uncurry(String.prototype.startsWith),
    repeat: uncurry(String.prototype.repeat),
    padEnd: uncurry(String.prototype.padEnd),
    padStart: uncurry(String.prototype.padStart),
    endsWith: uncurry(String.prototype.endsWith),
    wellFormed: uncurry(String.prototype.toWellFormed),
    setPrototypeOf,
    reflectDefineProperty: tryDefine,
    is: Object.is,
    charCodeAt: uncurry(String.prototype.charCodeAt),
    codePointAt: uncurry(String.prototype.codePointAt),
    numberToString: uncurry(Number.prototype.toString),
    toFixed: uncurry(Number.prototype.toFixed),
    symbolFor: Symbol.for,
    symbolToString: uncurry(Symbol.prototype.toString),
    symbolDescription: getter(Symbol.prototype, "description"),
    functionToString: uncurry(Function.prototype.toString),
    dateToISOString: uncurry(Date.prototype.toISOString),
    dateGetTime: uncurry(Date.prototype.getTime),
    regExpExec: uncurry(RegExp.prototype.exec),
    regExpSource: getter(RegExp.prototype, "source"),
    regExpFlags: getter(RegExp.prototype, "flags"),
    mapForEach: uncurry(Map.prototype.forEach),
    mapSize: getter(Map.prototype, "size"),
    mapGet: uncurry(Map.prototype.get),
    mapHas: uncurry(Map.prototype.has),
    mapSet: uncurry(Map.prototype.set),
    mapDelete: uncurry(Map.prototype.delete),
    setForEach: uncurry(Set.prototype.forEach),
    setSize: getter(Set.prototype, "size"),
    weakMapGet: uncurry(WeakMap.prototype.get),
    weakMapHas: uncurry(WeakMap.prototype.has),
    weakMapSet: uncurry(WeakMap.prototype.set),
    weakMapDelete: uncurry(WeakMap.prototype.delete),
    register: uncurry(FinalizationRegistry.prototype.register),
    promiseThen: uncurry(Promise.prototype.then),
    promiseResolve: (value) => apply(resolve, OwnPromise, [value]),
    promiseReject: (reason) => apply(reject, OwnPromise, [reason]),
    numberValueOf: uncurry(Number.prototype.valueOf),
    stringValueOf: uncurry(String.prototype.valueOf),
    booleanValueOf: uncurry(Boolean.prototype.valueOf),
    symbolValueOf: uncurry(Symbol.prototype.valueOf),
    bigIntValueOf: uncurry(BigInt.prototype.valueOf),
    deref: uncurry(WeakRef.prototype.deref),
    fillBytes: uncurry(TypedArrayPrototype.fill),
    dateToString: uncurry(Date.prototype.toString),
    typedArrayLength: getter(TypedArrayPrototype, "length"),
    typedArrayName: getter(TypedArrayPrototype, Symbol.toStringTag),
    typedArrayBuffer: getter(TypedArrayPrototype, "buffer"),
    typedArrayByteLength: getter(TypedArrayPrototype, "byteLength"),
    typedArrayByteOffset: getter(TypedArrayPrototype, "byteOffset"),
    sharedArrayBufferByteLength: getter(SharedArrayBuffer.prototype, "byteLength"),
    arrayBufferByteLength: getter(ArrayBuffer.prototype, "byteLength"),
    dataViewByteLength: getter(DataView.prototype, "byteLength"),
    dataViewByteOffset: getter(DataView.prototype, "byteOffset"),
    dataViewBuffer: getter(DataView.prototype, "buffer"),
    errorStack: getter(Error.prototype, "stack"),
    toStringTag: Symbol.toStringTag,
    toPrimitive: Symbol.toPrimitive,
    dispose: Symbol.dispose,
    ErrorPrototype: Error.prototype,
    ObjectPrototype: Object.prototype,
    ArrayPrototype: Array.prototype,
    FunctionPrototype: Function.prototype,
  };
})
