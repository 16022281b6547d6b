// Node's `assert`: the functions, and the strict ones.
import { coded, invalidArgType, invalidArgValue, received } from "internal:errors";
import { validateFunction } from "internal:validate";
import { AssertionError } from "internal:assertion_error";
import { inspect } from "internal:inspect";
import { isDeepEqual, isDeepStrictEqual } from "internal:comparisons";
import { isPromise, isRegExp } from "node:util/types";

function fails(details: any): never {
  if (details.message instanceof Error) throw details.message;
  throw new AssertionError(details);
}

function missing(names: string): Error {
  return coded(TypeError, "ERR_MISSING_ARGS", `The ${names} arguments must be specified`);
}

function innerOk(value: unknown, count: number, message: any): void {
  if (value) return;
  let generated = false;
  if (count === 0) {
    generated = true;
    message = "No value argument passed to `assert.ok()`";
  } else if (message instanceof Error) throw message;
  const error: any = new AssertionError({ actual: value, expected: true, message, operator: "==" });
  error.generatedMessage = generated || message == null;
  throw error;
}

function assert(value: unknown, message?: any): void { innerOk(value, arguments.length, message); }
function ok(value: unknown, message?: any): void { innerOk(value, arguments.length, message); }

function fail(message: any = "Failed", ...rest: any[]): never {
  if (message instanceof Error) throw message;
  if (rest.length > 0) {
    const [expected, text, operator = "!="] = rest;
    throw new AssertionError({ actual: message, expected, operator, message: text });
  }
  const error: any = new AssertionError({ message, operator: "fail" });
  error.generatedMessage = arguments.length === 0;
  throw error;
}

function equal(actual: any, expected: any, message?: any): void {
  if (arguments.length < 2) throw missing('"actual" and "expected"');
  if (actual != expected && (actual === actual || expected === expected)) fails({ actual, expected, message, operator: "==" });
}
function notEqual(actual: any, expected: any, message?: any): void {
  if (arguments.length < 2) throw missing('"actual" and "expected"');
  if (actual == expected || (actual !== actual && expected !== expected)) fails({ actual, expected, message, operator: "!=" });
}
function deepEqual(actual: any, expected: any, message?: any): void {
  if (arguments.length < 2) throw missing('"actual" and "expected"');
  if (!isDeepEqual(actual, expected)) fails({ actual, expected, message, operator: "deepEqual" });
}
function notDeepEqual(actual: any, expected: any, message?: any): void {
  if (arguments.length < 2) throw missing('"actual" and "expected"');
  if (isDeepEqual(actual, expected)) fails({ actual, expected, message, operator: "notDeepEqual" });
}
function deepStrictEqual(actual: any, expected: any, message?: any): void {
  if (arguments.length < 2) throw missing('"actual" and "expected"');
  if (!isDeepStrictEqual(actual, expected)) fails({ actual, expected, message, operator: "deepStrictEqual" });
}
function notDeepStrictEqual(actual: any, expected: any, message?: any): void {
  if (arguments.length < 2) throw missing('"actual" and "expected"');
  if (isDeepStrictEqual(actual, expected)) fails({ actual, expected, message, operator: "notDeepStrictEqual" });
}
function strictEqual(actual: any, expected: any, message?: any): void {
  if (arguments.length < 2) throw missing('"actual" and "expected"');
  if (!Object.is(actual, expected)) fails({ actual, expected, message, operator: "strictEqual" });
}
function notStrictEqual(actual: any, expected: any, message?: any): void {
  if (arguments.length < 2) throw missing('"actual" and "expected"');
  if (Object.is(actual, expected)) fails({ actual, expected, message, operator: "notStrictEqual" });
}

class Comparison {
  constructor(object: any, keys: any[], actual?: any) {
    for (const key of keys) {
      if (!(key in object)) continue;
      const isText = actual !== undefined && typeof actual[key] === "string" && isRegExp(object[key]) && object[key].exec(actual[key]) !== null;
      (this as any)[key] = isText ? actual[key] : object[key];
    }
  }
}

