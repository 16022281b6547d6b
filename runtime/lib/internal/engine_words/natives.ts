// V8's words for what the language's own functions say, by the function and what it was given.
import { circularWords } from "internal:engine_words/circular";
import { defaultSite, show } from "internal:engine_words/values";

/** Functions whose first argument has to be one. */
const CALLBACKS = [
  "map", "forEach", "filter", "find", "findIndex", "findLast", "findLastIndex", "some", "every", "reduce",
  "reduceRight", "then", "groupBy", "replace", "drop", "take",
];
const REGEXPS: [string, string][] = [
  ["unexpected end", "Unterminated character class"],
  ["expecting ')'", "Unterminated group"],
  ["nothing to repeat", "Nothing to repeat"],
  ["invalid repetition count", "numbers out of order in {} quantifier"],
  ["duplicate group name", "Duplicate capture group name"],
  ["extraneous characters at the end", "Unmatched ')'"],
  ["invalid class range", "Range out of order in character class"],
  ["group name not defined", "Invalid named capture referenced"],
  ["invalid group name", "Invalid capture group name"],
  ["invalid group", "Invalid group"],
  ["invalid escape sequence in regular expression", "Invalid escape"],
  ["back reference out of range in regular expression", "Invalid escape"],
  ["unknown unicode property name", "Invalid property name"],
  ["syntax error", "Lone quantifier brackets"],
];

export function nativeWords(
  message: string,
  name: string,
  given: any[],
  receiver: () => [unknown] | undefined,
): string | undefined {
  switch (message) {
    case "not a function":
      return notAFunction(name, given);
    case "not a constructor":
      return name === "construct" ? `${show(given[0])} is not a constructor` : `${name} is not a constructor`;
    case "value is not iterable":
    case "cannot read property 'Symbol.iterator' of undefined":
    case "cannot read property 'Symbol.iterator' of null":
      if (name === "fromEntries" && given[0] == null) return `${given[0]} is not iterable`;
      return `${defaultSite(given[0])} is not iterable (cannot read property Symbol(Symbol.iterator))`;
    case "invalid number of digits":
      return name === "toPrecision"
        ? "toPrecision() argument must be between 1 and 100"
        : name === "toFixed"
          ? "toFixed() digits argument must be between 0 and 100"
          : `${name}() argument must be between 0 and 100`;
    case "invalid repeat count":
      return `Invalid count value: ${show(given[0])}`;
    case "bad normalization form":
      return "The normalization form should be one of NFC, NFD, NFKC, NFKD.";
    case "invalid code point":
      return `Invalid code point ${show(wrongCodePoint(given))}`;
    case "circular reference":
      return circularWords(given);
    case "cannot convert BigInt to number":
      return "Cannot convert a BigInt value to a number";
    case "cannot convert to BigInt: not an integer":
    case "cannot convert NaN or Infinity to BigInt":
      return `The number ${show(given[0])} cannot be converted to a BigInt because it is not an integer`;
    case "invalid BigInt literal":
    case "cannot convert to BigInt":
    case "cannot convert to bigint":
      return `Cannot convert ${given[0] !== null && typeof given[0] === "object" ? "[object Object]" : show(given[0])} to a BigInt`;
    case "not an object":
      return notAnObject(name, given);
    case "not a object":
      return name === "apply" || name === "construct" ? "CreateListFromArrayLike called on non-object" : undefined;
    case "regexp must have the 'g' flag":
      return `String.prototype.${name} called with a non-global RegExp argument`;
    case "regexp not supported":
      return `First argument to String.prototype.${name} must not be a regular expression`;
    case "null or undefined are forbidden":
      return `String.prototype.${name} called on null or undefined`;
    case "invalid regular expression flags":
      return `Invalid flags supplied to RegExp constructor '${show(given[1])}'`;
    case "property is not configurable":
      return `Cannot redefine property: ${show(given[1])}`;
    case "object is not extensible":
      if (name === "defineProperty") return `Cannot define property ${show(given[1])}, object is not extensible`;
      if (name === "setPrototypeOf") return `${show(given[0])} is not extensible`;
      if (name === "set __proto__") return `${show(receiver()?.[0] ?? {})} is not extensible`;
      if (name === "assign") return `Cannot add property ${addedKey(given)}, object is not extensible`;
      return added(name, receiver()?.[0]);
    case "could not delete property":
      return name === "pop" || name === "shift" || name === "splice" ? removed(name, receiver()?.[0]) : undefined;
    case "proxy: defineProperty exception":
      return `'defineProperty' on proxy: trap returned falsish for property '${show(given[1])}'`;
    case "invalid array length":
      return name === "set" ? "offset is out of bounds" : undefined;
    case "Property description must be an object":
      return `Property description must be an object: ${show(given[2])}`;
    case "Getter must be a function":
      return `Getter must be a function: ${show(given[2]?.get)}`;
    case "Setter must be a function":
      return `Setter must be a function: ${show(given[2]?.set)}`;
    case "object prototype may only be an Object or null":
      return `Object prototype may only be an Object or null: ${show(given[name === "setPrototypeOf" ? 1 : 0])}`;
    case "out of bound":
      return "Offset is outside the bounds of the DataView";
    case "invalid array buffer length":
      return "Array buffer allocation failed";
    case "invalid array index":
      if (name === "asIntN" || name === "asUintN") return "Invalid value: not (convertible to) a safe integer";
      return name === "ArrayBuffer" ? "Invalid array buffer length" : `Invalid typed array length: ${show(given[0])}`;
    case "invalid length":
      return `byte length of ${name} should be a multiple of ${bytesOf(name)}`;
    case "invalid offset":
      return offsetWords(name, given);
    case "not a symbol":
      return name === "keyFor" ? `${show(given[0])} is not a symbol` : undefined;
    case "not a number":
      return `Number.prototype.${name} requires that 'this' be a Number`;
    case "not a Date object":
      return "this is not a Date object.";
    case "invalid target":
      return name === "WeakRef" ? "WeakRef: invalid target" : undefined;
    case "revoked proxy":
      return undefined;
  }
  if (message.endsWith("' is read-only")) {
    const holder = name === "assign" ? given[0] : (receiver()?.[0] ?? []);
    return `Cannot assign to read only property ${message.slice(0, -13)} of object '${show(holder)}'`;
  }
  if (message.startsWith("invalid array index: ")) return `Invalid index : ${message.slice(21)}`;
  if (message === "ArrayBuffer object expected" && name === "DataView")
    return "First argument to DataView constructor must be an ArrayBuffer";
  if (message.endsWith(" object expected")) return receiverWords(message.slice(0, -16), name);
  if (name === "RegExp") {
    for (const [engine, words] of REGEXPS) {
      if (!message.startsWith(engine)) continue;
      const source = show(given[0]);
      const what = engine === "unexpected end" && source.endsWith("\\") ? "\\ at end of pattern" : words;
      return `Invalid regular expression: /${source}/${given[1] === undefined ? "" : show(given[1])}: ${what}`;
    }
  }
  return undefined;
}

