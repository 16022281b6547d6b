// Node's `vm`: scripts in this realm, or in one of their own whose globals are those of an object.
import { coded, invalidArgType } from "internal:errors";
import { validateBoolean, validateFunction, validateInteger, validateObject, validateString } from "internal:validate";
import { type Realm, enter, leave, make, natives } from "internal:vm_realm";

const realms = new WeakMap<object, Realm>();

const UNCERTAIN = ["importModuleDynamically"];
type Options = { filename: string; timeout: number; offset: string };

function optionsOf(given: any, isRun: boolean): Options {
  if (typeof given === "string") given = { filename: given };
  if (given === undefined) given = {};
  validateObject(given, "options");
  const { filename = "evalmachine.<anonymous>", timeout, displayErrors, breakOnSigint, lineOffset = 0, columnOffset = 0 } = given;
  validateString(filename, "options.filename");
  if (timeout !== undefined) validateInteger(timeout, "options.timeout", 1);
  if (displayErrors !== undefined) validateBoolean(displayErrors, "options.displayErrors");
  if (breakOnSigint !== undefined && isRun) validateBoolean(breakOnSigint, "options.breakOnSigint");
  validateInteger(lineOffset, "options.lineOffset", -(2 ** 31), 2 ** 31 - 1);
  validateInteger(columnOffset, "options.columnOffset", -(2 ** 31), 2 ** 31 - 1);
  for (const name of UNCERTAIN)
    if (given[name] !== undefined && typeof given[name] !== "symbol") validateFunction(given[name], `options.${name}`);
  const lines = lineOffset > 0 && lineOffset < 10_000 ? "\n".repeat(lineOffset) : "";
  return { filename, timeout: timeout ?? 0, offset: lines };
}

function realmOf(object: any): Realm {
  const realm = typeof object === "object" && object !== null ? realms.get(object) : undefined;
  if (realm === undefined) throw invalidArgType("contextifiedObject", "vm.Context", object);
  return realm;
}

/** Runs it; `null`: in this realm. */
function run(code: string, realm: Realm | null, { filename, timeout, offset }: Options): any {
  const names: string[] = realm === null ? [] : natives.names(code);
  if (realm !== null) enter(realm, names);
  let answer: any;
  try {
    answer = natives.run(realm === null ? 0 : realm.number, offset + code, filename, timeout);
  } finally {
    if (realm !== null) leave(realm);
  }
  if (answer === undefined)
    throw coded(Error, "ERR_SCRIPT_EXECUTION_TIMEOUT", `Script execution timed out after ${timeout}ms`);
  return answer[0];
}

export class Script {
  #code: string;
  #options: Options;
  sourceMapURL: string | undefined;

  constructor(code: any, options: any = undefined) {
    this.#code = `${code}`;
    this.#options = optionsOf(options, false);
    natives.compile(this.#options.offset + this.#code, this.#options.filename);
    if (options !== undefined && options.cachedData !== undefined) {
      if (!ArrayBuffer.isView(options.cachedData))
        throw invalidArgType("options.cachedData", ["Buffer", "TypedArray", "DataView"], options.cachedData);
      (this as any).cachedDataRejected = true;
    }
    this.sourceMapURL = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(this.#code)?.[1];
  }
  runInThisContext(options: any = undefined): any {
    return run(this.#code, null, this.#with(options));
  }
  runInContext(contextifiedObject: any, options: any = undefined): any {
    return run(this.#code, realmOf(contextifiedObject), this.#with(options));
  }
  runInNewContext(contextObject: any = undefined, options: any = undefined): any {
    return this.runInContext(createContext(contextObject, contextOptions(options)), options);
  }
  #with(given: any): Options {
    return { ...this.#options, timeout: optionsOf(given, true).timeout };
  }
  /** The engine keeps none: an empty one is rejected by whoever is given it. */
  createCachedData(): any {
    return host.load("node:buffer").Buffer.alloc(0);
  }
}
for (const name of ["runInThisContext", "runInContext", "runInNewContext", "createCachedData"])
  Object.defineProperty(Script.prototype, name, { __proto__: null, enumerable: name !== "createCachedData" } as any);

const contextOptions = (options: any): any =>
  typeof options === "object" && options !== null ? { name: options.contextName, origin: options.contextOrigin } : {};

export function createContext(contextObject: any = {}, options: any = {}): any {
  if (contextObject === constants.DONT_CONTEXTIFY) contextObject = {};
  if (isContext(contextObject)) return contextObject;
  validateObject(options, "options");
  const { name = "VM Context", origin, codeGeneration } = options;
  validateString(name, "options.name");
  if (origin !== undefined) validateString(origin, "options.origin");
  if (codeGeneration !== undefined) validateObject(codeGeneration, "options.codeGeneration");
  realms.set(contextObject, make(contextObject));
  return contextObject;
}

export function isContext(object: any): boolean {
  if (object === null || (typeof object !== "object" && typeof object !== "function"))
    throw invalidArgType("object", "Object", object);
  return realms.has(object);
}

export const createScript = (code: any, options: any): Script => new Script(code, options);
const named = (options: any) => (typeof options === "string" ? { filename: options } : options);

export function runInThisContext(code: any, options: any = undefined): any {
  options = named(options);
  return new Script(code, options).runInThisContext(options);
}
export function runInContext(code: any, contextifiedObject: any, options: any = undefined): any {
  realmOf(contextifiedObject);
  options = named(options);
  return new Script(code, options).runInContext(contextifiedObject, options);
}
export function runInNewContext(code: any, contextObject: any = undefined, options: any = undefined): any {
  options = named(options);
  const object = createContext(contextObject, contextOptions(options));
  return new Script(code, options).runInContext(object, options);
}

export function compileFunction(code: any, params: any = undefined, options: any = {}): any {
  validateString(code, "code");
  if (params !== undefined) {
    if (!Array.isArray(params)) throw invalidArgType("params", "Array", params);
    for (let i = 0; i < params.length; i++) validateString(params[i], `params[${i}]`);
  }
  const { parsingContext, contextExtensions = [], ...rest } = options;
  if (!Array.isArray(contextExtensions)) throw invalidArgType("options.contextExtensions", "Array", contextExtensions);
  for (let i = 0; i < contextExtensions.length; i++) {
    const it = contextExtensions[i];
    if (typeof it !== "object" || it === null) throw invalidArgType(`options.contextExtensions[${i}]`, "object", it);
  }
  const { filename } = optionsOf(rest, false);
  const realm = parsingContext === undefined ? null : realmOf(parsingContext);
  let names = "",
    withs = "";
  for (let i = 0; i < contextExtensions.length; i++) {
    names += `${i > 0 ? "," : ""}$extension${i}`;
    withs += `with($extension${i})`;
  }
  const text = `(function (${names}) {${withs}{ return function (${(params ?? []).join(",")}) {\n${code}\n}; } })`;
  natives.compile(text, filename);
  const outer = run(text, realm, { filename, timeout: 0, offset: "" });
  return Reflect.apply(outer, undefined, contextExtensions);
}

export function measureMemory(): Promise<any> {
  return Promise.reject(
    coded(Error, "ERR_CONTEXT_NOT_INITIALIZED", "vm.measureMemory is not supported by saveloop: the engine is QuickJS"),
  );
}

export const constants: any = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol("vm_dynamic_import_main_context_default"),
  DONT_CONTEXTIFY: Symbol("vm_context_no_contextify"),
});