function compareKey(actual: any, expected: any, key: any, message: any, keys: any[], operator: string): void {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (message) fails({ actual, expected, message, operator });
  const error: any = new AssertionError({ actual: new Comparison(actual, keys), expected: new Comparison(expected, keys, actual), operator: "deepStrictEqual" });
  error.actual = actual;
  error.expected = expected;
  error.operator = operator;
  throw error;
}

/** Whether what was thrown is what was expected. */
function check(actual: any, expected: any, message: any, operator: string): void {
  let text = message, isGenerated = false, throwsOn = false;
  if (typeof expected !== "function") {
    if (isRegExp(expected)) {
      const shown = String(actual);
      if (expected.exec(shown) !== null) return;
      if (!message) {
        isGenerated = true;
        text = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(shown)}\n`;
      }
      throwsOn = true;
    } else if (typeof actual !== "object" || actual === null) {
      const error: any = new AssertionError({ actual, expected, message, operator: "deepStrictEqual" });
      error.operator = operator;
      throw error;
    } else {
      const keys: any[] = Object.keys(expected);
      if (expected instanceof Error) keys.push("name", "message");
      else if (keys.length === 0) throw invalidArgValue("error", expected, "may not be an empty object");
      for (const key of keys) {
        if (typeof actual[key] === "string" && isRegExp(expected[key]) && expected[key].exec(actual[key]) !== null) continue;
        compareKey(actual, expected, key, message, keys, operator);
      }
      return;
    }
  } else if (expected.prototype !== undefined && actual instanceof expected) return;
  else if (expected === Error || Object.prototype.isPrototypeOf.call(Error, expected)) {
    if (!message) {
      isGenerated = true;
      text = `The error is expected to be an instance of "${expected.name}". Received `;
      if (actual instanceof Error) text += `"${actual.name}"`;
      else text += `"${inspect(actual, { depth: -1 })}"`;
    }
    throwsOn = true;
  } else {
    const result = Reflect.apply(expected, {}, [actual]);
    if (result === true) return;
    if (!message) {
      isGenerated = true;
      const name = expected.name ? `"${expected.name}" ` : "";
      text = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`;
    }
    throwsOn = true;
  }
  if (!throwsOn) return;
  if (isGenerated && actual instanceof Error && !isRegExp(expected)) {
    text += typeof expected === "function" && (expected === Error || Object.prototype.isPrototypeOf.call(Error, expected))
      ? `\n\nError message:\n\n${actual.message}` : `\n\nCaught error:\n\n${actual}`;
  }
  const error: any = new AssertionError({ actual, expected, message: text, operator });
  error.generatedMessage = isGenerated;
  throw error;
}

const NONE = Symbol("none");

function caught(body: any): any {
  validateFunction(body, "fn");
  try { body(); } catch (error) { return error; }
  return NONE;
}

const isThenable = (value: any) => isPromise(value) || (value !== null && typeof value === "object" && typeof value.then === "function" && typeof value.catch === "function");

async function caughtLater(body: any): Promise<any> {
  let promise = body;
  if (typeof body === "function") {
    promise = body();
    if (!isThenable(promise)) throw coded(TypeError, "ERR_INVALID_RETURN_VALUE", `Expected instance of Promise to be returned from the "promiseFn" function but got ${received(promise).slice(10).replace(/^function/, "type function")}.`);
  } else if (!isThenable(body)) throw invalidArgType("promiseFn", ["Function", "Promise"], body);
  try { await promise; } catch (error) { return error; }
  return NONE;
}

function expectsError(operator: string, actual: any, expected: any, message: any): void {
  if (typeof expected === "string") {
    if (message !== undefined) throw invalidArgType("error", ["Object", "Error", "Function", "RegExp"], expected);
    if (typeof actual === "object" && actual !== null) {
      if (actual.message === expected) throw coded(TypeError, "ERR_AMBIGUOUS_ARGUMENT", `The "error/message" argument is ambiguous. The error message "${actual.message}" is identical to the message.`);
    } else if (actual === expected) throw coded(TypeError, "ERR_AMBIGUOUS_ARGUMENT", `The "error/message" argument is ambiguous. The error "${actual}" is identical to the message.`);
    message = expected;
    expected = undefined;
  } else if (expected != null && typeof expected !== "object" && typeof expected !== "function") {
    throw invalidArgType("error", ["Object", "Error", "Function", "RegExp"], expected);
  }
  if (actual === NONE) {
    let details = expected?.name ? ` (${expected.name})` : "";
    details += message ? `: ${message}` : ".";
    fails({ actual: undefined, expected, operator, message: `Missing expected ${operator === "rejects" ? "rejection" : "exception"}${details}` });
  }
  if (!expected) return;
  check(actual, expected, message, operator);
}

