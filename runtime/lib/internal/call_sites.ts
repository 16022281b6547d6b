// Call sites, as `Error.prepareStackTrace` is given them: what V8 answers, of the frames that programs see.
// Loaded when a program first asks for them.
import { callName, methodName, typeName } from "internal:call_names";

const primordials = host.P;
const CONSTRUCTS = 1;
const IS_BUILT_IN = 4;
const WAITS = 16;

// What is known of each; a site is the engine's, or made here for a function that waits.
const known = new WeakMap<object, any>();
let originals: any;

/** The sites of a stack, the innermost first. */
export function listed(stacks: any, CallSite: any, sites: any[], frames: any[], limit: number): any[] {
  if (originals === undefined) {
    originals = stacks;
    install(CallSite.prototype);
  }
  const list: any[] = [];
  for (let i = 0; i < frames.length && list.length < limit; i++) {
    const { index, frame, call, all } = frames[i];
    if (placeOf(frame).file === stacks.GENERATED) continue;
    const site = index < sites.length ? sites[index] : Object.create(CallSite.prototype);
    known.set(site, { frame, call, all, index });
    list.push(site);
  }
  return list;
}

/** Where the program's text is. */
function placeOf(frame: any): any {
  return frame.isOfProgram ? originals.place(frame.file, frame.line, frame.column) : frame;
}

function of(site: any): any {
  const found = host.isObject(site) ? known.get(site) : undefined;
  if (found === undefined) throw new TypeError("CallSite method called on incompatible receiver");
  return found;
}

const isEvaluated = ({ frame }: any): boolean => frame.file === "<input>";
const isBuiltIn = ({ call }: any): boolean => (call.flags & IS_BUILT_IN) !== 0;
const constructs = ({ call }: any): boolean => (call.flags & CONSTRUCTS) !== 0;
const isMethod = ({ call }: any): boolean => call.on !== undefined;

function functionName(site: any): string | null {
  const { frame } = site;
  if (isEvaluated(site) && (frame.name === "<eval>" || frame.name === "anonymous")) return "eval";
  return originals.isNamed(frame) ? frame.name : null;
}

/** Who evaluated the text, while that runs. */
function origin({ all, index }: any): string | undefined {
  for (let i = index + 1; i < all.length; i++) {
    if (!all[i].isOfProgram) continue;
    const { file, line, column } = placeOf(all[i]);
    return `eval at ${originals.isNamed(all[i]) ? all[i].name : "<anonymous>"} (${file}:${line}:${column})`;
  }
  return undefined;
}

function where(site: any): string {
  if (isBuiltIn(site)) return "<anonymous>";
  const { file, line, column } = placeOf(site.frame);
  if (isEvaluated(site)) return `${origin(site) ?? "eval"}, <anonymous>:${line}:${column}`;
  return line === 0 ? file : `${file}:${line}:${column}`;
}

function fileName(site: any): string | undefined {
  return isBuiltIn(site) || isEvaluated(site) ? undefined : placeOf(site.frame).file;
}

function number(site: any, key: "line" | "column"): number | null {
  const place = placeOf(site.frame);
  return isBuiltIn(site) || place.line === 0 ? null : place[key];
}

const methods = {
  getThis(this: any) { of(this); return undefined; },
  getTypeName(this: any) {
    const site = of(this);
    if (typeof site.call.on === "function") return "Function";
    return isMethod(site) ? typeName(site.call.on) : null;
  },
  getFunction(this: any) { of(this); return undefined; },
  getFunctionName(this: any) { return functionName(of(this)); },
  getMethodName(this: any) {
    const site = of(this);
    return isMethod(site) ? methodName(functionName(site) ?? "", site.call.made, site.call.on) ?? null : null;
  },
  getFileName(this: any) { return fileName(of(this)); },
  getScriptNameOrSourceURL(this: any) { return fileName(of(this)); },
  getLineNumber(this: any) { return number(of(this), "line"); },
  getColumnNumber(this: any) { return number(of(this), "column"); },
  getEvalOrigin(this: any) {
    const site = of(this);
    return isEvaluated(site) ? origin(site) : undefined;
  },
  getPromiseIndex(this: any) { of(this); return null; },
  isToplevel(this: any) {
    const site = of(this);
    return !isMethod(site) && !constructs(site);
  },
  isEval(this: any) {
    const site = of(this);
    return isEvaluated(site) && functionName(site) === "eval";
  },
  isNative(this: any) { of(this); return false; },
  isConstructor(this: any) { return constructs(of(this)); },
  isAsync(this: any) { return (of(this).call.flags & WAITS) !== 0; },
  isPromiseAll(this: any) { of(this); return false; },
  toString(this: any) {
    const site = of(this);
    const name = functionName(site) ?? "";
    const called = constructs(site) ? `new ${name || "<anonymous>"}` : callName(name, site.call.made, site.call.on);
    const before = (site.call.flags & WAITS) === 0 ? "" : "async ";
    return called === "" ? `${before}${where(site)}` : `${before}${called} (${where(site)})`;
  },
};

function install(prototype: object): void {
  for (const name of Object.keys(methods)) {
    primordials.defineProperty(prototype, name, {
      __proto__: null, value: (methods as any)[name], writable: true, enumerable: false, configurable: true,
    });
  }
}
