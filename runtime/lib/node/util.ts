// Node's `util`.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { validateFunction, validateNumber, validateString } from "internal:validate";
import { format, formatWithOptions, inspect } from "internal:inspect";
import { isDeepStrictEqual } from "internal:comparisons";
import { parseArgs } from "internal:parse_args";
import { parseEnv } from "internal:dotenv";
import { MIMEParams, MIMEType } from "internal:mime";
import { define, promisify } from "internal:promisify";
import { TextDecoder, TextEncoder } from "web:encoding";
import types from "node:util/types";
import { setImmediate, setTimeout } from "node:timers/promises";

define(host.timerFunctions.setTimeout, setTimeout);
define(host.timerFunctions.setImmediate, setImmediate);

function callbackify(original: any): any {
  validateFunction(original, "original");
  function callbackified(this: any, ...args: any[]) {
    const callback = args.pop();
    validateFunction(callback, "last argument");
    const done = (error: unknown, value?: unknown) =>
      host.nextTick(() => Reflect.apply(callback, this, error === null ? [null, value] : [error]));
    Reflect.apply(original, this, args).then(
      (value: unknown) => done(null, value),
      (reason: any) => {
        if (!reason) {
          const error = coded(
            Error,
            "ERR_FALSY_VALUE_REJECTION",
            "Promise was rejected with falsy value",
          ) as any;
          error.reason = reason;
          done(error);
        } else done(reason);
      },
    );
  }
  const descriptors = Object.getOwnPropertyDescriptors(original) as any;
  if (typeof descriptors.length?.value === "number") descriptors.length.value++;
  if (typeof descriptors.name?.value === "string") descriptors.name.value += "Callbackified";
  for (const key of Reflect.ownKeys(descriptors))
    if (key !== "prototype") Object.defineProperty(callbackified, key, descriptors[key]);
  return callbackified;
}

