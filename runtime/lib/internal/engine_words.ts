// V8's words for what the engine says: programs print and compare messages. Loaded with the first error
// that the engine makes.
import { jsonWords } from "internal:engine_words/json";
import { nativeWords } from "internal:engine_words/natives";
import { syntaxWords } from "internal:engine_words/syntax";
import { defaultSite, memberOf, show } from "internal:engine_words/values";

const primordials = host.P;

/** What V8 would say where the engine says `message`; `undefined`: nothing else, as far as is known. */
export function words(message: string, sites: any[], CallSite: any): string | undefined {
  if (sites.length === 0) return undefined;
  const ask = (name: string, site: any): any => primordials.apply(CallSite[name], site, []);
  // A text that does not parse stands before the function that was given it.
  const top = ask("getFileName", sites[0]) === "<input>" && sites.length > 1 ? sites[1] : sites[0];
  const place = { fileName: ask("getFileName", top), functionName: ask("getFunctionName", top) ?? "" };
  const isNative = ask("isNative", top);
  const always = alwaysWords(message, place.functionName);
  if (always !== undefined) return always;
  if (isNative) {
    const given = host.failedArguments();
    if (place.functionName === "parse" && sites[0] !== top) return jsonWords(message, given[0]);
    const receiver = (): [unknown] | undefined => {
      const file = sites.length > 1 ? ask("getFileName", sites[1]) : undefined;
      if (!file?.includes("?v=")) return undefined;
      const question = `receiver of ${place.functionName}`;
      const answer = answered(file, ask("getLineNumber", sites[1]), ask("getColumnNumber", sites[1]), question);
      return answer === undefined ? undefined : valueAt(answer[1]);
    };
    return nativeWords(message, place.functionName, given, receiver);
  }
  if (!place.fileName?.includes("?v=")) return undefined;
  return sourceWords(message, place.fileName, ask("getLineNumber", top), ask("getColumnNumber", top));
}

/** Where the message says all. */
function alwaysWords(message: string, functionName: string): string | undefined {
  if (message.startsWith("cannot read property '") || message.startsWith("cannot set property '")) {
    const isRead = message[7] === "r";
    const end = message.lastIndexOf("' of ");
    const value = message.slice(end + 5);
    const key = isRead ? message.slice(22, end) : message.slice(21, end);
    if (value !== "undefined" && value !== "null") return undefined;
    if (isRead && key === "Symbol.iterator") return undefined;
    const name = key.startsWith("Symbol.") ? `Symbol(${key})` : key;
    return isRead
      ? `Cannot read properties of ${value} (reading '${name}')`
      : `Cannot set properties of ${value} (setting '${name}')`;
  }
  if (message.endsWith(" is not initialized")) {
    const name = message.slice(0, -19);
    return name === "this"
      ? "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"
      : `Cannot access '${name}' before initialization`;
  }
  if (message.startsWith("private class field '") && message.endsWith("' does not exist"))
    return `Cannot read private member ${message.slice(21, -16)} from an object whose class did not declare it`;
  if (message === "class constructors must be invoked with 'new'")
    return functionName === ""
      ? "Class constructors cannot be invoked without 'new'"
      : `Class constructor ${functionName} cannot be invoked without 'new'`;
  if (message === "must be called with new" || message.toLowerCase() === "constructor requires 'new'")
    return functionName === "Promise"
      ? "Promise constructor cannot be invoked without 'new'"
      : `Constructor ${functionName} requires 'new'`;
  return ALWAYS[message] ?? syntaxWords(message);
}

const ALWAYS: Record<string, string | undefined> = {
  __proto__: null,
  "'this' can be initialized only once": "Super constructor may only be called once",
  "invalid array length": "Invalid array length",
  "empty array": "Reduce of empty array with no initial value",
  "invalid string length": "Invalid string length",
  "BigInt division by zero": "Division by zero",
  "BigInt negative exponent": "undefined must be positive",
  "bigint argument with unary +": "Cannot convert a BigInt value to a number",
  "BigInt operands are forbidden for >>>": "BigInts have no unsigned right shift, use >> instead",
  "BigInt are forbidden in JSON.stringify": "Do not know how to serialize a BigInt",
  "BigInt is too large to allocate": "Maximum BigInt size exceeded",
  "BigInt is too large": "Maximum BigInt size exceeded",
  "cannot convert symbol to string": "Cannot convert a Symbol value to a string",
  "cannot convert symbol to number": "Cannot convert a Symbol value to a number",
  "cannot invoke a running generator": "Generator is already running",
  toPrimitive: "Cannot convert object to primitive value",
  "Date value is NaN": "Invalid time value",
  "circular prototype chain": "Cyclic __proto__ value",
  "invalid value used as WeakMap key": "Invalid value used as weak map key",
  "invalid value used as WeakSet key": "Invalid value used in weak set",
  "expecting hex digit": "URI malformed",
  "expecting surrogate pair": "URI malformed",
  "malformed UTF-8": "URI malformed",
  "expecting %": "URI malformed",
  "promise self resolution": "Chaining cycle detected for promise #<Promise>",
  "invalid property access":
    "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them",
  "operand 'prototype' property is not an object":
    "Function has non-object prototype 'undefined' in instanceof check",
  "parent prototype must be an object or null": "Class extends value does not have valid prototype property undefined",
  "derived class constructor must return an object or undefined":
    "Derived constructors may only return object or undefined",
} as any;

