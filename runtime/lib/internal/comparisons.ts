// Deep equality, strict and loose, as Node's `assert` has it.
import * as types from "node:util/types";

type Memory = { a: Map<object, number>; b: Map<object, number>; depth: number } | undefined;

const propertyIsEnumerable = (object: object, key: string | symbol) => Reflect.getOwnPropertyDescriptor(object, key)?.enumerable === true;

function sameView(a: any, b: any, isLoose: boolean): boolean {
  if (a.byteLength !== b.byteLength) return false;
  if (!isLoose || !types.isTypedArray(a)) {
    const left = new Uint8Array(a.buffer, a.byteOffset, a.byteLength), right = new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
    const isFloat = types.isFloat32Array(a) || types.isFloat64Array(a);
    if (isFloat) {
      for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
      return true;
    }
    for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
    return true;
  }
  for (let i = 0; i < a.length; i++) if (a[i] != b[i] && !(a[i] !== a[i] && b[i] !== b[i])) return false;
  return true;
}

function sameBox(a: any, b: any): boolean {
  const { P } = host;
  if (types.isNumberObject(a)) return types.isNumberObject(b) && Object.is(P.numberValueOf(a), P.numberValueOf(b));
  if (types.isStringObject(a)) return types.isStringObject(b) && P.stringValueOf(a) === P.stringValueOf(b);
  if (types.isBooleanObject(a)) return types.isBooleanObject(b) && P.booleanValueOf(a) === P.booleanValueOf(b);
  if (types.isBigIntObject(a)) return types.isBigIntObject(b) && P.bigIntValueOf(a) === P.bigIntValueOf(b);
  return types.isSymbolObject(b) && P.symbolValueOf(a) === P.symbolValueOf(b);
}

function equal(a: any, b: any, isStrict: boolean, memory: Memory): boolean {
  if (a === b) return a !== 0 || !isStrict || Object.is(a, b);
  if (isStrict) {
    if (typeof a !== "object") return typeof a === "number" && a !== a && b !== b;
    if (typeof b !== "object" || a === null || b === null) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  } else {
    if (a === null || typeof a !== "object") {
      return (b === null || typeof b !== "object") && (a == b || (a !== a && b !== b));
    }
    if (b === null || typeof b !== "object") return false;
  }
  const tagA = Object.prototype.toString.call(a), tagB = Object.prototype.toString.call(b);
  if (tagA !== tagB) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    const keysA = ownKeys(a, true), keysB = ownKeys(b, true);
    if (keysA.length !== keysB.length) return false;
    return keyCheck(a, b, isStrict, memory, "array", keysA);
  }
  if (tagA === "[object Object]" && !types.isMap(a) && !types.isSet(a)) return keyCheck(a, b, isStrict, memory, "none");
  if (types.isDate(a)) {
    if (!types.isDate(b) || host.P.dateGetTime(a) !== host.P.dateGetTime(b)) return false;
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
  } else if (types.isNativeError(a) || a instanceof Error) {
    if ((!types.isNativeError(b) && !(b instanceof Error)) || a.message !== b.message || a.name !== b.name) return false;
    if (isStrict || "cause" in a || "cause" in b) {
      const hasA = Reflect.getOwnPropertyDescriptor(a, "cause") !== undefined;
      if (hasA !== (Reflect.getOwnPropertyDescriptor(b, "cause") !== undefined)) return false;
      if (hasA && !equal(a.cause, b.cause, isStrict, memory)) return false;
    }
  } else if (types.isArrayBufferView(a)) {
    if (!sameView(a, b, !isStrict)) return false;
    const keysA = ownKeys(a, true), keysB = ownKeys(b, true);
    return keysA.length === keysB.length && keyCheck(a, b, isStrict, memory, "none", keysA);
  } else if (types.isSet(a)) {
    return types.isSet(b) && a.size === b.size && keyCheck(a, b, isStrict, memory, "set");
  } else if (types.isMap(a)) {
    return types.isMap(b) && a.size === b.size && keyCheck(a, b, isStrict, memory, "map");
  } else if (types.isAnyArrayBuffer(a)) {
    if (!types.isAnyArrayBuffer(b) || !sameView(new Uint8Array(a), new Uint8Array(b), false)) return false;
  } else if (types.isBoxedPrimitive(a)) {
    if (!sameBox(a, b)) return false;
  } else if (Array.isArray(b) || types.isArrayBufferView(b) || types.isSet(b) || types.isMap(b) || types.isDate(b) || types.isRegExp(b)
    || types.isAnyArrayBuffer(b) || types.isBoxedPrimitive(b) || types.isNativeError(b) || b instanceof Error) {
    return false;
  } else if (isURLLike(a, b) === false) return false;
  return keyCheck(a, b, isStrict, memory, "none");
}