function inherits(constructor: any, parent: any): void {
  if (constructor == null) throw invalidArgType("ctor", "Function", constructor);
  if (parent == null) throw invalidArgType("superCtor", "Function", parent);
  if (parent.prototype === undefined) throw invalidArgType("superCtor.prototype", "Object", parent.prototype);
  Object.defineProperty(constructor, "super_", {
    __proto__: null,
    value: parent,
    writable: true,
    configurable: true,
  } as any);
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

const told = new Set<string>();

function deprecate(callback: any, message: string, code?: string): any {
  if (code !== undefined) validateString(code, "code");
  let isWarned = false;
  function deprecated(this: any, ...args: any[]) {
    if (!isWarned) {
      isWarned = true;
      if (code === undefined || !told.has(code)) {
        if (code !== undefined) told.add(code);
        host.load("node:process").default.emitWarning(message, "DeprecationWarning", code);
      }
    }
    return new.target ? Reflect.construct(callback, args, new.target) : Reflect.apply(callback, this, args);
  }
  Object.setPrototypeOf(deprecated, callback);
  if (callback.prototype) deprecated.prototype = callback.prototype;
  return deprecated;
}

function debuglog(section: string, callback?: any): any {
  const name = section.toUpperCase();
  const wanted = `${host.load("node:process").default.env.NODE_DEBUG ?? ""}`.toUpperCase().split(",");
  const enabled = wanted.some(
    (it) =>
      new RegExp(`^${it.replace(/[|\\{}()[\]^$+?.]/g, "\\$&").replaceAll("*", ".*")}$`).test(name) &&
      it !== "",
  );
  const log: any = (...args: any[]) => {
    if (enabled) host.print("error", `${name} ${host.native("system").pid}: ${format(...args)}`);
  };
  Object.defineProperty(log, "enabled", {
    __proto__: null,
    get: () => enabled,
    configurable: true,
    enumerable: true,
  } as any);
  if (typeof callback === "function") callback(log);
  return log;
}

function styleText(styles: any, text: string, options?: any): string {
  validateString(text, "text");
  let open = "",
    close = "";
  for (const style of Array.isArray(styles) ? styles : [styles]) {
    const codes = inspect.colors[style];
    if (codes === undefined) {
      const known = Object.keys(inspect.colors)
        .map((it) => `'${it}'`)
        .join(", ");
      throw invalidArgValue("format", style, `must be one of: ${known}`);
    }
    open += `\x1b[${codes[0]}m`;
    close = `\x1b[${codes[1]}m${close}`;
  }
  // No stream of a program is a terminal.
  const isPlain = typeof styles === "string" && options?.validateStream !== false;
  return isPlain ? text : `${open}${text}${close}`;
}

function stripVTControlCharacters(text: string): string {
  validateString(text, "str");
  return text.replace(
    /[\u001B\u009B][[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d/#&.:=?%@~_]*)*)?(?:\u0007|\u001B\u005C|\u009C))|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]))/g,
    "",
  );
}

function toUSVString(text: any): string {
  return `${text}`.toWellFormed();
}

function aborted(signal: any, resource: any): Promise<void> {
  if (signal === undefined || signal === null)
    return Promise.reject(invalidArgType("signal", "AbortSignal", signal));
  if (resource === undefined || resource === null)
    return Promise.reject(invalidArgType("resource", "Object", resource));
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

let systemErrors: Map<number, [string, string]> | null = null;
/** Every error of the system by its number, which is negative. */
function getSystemErrorMap(): Map<number, [string, string]> {
  if (systemErrors === null) {
    systemErrors = new Map();
    for (const [name, number, message] of host.load("internal:system_errors").ERRORS)
      systemErrors.set(-number, [name, message]);
  }
  return systemErrors;
}
function getSystemErrorName(number: number): string {
  validateNumber(number, "err");
  if (number >= 0 || !Number.isInteger(number))
    throw coded(
      RangeError,
      "ERR_OUT_OF_RANGE",
      `The value of "err" is out of range. It must be a negative integer. Received ${number}`,
    );
  return getSystemErrorMap().get(number)?.[0] ?? `Unknown system error ${number}`;
}

/** An error of the system's by its number, as Node makes them. */
function _errnoException(number: number, syscall: string, original?: string): Error {
  const code = getSystemErrorName(number);
  const error: any = new Error(`${syscall} ${code}${original ? ` ${original}` : ""}`);
  return Object.assign(error, { errno: number, code, syscall });
}
function _exceptionWithHostPort(number: number, syscall: string, address: string, port: number, more?: string): Error {
  const code = getSystemErrorName(number);
  const where = port > 0 ? ` ${address}:${port}` : address ? ` ${address}` : "";
  const error: any = new Error(`${syscall} ${code}${where}${more ? ` - Local (${more})` : ""}`);
  Object.assign(error, { errno: number, code, syscall, address });
  if (port) error.port = port;
  return error;
}

/** In this program there is nowhere to be sent to: a signal is one that could be. */
function transferableAbortSignal(signal: any): any {
  const { AbortSignal } = host.load("web:abort");
  if (!(signal instanceof AbortSignal)) throw invalidArgType("signal", "AbortSignal", signal);
  return signal;
}
function transferableAbortController(): any {
  return new (host.load("web:abort").AbortController)();
}

const isObjectOrNull = (value: unknown) => value !== null && typeof value === "object";
const legacy: any = {
  isArray: Array.isArray,
  isBuffer: (value: unknown) => host.load("node:buffer").Buffer.isBuffer(value),
  isBoolean: (value: unknown) => typeof value === "boolean",
  isNull: (value: unknown) => value === null,
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isNumber: (value: unknown) => typeof value === "number",
  isString: (value: unknown) => typeof value === "string",
  isSymbol: (value: unknown) => typeof value === "symbol",
  isUndefined: (value: unknown) => value === undefined,
  isRegExp: types.isRegExp,
  isObject: isObjectOrNull,
  isDate: types.isDate,
  isError: (value: unknown) => types.isNativeError(value) || value instanceof Error,
  isFunction: (value: unknown) => typeof value === "function",
  isPrimitive: (value: unknown) => !isObjectOrNull(value) && typeof value !== "function",
};
export const {
  isArray,
  isBuffer,
  isBoolean,
  isNull,
  isNullOrUndefined,
  isNumber,
  isString,
  isSymbol,
  isUndefined,
  isRegExp,
  isObject,
  isDate,
  isError,
  isFunction,
  isPrimitive,
} = legacy;

function log(...args: any[]): void {
  const now = new Date();
  const two = (value: number) => `${value}`.padStart(2, "0");
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  host.print(
    "log",
    `${now.getDate()} ${months[now.getMonth()]} ${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())} - ${format(...args)}`,
  );
}

const debug = debuglog;
const _extend = (target: any, source: any) => {
  if (source === null || typeof source !== "object") return target;
  for (const key of Object.keys(source)) target[key] = source[key];
  return target;
};
export {
  _extend,
  aborted,
  callbackify,
  debug,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  getSystemErrorName,
  inherits,
  inspect,
  isDeepStrictEqual,
  log,
  MIMEParams,
  MIMEType,
  parseArgs,
  parseEnv,
  promisify,
  getSystemErrorMap,
  transferableAbortController,
  transferableAbortSignal,
  _errnoException,
  _exceptionWithHostPort,
  stripVTControlCharacters,
  styleText,
  TextDecoder,
  TextEncoder,
  toUSVString,
  types,
};