/** An array that takes nothing more. */
function added(name: string, array: unknown): string | undefined {
  if (name !== "push" && name !== "unshift" && name !== "splice") return undefined;
  const index = Array.isArray(array) ? array.length : 0;
  return `Cannot add property ${index}, object is not extensible`;
}

function removed(name: string, array: unknown): string {
  const length = Array.isArray(array) ? array.length : 1;
  if (name !== "pop" && length > 1) return "Cannot assign to read only property '0' of object '[object Array]'";
  return `Cannot delete property '${length - 1}' of [object Array]`;
}

/** The first key of the sources that the target has not. */
function addedKey(given: any[]): string {
  for (let i = 1; i < given.length; i++) {
    if (!host.isObject(given[i])) continue;
    for (const key of Object.keys(given[i]))
      if (Object.getOwnPropertyDescriptor(given[0], key) === undefined) return key;
  }
  return "";
}

function notAFunction(name: string, given: any[]): string | undefined {
  if (CALLBACKS.includes(name)) return `${show(given[0])} is not a function`;
  switch (name) {
    case "flatMap":
      return "flatMap mapper function is not callable";
    case "sort":
    case "toSorted":
      return "The comparison function must be either a function or undefined";
    case "Promise":
      return `Promise resolver ${show(given[0])} is not a function`;
    case "from":
      return `${show(given[1])} is not a function`;
    case "bind":
      return "Bind must be called on a function";
    case "apply":
      return `Function.prototype.apply was called on ${show(given[0])}, which is ${typeOf(given[0])} and not a function`;
  }
  return undefined;
}

function typeOf(value: unknown): string {
  if (value === undefined || value === null) return `${value}`;
  return `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}

function notAnObject(name: string, given: any[]): string | undefined {
  switch (name) {
    case "Map":
    case "WeakMap":
    case "fromEntries":
      return entryWords(given[0]);
    case "Proxy":
      return "Cannot create proxy with a non-object as target or handler";
    case "defineProperty":
      return "Object.defineProperty called on non-object";
    case "defineProperties":
      return "Object.defineProperties called on non-object";
    case "setPrototypeOf":
      return `Object prototype may only be an Object or null: ${show(given[1])}`;
    case "resolve":
    case "reject":
      return "PromiseResolve called on non-object";
    case "ownKeys":
    case "has":
    case "get":
    case "set":
    case "deleteProperty":
    case "getPrototypeOf":
    case "isExtensible":
    case "preventExtensions":
    case "getOwnPropertyDescriptor":
      return `Reflect.${name} called on non-object`;
  }
  return undefined;
}

function entryWords(entries: unknown): string | undefined {
  if (!Array.isArray(entries)) return undefined;
  for (let i = 0; i < entries.length; i++) {
    const entry = Object.getOwnPropertyDescriptor(entries, i)?.value;
    if (!host.isObject(entry)) return `Iterator value ${show(entry)} is not an entry object`;
  }
  return undefined;
}

function wrongCodePoint(given: any[]): unknown {
  return given.find((it) => !(typeof it === "number" && it >= 0 && it <= 0x10ffff && Math.floor(it) === it));
}

function receiverWords(kind: string, name: string): string | undefined {
  const method = name.startsWith("get ") ? `get ${kind}.prototype.${name.slice(4)}` : `${kind}.prototype.${name}`;
  return `Method ${method} called on incompatible receiver #<Object>`;
}

const BYTES: Record<string, number> = {
  __proto__: null,
  Int16Array: 2, Uint16Array: 2, Int32Array: 4, Uint32Array: 4, Float32Array: 4,
  Float64Array: 8, BigInt64Array: 8, BigUint64Array: 8,
} as any;
const bytesOf = (name: string): number => BYTES[name] ?? 1;

function offsetWords(name: string, given: any[]): string | undefined {
  if (BYTES[name] !== undefined && given[1] % bytesOf(name) !== 0)
    return `start offset of ${name} should be a multiple of ${bytesOf(name)}`;
  if (name.endsWith("Array")) return `Start offset ${show(given[1])} is outside the bounds of the buffer`;
  return name === "DataView" ? `Start offset ${show(given[1])} is outside the bounds of the buffer` : undefined;
}