function isURLLike(a: any, b: any): boolean | undefined {
  const name = host.inspect.constructorName(a);
  if (name !== "URL" && name !== "URLSearchParams") return undefined;
  return String(a) === String(b);
}

/** Enumerable own keys; without indices when asked. */
function ownKeys(object: object, withoutIndices = false): string[] {
  const keys = Object.keys(object);
  return withoutIndices ? keys.filter((key) => !/^(0|[1-9]\d*)$/.test(key)) : keys;
}

function keyCheck(a: any, b: any, isStrict: boolean, memory: Memory, kind: string, keys?: string[]): boolean {
  if (keys === undefined) {
    keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
  }
  for (const key of keys) if (!propertyIsEnumerable(b, key)) return false;
  const all: (string | symbol)[] = [...keys];
  if (isStrict) {
    const symbols = Object.getOwnPropertySymbols(a);
    let count = 0;
    for (const key of symbols) {
      if (propertyIsEnumerable(a, key)) {
        if (!propertyIsEnumerable(b, key)) return false;
        all.push(key);
        count++;
      } else if (propertyIsEnumerable(b, key)) return false;
    }
    const others = Object.getOwnPropertySymbols(b);
    if (symbols.length !== others.length && others.filter((key) => propertyIsEnumerable(b, key)).length !== count) return false;
  }
  if (all.length === 0 && (kind === "none" || (kind === "array" && a.length === 0) || ((kind === "set" || kind === "map") && a.size === 0))) return true;
  if (memory === undefined) memory = { a: new Map(), b: new Map(), depth: 0 };
  else {
    const left = memory.a.get(a);
    if (left !== undefined) {
      const right = memory.b.get(b);
      if (right !== undefined) return left === right;
    }
    memory.depth++;
  }
  const { depth } = memory;
  memory.a.set(a, depth);
  memory.b.set(b, depth);
  const same = contents(a, b, isStrict, all, memory, kind);
  memory.a.delete(a);
  memory.b.delete(b);
  return same;
}

function contents(a: any, b: any, isStrict: boolean, keys: (string | symbol)[], memory: Memory, kind: string): boolean {
  if (kind === "set" && !sameSet(a, b, isStrict, memory)) return false;
  if (kind === "map" && !sameMap(a, b, isStrict, memory)) return false;
  if (kind === "array") {
    for (let i = 0; i < a.length; i++) {
      const hasA = i in a && Reflect.getOwnPropertyDescriptor(a, i) !== undefined;
      const hasB = i in b && Reflect.getOwnPropertyDescriptor(b, i) !== undefined;
      if (hasA !== hasB) return false;
      if (hasA && !equal(a[i], b[i], isStrict, memory)) return false;
    }
  }
  for (const key of keys) if (!equal(a[key], b[key], isStrict, memory)) return false;
  return true;
}

function takeEqual(list: any[], value: unknown, isStrict: boolean, memory: Memory): boolean {
  for (let i = 0; i < list.length; i++) {
    if (equal(value, list[i], isStrict, memory)) {
      list.splice(i, 1);
      return true;
    }
  }
  return false;
}

function sameSet(a: Set<any>, b: Set<any>, isStrict: boolean, memory: Memory): boolean {
  const left: any[] = [];
  for (const value of a) {
    if (b.has(value)) continue;
    if ((typeof value !== "object" || value === null) && isStrict) return false;
    left.push(value);
  }
  if (left.length === 0) return true;
  const right: any[] = [];
  for (const value of b) if (!a.has(value)) right.push(value);
  for (const value of left) if (!takeEqual(right, value, isStrict, memory)) return false;
  return right.length === 0;
}

function sameMap(a: Map<any, any>, b: Map<any, any>, isStrict: boolean, memory: Memory): boolean {
  const left: any[] = [];
  for (const pair of a) {
    const key = pair[0];
    if (b.has(key) && (typeof key !== "object" || key === null || equal(pair[1], b.get(key), isStrict, memory))) {
      if (!equal(pair[1], b.get(key), isStrict, memory)) return false;
      continue;
    }
    if ((typeof key !== "object" || key === null) && isStrict) return false;
    left.push(pair);
  }
  if (left.length === 0) return true;
  const right: any[] = [];
  for (const pair of b) if (!a.has(pair[0]) || (typeof pair[0] === "object" && pair[0] !== null)) right.push(pair);
  for (const pair of left) {
    let at = -1;
    for (let i = 0; i < right.length; i++) {
      if (equal(pair[0], right[i][0], isStrict, memory) && equal(pair[1], right[i][1], isStrict, memory)) { at = i; break; }
    }
    if (at < 0) return false;
    right.splice(at, 1);
  }
  return true;
}

export function isDeepEqual(a: unknown, b: unknown): boolean { return equal(a, b, false, undefined); }
export function isDeepStrictEqual(a: unknown, b: unknown): boolean { return equal(a, b, true, undefined); }