function expectsNone(operator: string, actual: any, expected: any, message: any): void {
  if (actual === NONE) return;
  if (typeof expected === "string") {
    message = expected;
    expected = undefined;
  }
  if (!expected || hasMatch(actual, expected)) {
    const details = message ? `: ${message}` : ".";
    const kind = operator === "doesNotReject" ? "rejection" : "exception";
    fails({ actual, expected, operator, message: `Got unwanted ${kind}${details}\nActual message: "${actual && actual.message}"` });
  }
  throw actual;
}

function hasMatch(actual: any, expected: any): boolean {
  if (typeof expected !== "function") {
    if (isRegExp(expected)) return expected.exec(String(actual)) !== null;
    throw invalidArgType("expected", ["Function", "RegExp"], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (expected === Error || Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return Reflect.apply(expected, {}, [actual]) === true;
}

function throws(body: any, expected?: any, message?: any): void { expectsError("throws", caught(body), expected, message); }
function doesNotThrow(body: any, expected?: any, message?: any): void { expectsNone("doesNotThrow", caught(body), expected, message); }
async function rejects(body: any, expected?: any, message?: any): Promise<void> { expectsError("rejects", await caughtLater(body), expected, message); }
async function doesNotReject(body: any, expected?: any, message?: any): Promise<void> { expectsNone("doesNotReject", await caughtLater(body), expected, message); }

function ifError(error: any): void {
  if (error === null || error === undefined) return;
  let message = "ifError got unwanted exception: ";
  if (typeof error === "object" && typeof error.message === "string") {
    message += error.message.length === 0 && error.constructor ? error.constructor.name : error.message;
  } else message += inspect(error);
  const made: any = new AssertionError({ actual: error, expected: null, operator: "ifError", message });
  made.generatedMessage = false;
  throw made;
}

function matching(text: any, expression: any, message: any, isWanted: boolean): void {
  const operator = isWanted ? "match" : "doesNotMatch";
  if (!isRegExp(expression)) throw invalidArgType("regexp", "RegExp", expression);
  if (typeof text === "string" && (expression.exec(text) !== null) === isWanted) return;
  if (message instanceof Error) throw message;
  const generated = !message;
  message ||= typeof text !== "string"
    ? `The "string" argument must be of type string. Received type ${typeof text} (${inspect(text)})`
    : `${isWanted ? "The input did not match the regular expression " : "The input was expected to not match the regular expression "}${inspect(expression)}. Input:\n\n${inspect(text)}\n`;
  const error: any = new AssertionError({ actual: text, expected: expression, message, operator });
  error.generatedMessage = generated;
  throw error;
}
function match(text: any, expression: any, message?: any): void { matching(text, expression, message, true); }
function doesNotMatch(text: any, expression: any, message?: any): void { matching(text, expression, message, false); }

const shared = {
  AssertionError, fail, ok, equal, notEqual, deepEqual, notDeepEqual, deepStrictEqual, notDeepStrictEqual, strictEqual, notStrictEqual,
  throws, doesNotThrow, rejects, doesNotReject, ifError, match, doesNotMatch,
};
for (const name of Object.keys(shared)) (assert as any)[name] = (shared as any)[name];

function strict(value: unknown, message?: any): void { innerOk(value, arguments.length, message); }
for (const name of Object.keys(shared)) (strict as any)[name] = (shared as any)[name];
const s = strict as any, a = assert as any;
s.equal = strictEqual;
s.notEqual = notStrictEqual;
s.deepEqual = deepStrictEqual;
s.notDeepEqual = notDeepStrictEqual;
s.strict = s;
a.strict = s;

export { assert, strict };
