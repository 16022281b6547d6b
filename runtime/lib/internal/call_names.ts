// How V8 names a frame of a stack by what its function was called on. Loaded with the first stack that has
// such a frame and is read; runs nothing of the program.
import { classOf, memberOf } from "internal:engine_words/values";

const primordials = host.P;
const CONSTRUCTS = 1;
const IS_BUILT_IN = 4;
const IS_GENERATOR = 8;
const WAITS = 16;
const MOST_KEYS = 1000;

/** A frame of the program's, or of a function of the language that the program called. */
export function line(frame: any, call: any, isNamed: boolean, constructs: boolean): string | undefined {
  const { flags, made, on } = call;
  const name: string = isNamed ? frame.name : "";
  if ((flags & IS_BUILT_IN) !== 0 && isSilent(name, on, constructs)) return undefined;
  const called = constructs || (flags & CONSTRUCTS) !== 0 ? `new ${name || "<anonymous>"}` : callName(name, made, on);
  const before = (flags & WAITS) === 0 ? "    at " : "    at async ";
  const written = called === "" ? `${before}${frame.where}` : `${before}${called} (${frame.where})`;
  if ((flags & IS_GENERATOR) === 0 || (flags & WAITS) !== 0) return written;
  // V8 resumes generators by a function, which the engine does not always call.
  return isNamed ? `${written}\n    at ${name}.next (<anonymous>)` : written;
}

/** What V8 calls without a frame, or what stands there under another name. */
function isSilent(name: string, on: unknown, constructs: boolean): boolean {
  if (name === "") return true;
  if (constructs) return name === "Array" || name === "Object";
  if (name === "call" || name === "apply") return typeof on === "function" || on === Reflect;
  if (name === "concat") return typeof on === "string"; // a template
  if (name === "construct") return on === Reflect;
  return name === "next" || name === "return" || name === "throw";
}

/** `Type.name [as method]`. */
export function callName(name: string, made: unknown, on: unknown): string {
  // The engine does not say on what an accessor was called; it has it under its name.
  if (/^[gs]et /.test(name)) return `${name} [as ${name.slice(4)}]`;
  if (on === undefined || on === null) return name;
  if (name === "" && isInitializer(made))
    return typeof on === "function" ? "<static_initializer>" : "<instance_members_initializer>";
  const type = typeName(on);
  const method = methodName(name, made, on);
  if (name === "") return `${type}.${method ?? "<anonymous>"}`;
  const isIdentifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name);
  const full = isIdentifier ? `${type}.${name}` : name;
  const endsWith = method === undefined || name === method || name.endsWith(`.${method}`);
  return endsWith ? full : `${full} [as ${method}]`;
}

/** What the engine makes of the fields and static blocks of a class is no function in the text. */
function isInitializer(made: unknown): boolean {
  const text: string = primordials.functionToString(made);
  return text.startsWith("{") || text.startsWith("function () {\n    [native code]");
}

/** The class of what a function was called on. */
export function typeName(value: unknown): string {
  if (typeof value === "function") {
    if (host.isProxy(value)) return "Proxy";
    const own = Object.getOwnPropertyDescriptor(value, "name")?.value;
    const isClass = primordials.functionToString(value).startsWith("class");
    return isClass && typeof own === "string" && own !== "" ? own : "Function";
  }
  if (!host.isObject(value)) return `${(typeof value)[0].toUpperCase()}${(typeof value).slice(1)}`.replace("Bigint", "BigInt");
  if (host.isProxy(value)) return "Proxy";
  const tag = memberOf(value, Symbol.toStringTag as any)?.[0];
  if (typeof tag === "string" && tag !== "") return tag;
  return classOf(value) ?? "Object";
}

/** The name under which a value has a function; `undefined` when it has several, or none. */
export function methodName(name: string, made: unknown, on: unknown): string | undefined {
  if (made === undefined || on === undefined || on === null) return undefined;
  let found: string | undefined;
  let at: any = host.isObject(on) ? on : Object.getPrototypeOf(on);
  for (let depth = 0; depth < 20 && host.isObject(at) && !host.isProxy(at); depth++) {
    const own = Object.getOwnPropertyDescriptor(at, name);
    if (own !== undefined && isFunction(own, made)) return name;
    const keys = Reflect.ownKeys(at);
    for (let i = 0; i < keys.length && i < MOST_KEYS; i++) {
      const key = keys[i];
      // V8 does not look at elements.
      if (typeof key !== "string" || /^\d+$/.test(key)) continue;
      const descriptor = Object.getOwnPropertyDescriptor(at, key);
      if (descriptor === undefined || !isFunction(descriptor, made)) continue;
      if (found !== undefined && found !== key) return undefined;
      found = key;
    }
    at = Object.getPrototypeOf(at);
  }
  return found;
}

function isFunction(descriptor: PropertyDescriptor, made: unknown): boolean {
  return descriptor.value === made || descriptor.get === made || descriptor.set === made;
}
