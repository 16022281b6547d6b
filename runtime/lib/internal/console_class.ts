// `console.Console`: a console over streams of the program's own.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { clearScreen, warn } from "internal:console";
import { formatWithOptions, inspect } from "internal:inspect";
import { validateInteger, validateObject } from "internal:validate";

const { console: own } = globalThis as any;
const isStream = (it: any): boolean =>
  it !== null && typeof it === "object" && typeof it.write === "function";
const made = new WeakSet<object>();

function elapsed(since: number): string {
  const ms = host.now() - since;
  return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${ms.toFixed(ms >= 1 ? 2 : 3)}ms`;
}

export function Console(this: any, options: any, ...rest: any[]): any {
  if (!new.target) return Reflect.construct(Console as any, [options, ...rest]);
  if (!options || typeof options.write === "function")
    options = { stdout: options, stderr: rest[0], ignoreErrors: rest[1] };
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode = "auto", inspectOptions } = options;
  const { groupIndentation = 2 } = options;
  for (const [stream, name] of [
    [stdout, "stdout"],
    [stderr, "stderr"],
  ] as const)
    if (!isStream(stream))
      throw coded(
        TypeError,
        "ERR_CONSOLE_WRITABLE_STREAM",
        `Console expects a writable stream instance for ${name}`,
      );
  if (colorMode !== "auto" && typeof colorMode !== "boolean")
    throw invalidArgValue("colorMode", colorMode, "must be one of: 'auto', true, false");
  validateInteger(groupIndentation, "groupIndentation", 0, 1000);
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, "options.inspectOptions");
    if (inspectOptions.colors !== undefined && options.colorMode !== undefined)
      throw coded(
        TypeError,
        "ERR_INCOMPATIBLE_OPTION_PAIR",
        'Option "options.inspectOptions.color" cannot be used in combination with option "colorMode"',
      );
  }
  made.add(this);
  const given = { ...inspectOptions };
  if (colorMode === true) given.colors = true;
  const isAuto = colorMode === "auto" && given.colors === undefined;
  const methods = methodsOver(stdout, stderr, ignoreErrors, given, groupIndentation, isAuto);
  for (const name of Object.keys(methods)) {
    // What a derived class has of the name comes first.
    const method = typeof this[name] === "function" && this[name] !== own[name] ? undefined : methods[name];
    if (method !== undefined) this[name] = method;
  }
  for (const [name, stream] of [
    ["_stdout", stdout],
    ["_stderr", stderr],
  ] as const)
    Object.defineProperty(this, name, {
      __proto__: null,
      value: stream,
      writable: true,
      configurable: true,
    } as any);
  return undefined;
}
Object.defineProperty(Console, Symbol.hasInstance, {
  __proto__: null,
  value: (it: any) => it === own || (host.isObject(it) && made.has(it)),
} as any);

function methodsOver(stdout: any, stderr: any, ignoreErrors: boolean, given: any, step: number, isAuto: boolean): any {
  let indentation = "";
  const counts = new Map<string, number>(),
    timers = new Map<string, number>();
  const print = (stream: any, text: string) => {
    if (indentation !== "") text = indentation + text.replaceAll("\n", `\n${indentation}`);
    if (!ignoreErrors) {
      stream.write(`${text}\n`);
      return;
    }
    // Somebody has to hear of a failure, lest it ends the program: now, or when the stream tells of it.
    const ignore = () => {};
    const failed = (error: any) => {
      if (error && !stream._writableState?.errorEmitted && stream.listenerCount("error") === 0)
        stream.once("error", ignore);
    };
    stream.once("error", ignore);
    try {
      stream.write(`${text}\n`, failed);
    } catch {
      // As asked for.
    } finally {
      stream.removeListener("error", ignore);
    }
  };
  const looks = (stream: any) =>
    isAuto && stream.isTTY && (typeof stream.getColorDepth !== "function" || stream.getColorDepth() > 2)
      ? { ...given, colors: true }
      : given;
  const format = (stream: any, args: any[]) => formatWithOptions(looks(stream), ...args);
  const out = (...args: any[]) => print(stdout, format(stdout, args)),
    err = (...args: any[]) => print(stderr, format(stderr, args));
  const told = (label: any, args: any[], isLast: boolean) => {
    const name = `${label}`;
    const since = timers.get(name);
    if (since === undefined) {
      warn("Warning", `No such label '${name}' for console.time${isLast ? "End" : "Log"}()`);
      return;
    }
    if (isLast) timers.delete(name);
    out("%s: %s", name, elapsed(since), ...args);
  };
  const methods: any = {
    log: out,
    warn: err,
    dir(value: any, options: any) {
      print(stdout, inspect(value, { customInspect: false, ...looks(stdout), ...options }));
    },
    time(label: any = "default") {
      const name = `${label}`;
      if (timers.has(name)) warn("Warning", `Label '${name}' already exists for console.time()`);
      else timers.set(name, host.now());
    },
    timeEnd: (label: any = "default") => told(label, [], true),
    timeLog: (label: any = "default", ...args: any[]) => told(label, args, false),
    trace(...args: any[]) {
      const stack = `${new Error().stack}`;
      const text = format(stderr, args);
      print(stderr, `Trace${text === "" ? "" : `: ${text}`}\n${stack.slice(stack.indexOf("    at"))}`);
    },
    assert(condition: any, ...args: any[]) {
      if (condition) return;
      args[0] = `Assertion failed${args.length === 0 ? "" : `: ${args[0]}`}`;
      err(...args);
    },
    clear() {
      clearScreen(stdout);
    },
    count(label: any = "default") {
      const name = `${label}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      out(`${name}: ${count}`);
    },
    countReset(label: any = "default") {
      const name = `${label}`;
      if (!counts.delete(name)) warn("Warning", `Count for '${name}' does not exist`);
    },
    group(...args: any[]) {
      if (args.length > 0) out(...args);
      indentation += " ".repeat(step);
    },
    groupEnd() {
      indentation = indentation.slice(0, indentation.length - step);
    },
    table(data: any, columns: any) {
      if (columns !== undefined && !Array.isArray(columns))
        throw invalidArgType("properties", "Array", columns);
      print(stdout, host.console.tableText(data, columns));
    },
  };
  Object.assign(methods, {
    debug: methods.log,
    info: methods.log,
    dirxml: methods.log,
    error: methods.warn,
    groupCollapsed: methods.group,
  });
  for (const name of Object.keys(methods))
    if (methods[name].name !== name && !["debug", "info", "dirxml", "error", "groupCollapsed"].includes(name))
      Object.defineProperty(methods[name], "name", {
        __proto__: null,
        value: name,
        configurable: true,
      } as any);
  return methods;
}