/** Where the source says which expression it was. */
function sourceWords(message: string, file: string, line: number, column: number): string | undefined {
  if (message === "cannot convert BigInt to number")
    return "Cannot mix BigInt and other types, use explicit conversions";
  if (message === "iterator must return an object") return "Iterator result undefined is not an object";
  if (!ASKED[message] && !message.endsWith("' is read-only") && !message.startsWith("cannot read property 'Symbol.iterator'"))
    return undefined;
  const answer = answered(file, line, column, message);
  if (answer === undefined) return undefined;
  const [text, path] = answer;
  if (message === "could not delete property" && host.isObject(valueAt(path)?.[0]) && host.isProxy(valueAt(path)![0])) {
    const key = text.slice(text.indexOf("'"), text.lastIndexOf("'") + 1);
    return `'deleteProperty' on proxy: trap returned falsish for property ${key}`;
  }
  return filled(text, path, message === "value is not iterable" ? "object" : "undefined");
}

// A loop fails at the same place again and again.
const MOST_KNOWN = 1000;
const known = new Map<string, [string, string[]] | undefined>();

/** What the source says of a place. */
function answered(file: string, line: number, column: number, message: string): [string, string[]] | undefined {
  const question = `${file}:${line}:${column} ${message}`;
  if (known.has(question)) return known.get(question);
  const answer = host.wordsFor(file, line, column, message);
  const words = typeof answer === "string" ? JSON.parse(answer) : undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(question, words);
  return words;
}

const ASKED: Record<string, boolean | undefined> = {
  __proto__: null,
  "not a function": true,
  "not a constructor": true,
  "not an object": true,
  "value is not iterable": true,
  "object is not extensible": true,
  "no setter for property": true,
  "could not delete property": true,
  "Cannot convert undefined or null to object": true,
  "parent class must be constructor": true,
  "invalid 'in' operand": true,
  "invalid 'instanceof' right operand": true,
  "proxy: cannot set property": true,
  "revoked proxy": true,
} as any;

/** The text with what is known of the value put in. */
function filled(text: string, path: string[], unknown: string): string | undefined {
  if (!text.includes("{")) return text;
  const known = valueAt(path);
  const value = known?.[0];
  const isObject = known === undefined || (typeof value === "object" && value !== null) || typeof value === "function";
  if (isObject && text.includes("{primitive}")) return undefined;
  const shown = known === undefined ? "#<Object>" : show(value);
  const primitive = `${typeof value} '${shown}'`;
  let out = put(text, "{value}", shown);
  out = put(out, "{type}", known !== undefined && value === null ? "null" : "undefined");
  out = put(out, "{site}", known === undefined ? unknown : defaultSite(value));
  out = put(out, "{callable}", isObject ? "callable" : "an object");
  out = put(out, "{holder}", isObject ? `object '${shown}'` : primitive);
  return put(out, "{primitive}", primitive);
}

function put(text: string, place: string, word: string): string {
  const at = text.indexOf(place);
  return at < 0 ? text : text.slice(0, at) + word + text.slice(at + place.length);
}

/** What a path leads to, without running anything; in a list, since it may be `undefined`. */
function valueAt(path: string[]): [unknown] | undefined {
  if (path.length === 0) return undefined;
  const first = path[0];
  if (first[0] === "#") return literal(first.slice(1));
  if (first[0] === "@") return [host.failedArguments()[Number(first.slice(1))]];
  let found: [unknown] | undefined = host.failedVariable(first) ?? globalNamed(first);
  for (let i = 1; i < path.length && found !== undefined; i++) found = memberOf(found[0], path[i]);
  return found;
}

function literal(text: string): [unknown] | undefined {
  if (text === "null") return [null];
  if (text === "[") return [[]];
  if (text === "true" || text === "false") return [text === "true"];
  if (text[0] === '"') return [text.slice(1)];
  const value = Number(text);
  return Number.isNaN(value) ? undefined : [value];
}

function globalNamed(name: string): [unknown] | undefined {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  return descriptor !== undefined && "value" in descriptor ? [descriptor.value] : undefined;
}
