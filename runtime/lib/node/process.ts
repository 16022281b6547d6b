// Node's `process`: the program's, never the server's.
import { coded, invalidArgType, invalidArgValue, systemError } from "internal:errors";
import { validateFunction, validateInteger, validateString } from "internal:validate";
import { EventEmitter } from "node:events";
import { warn, warnOnce } from "internal:console";
import { _debugProcess, hearSignals } from "internal:signals";

const system = host.native("system");
/** The Node whose interfaces these are, for packages that ask. */
const NODE_VERSION = "20.20.2";

const proto: any = EventEmitter.prototype;
const process: any = Object.create(
  Object.create(EventEmitter.prototype, {
    constructor: { __proto__: null, value: function process() {}, writable: true, configurable: true } as any,
  }),
);
Reflect.apply(EventEmitter as any, process, []);
Object.defineProperty(process, Symbol.toStringTag, {
  __proto__: null,
  value: "process",
  configurable: true,
} as any);

function envOf(): any {
  const target: Record<string, string> = {};
  for (const [name, value] of system.env()) target[name] = value;
  // What may only be had after a question, or not at all.
  const hidden = new Set<string>(system.hiddenEnv());
  const reveal = (name: unknown) => {
    if (typeof name !== "string" || !hidden.has(name)) return;
    const value = system.envOf(name);
    hidden.delete(name);
    if (value !== undefined && value !== null) target[name] = value;
  };
  const gated =
    hidden.size === 0
      ? {}
      : {
          get(object: any, key: any) {
            reveal(key);
            return object[key];
          },
          has(object: any, key: any) {
            reveal(key);
            return key in object;
          },
          getOwnPropertyDescriptor(object: any, key: any) {
            reveal(key);
            return Reflect.getOwnPropertyDescriptor(object, key);
          },
          ownKeys(object: any) {
            for (const name of system.allowedEnv([...hidden])) reveal(name);
            return Reflect.ownKeys(object);
          },
          deleteProperty(object: any, key: any) {
            hidden.delete(key);
            return delete object[key];
          },
        };
  const text = (value: unknown) => {
    if (typeof value === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
    return `${value}`;
  };
  return new Proxy(target, {
    ...gated,
    set(object, key, value) {
      if (typeof key === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
      object[key] = text(value);
      hidden.delete(key);
      return true;
    },
    defineProperty(object, key, descriptor) {
      if (!("value" in descriptor))
        throw coded(
          TypeError,
          "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
          "'process.env' does not accept an accessor(getter/setter) descriptor",
        );
      if (!descriptor.configurable || !descriptor.writable || !descriptor.enumerable) {
        throw coded(
          TypeError,
          "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
          "'process.env' only accepts a configurable, writable, and enumerable data descriptor",
        );
      }
      object[key as string] = text(descriptor.value);
      return true;
    },
  });
}

// Listeners of a module go with it: `process` outlives every version of a program.
for (const name of ["on", "addListener", "once", "prependListener", "prependOnceListener"]) {
  const original = (EventEmitter.prototype as any)[name];
  const { [name]: adding } = {
    [name](this: any, type: any, listener: any) {
      Reflect.apply(original, this, [type, listener]);
      // A listener that fires once is gone already when nothing is found.
      host.hold(() => Reflect.apply(proto.removeListener, this, [type, listener]));
      return this;
    },
  };
  Object.defineProperty(process, name, {
    __proto__: null,
    value: adding,
    writable: true,
    configurable: true,
  } as any);
}

hearSignals(process, proto.on);

let exitCode: number | string | undefined;
let isExiting = false,
  hasExited = false;

function checkedCode(code: any): number {
  if (code === undefined || code === null) return 0;
  if (typeof code === "string" && code !== "") {
    const number = Number(code);
    if (Number.isInteger(number)) return number;
  }
  validateInteger(code, "code");
  return code;
}

/** The program sends itself a signal: its listeners hear it later, as if it came from outside. Who dies by one says nothing. */
function signalled(number: number): void {
  const { signals } = host.load("node:os").constants;
  const name = Object.keys(signals).find((it) => signals[it] === number) ?? "";
  if (process.listenerCount(name) === 0) {
    if (["SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH"].includes(name)) return;
    // Who stops a program, or lets debuggers into it, does so from outside.
    if (["SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGUSR1"].includes(name)) {
      const errno = host.native("processes").kill(system.pid, number);
      if (errno !== 0) throw host.load("internal:errno").callError(errno, "kill");
      return;
    }
    host.console.flush();
    system.die(number);
  }
  host.timerFunctions.setImmediate(() => process.emit(name, name, number));
}

function exit(code?: any): never {
  if (code !== undefined) process.exitCode = code;
  if (!isExiting) {
    isExiting = true;
    process._exiting = true;
    process.emit("exit", checkedCode(exitCode));
  }
  host.console.flush();
  return system.exit(checkedCode(exitCode));
}

/** Called when nothing is left to do: first to ask for more, then to say the end. */
// An error ends the program, and what listens for the end may say with which code.
host.hooks.fails = () => {
  if (isExiting || hasExited) return;
  isExiting = hasExited = true;
  process._exiting = true;
  exitCode = 1;
  process.emit("exit", 1);
  host.console.flush();
  const last = checkedCode(exitCode);
  if (last !== 1) system.endsWith(last);
};

host.hooks.ends = (isLast: boolean) => {
  const code = checkedCode(exitCode);
  if (!isLast) {
    process.emit("beforeExit", code);
    return;
  }
  hasExited = true;
  process.emit("exit", code);
  host.console.flush();
  const last = checkedCode(exitCode);
  // What was begun in the last moment never comes.
  if (host.timers.alive() + host.io.alive() > 0) system.exit(last);
  if (last !== 0 || exitCode !== undefined) system.endsWith(last);
};

// What a program says to its own uncaught errors.
host.errors.listen((kind: string, value: unknown, promise: unknown) => {
  if (kind === "handled") return process.emit("rejectionHandled", promise);
  if (kind === "rejection" && process.listenerCount("unhandledRejection") > 0) {
    process.emit("unhandledRejection", value, promise);
    return true;
  }
  const origin = kind === "rejection" ? "unhandledRejection" : "uncaughtException";
  process.emit("uncaughtExceptionMonitor", value, origin);
  if (capture !== null) {
    capture(value);
    return true;
  }
  if (process.listenerCount("uncaughtException") === 0) return false;
  process.emit("uncaughtException", value, origin);
  return true;
});
let capture: ((error: unknown) => void) | null = null;

function hrtime(before?: [number, number]): [number, number] {
  const now = process.hrtime.bigint();
  let seconds = Number(now / 1000000000n),
    nanos = Number(now % 1000000000n);
  if (before !== undefined) {
    if (!Array.isArray(before)) throw invalidArgType("time", "Array", before);
    if (before.length !== 2)
      throw coded(
        RangeError,
        "ERR_OUT_OF_RANGE",
        `The value of "time" is out of range. It must be 2. Received ${(before as any).length}`,
      );
    seconds -= before[0];
    nanos -= before[1];
    if (nanos < 0) {
      seconds--;
      nanos += 1e9;
    }
  }
  return [seconds, nanos];
}
hrtime.bigint = () => 1000000000000n + BigInt(Math.trunc(host.now() * 1e6));

function memoryUsage() {
  const it = system.memory();
  return { rss: it[0], heapTotal: it[2], heapUsed: it[1], external: 0, arrayBuffers: 0 };
}
memoryUsage.rss = () => system.memory()[0];

const ERRNO: Record<number, [string, string]> = {
  __proto__: null,
  2: ["ENOENT", "no such file or directory"],
  13: ["EACCES", "permission denied"],
  20: ["ENOTDIR", "not a directory"],
} as any;

function maskOf(mask: any): number {
  if (typeof mask === "string") {
    if (!/^[0-7]+$/.test(mask))
      throw invalidArgValue("mask", mask, "must be a 32-bit unsigned integer or an octal string");
    mask = Number.parseInt(mask, 8);
  }
  validateInteger(mask, "mask", 0, 2 ** 32 - 1);
  return mask & 0o777;
}

const RESOURCES =
  "sharedMemorySize unsharedDataSize unsharedStackSize minorPageFault majorPageFault swappedOut fsRead fsWrite ipcSent ipcReceived signalsCount voluntaryContextSwitches involuntaryContextSwitches".split(
    " ",
  );

const properties: any = {
  version: `v${NODE_VERSION}`,
  versions: { node: NODE_VERSION, saveloop: host.version, quickjs: "0.16", modules: "115", unicode: "15.0" },
  arch: system.arch,
  platform: system.platform,
  release: { name: "node", lts: "Iron" },
  title: "saveloop",
  pid: system.pid,
  ppid: system.parentPid(),
  execPath: system.executable(),
  execArgv: [],
  argv0: "saveloop",
  debugPort: 9229,
  features: { inspector: false, debug: false, uv: false, ipv6: true, tls: false, typescript: "transform" },
  config: { target_defaults: {}, variables: {} },
  env: envOf(),
  exit,
  reallyExit: (code?: number) => system.exit(checkedCode(code)),
  abort() {
    host.console.flush();
    system.die(host.load("node:os").constants.signals.SIGABRT);
  },
  cwd: () => system.cwd(),
  chdir(directory: string) {
    validateString(directory, "directory");
    const number = system.chdir(directory);
    if (number === 0) return;
    const from = system.cwd();
    const [code, message] = ERRNO[number] ?? ["EIO", "i/o error"];
    const error = systemError(code, -number, `${message}`, "chdir", from, directory);
    throw error;
  },
  loadEnvFile(path: any = ".env") {
    const { sync } = host.load("internal:fs");
    const { parseEnv } = host.load("internal:dotenv");
    const values = parseEnv(sync.readFile(path, "utf8"));
    for (const name of Object.keys(values))
      if (process.env[name] === undefined) process.env[name] = values[name];
  },
  umask(mask?: any) {
    if (mask === undefined) return system.umask(-1);
    return system.umask(maskOf(mask));
  },
  uptime: () => host.now() / 1000,
  hrtime,
  nextTick(callback: any, ...args: any[]) {
    validateFunction(callback, "callback");
    if (isExiting || hasExited) return;
    host.nextTick(callback, args);
  },
  memoryUsage,
  constrainedMemory: () => 18446744073709552000,
  availableMemory: () => system.memory()[3],
  resourceUsage() {
    const [userCPUTime, systemCPUTime] = system.usage();
    const rest: any = {};
    for (const name of RESOURCES) rest[name] = 0;
    return { userCPUTime, systemCPUTime, maxRSS: Math.trunc(system.memory()[0] / 1024), ...rest };
  },
  cpuUsage(previous?: any) {
    if (previous) {
      if (typeof previous !== "object") throw invalidArgType("prevValue", "Object", previous);
      for (const name of ["user", "system"])
        if (typeof previous[name] !== "number") throw invalidArgType(`prevValue.${name}`, "number", previous[name]);
      for (const name of ["user", "system"])
        if (!(previous[name] >= 0 && previous[name] <= Number.MAX_SAFE_INTEGER))
          throw coded(
            RangeError,
            "ERR_INVALID_ARG_VALUE",
            `The property 'prevValue.${name}' is invalid. Received ${previous[name]}`,
          );
    }
    const [user, kernel] = system.usage();
    return { user: user - (previous?.user ?? 0), system: kernel - (previous?.system ?? 0) };
  },
  emitWarning(warning: any, options?: any, code?: any) {
    let name = "Warning";
    if (typeof options === "string") name = options;
    else if (options !== null && typeof options === "object") {
      name = options.type ?? name;
      code = options.code;
    }
    let error = warning;
    if (typeof warning === "string") {
      error = new Error(warning);
      error.name = name;
      if (code !== undefined) error.code = code;
    } else if (!(warning instanceof Error)) throw invalidArgType("warning", ["Error", "string"], warning);
    if (error.name === "DeprecationWarning" && process.noDeprecation) return;
    host.nextTick(() => {
      process.emit("warning", error);
      warn(error.name, error.message, error.code);
    });
  },
  setUncaughtExceptionCaptureCallback(callback: any) {
    if (callback !== null && typeof callback !== "function") throw invalidArgType("fn", ["Function", "null"], callback);
    if (callback !== null && capture !== null)
      throw coded(
        Error,
        "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET",
        "`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active",
      );
    capture = callback;
  },
  hasUncaughtExceptionCaptureCallback: () => capture !== null,
  getActiveResourcesInfo: () => [],
  getegid: () => system.ids()[3],
  geteuid: () => system.ids()[1],
  getgid: () => system.ids()[2],
  getuid: () => system.ids()[0],
  kill(pid: number, signal: any = "SIGTERM") {
    const number = signal === 0 ? 0 : host.load("internal:child/options").signalOf(signal);
    if (pid === system.pid) {
      if (number !== 0) signalled(number);
      return true;
    }
    if (pid != (pid | 0)) throw invalidArgType("pid", "number", pid);
    const errno = host.native("processes").kill(pid | 0, number);
    if (errno !== 0) throw host.load("internal:errno").callError(errno, "kill");
    return true;
  },
  _debugProcess,
  _debugEnd: () => void host.native("inspector").close(),
  _rawDebug: (...args: any[]) => host.print("error", host.load("internal:inspect").format(...args)),
  _getActiveHandles: () => [],
  _getActiveRequests: () => [],
  getBuiltinModule(id: any) {
    validateString(id, "id");
    const bare = id.startsWith("node:") ? id.slice(5) : id;
    if (!host.isLibrary(id)) return undefined;
    return host.load(`node:${bare}`).default;
  },
  getgroups: () => system.groups(),
  domain: null,
  sourceMapsEnabled: false,
  setSourceMapsEnabled(on: any) {
    if (typeof on !== "boolean") throw invalidArgType("val", "boolean", on);
    process.sourceMapsEnabled = on;
  },
  openStdin() {
    process.stdin.resume();
    return process.stdin;
  },
  moduleLoadList: [],
  dlopen() {
    throw coded(Error, "ERR_DLOPEN_FAILED", "Native addons are not supported by saveloop");
  },
  binding() {
    throw coded(Error, "ERR_ACCESS_DENIED", "process.binding is not supported");
  },
  assert(condition: unknown, message?: string) {
    warnOnce(
      "DeprecationWarning",
      "process.assert() is deprecated. Please use the `assert` module instead.",
      "DEP0100",
    );
    if (!condition) throw coded(Error, "ERR_ASSERTION", message || "assertion error");
  },
  allowedNodeEnvironmentFlags: new Set(),
  report: undefined,
};
for (const name of Object.keys(properties)) process[name] = properties[name];

function define(name: string, get: () => unknown, set?: (value: any) => void) {
  Object.defineProperty(process, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get,
    set,
  } as any);
}
define(
  "argv",
  () => {
    const { argv } = host.process.given;
    return argv;
  },
  (value) => {
    host.process.given.argv = value;
  },
);
define(
  "exitCode",
  () => exitCode,
  (value) => {
    if (value !== undefined && value !== null) {
      if (typeof value === "string" && value !== "" && Number.isInteger(Number(value))) value = Number(value);
      validateInteger(value, "code");
    }
    exitCode = value ?? undefined;
  },
);
for (const [name, level] of [
  ["stdout", "log"],
  ["stderr", "error"],
]) {
  let made: unknown;
  define(
    name,
    () => (made ??= host.load("internal:stdio").output(level, name === "stdout" ? 1 : 2)),
    (value) => {
      made = value;
    },
  );
}
let stdin: unknown;
define(
  "stdin",
  () => (stdin ??= host.load("internal:stdin").input(() => (stdin = undefined))),
  (value) => {
    stdin = value;
  },
);
if (system.hasChannel) host.load("internal:child/channel").join(process);
system.watchEnd();

const permissions = host.native("permissions");
if (permissions.isOn())
  process.permission = {
    has(scope: any, reference?: any) {
      validateString(scope, "scope");
      if (reference != null) validateString(reference, "reference");
      return permissions.has(scope, reference ?? null);
    },
  };

export default process;
export const {
  version,
  versions,
  arch,
  platform,
  release,
  title,
  pid,
  ppid,
  execPath,
  execArgv,
  argv0,
  env,
  cwd,
  chdir,
  umask,
  uptime,
  nextTick,
  emitWarning,
  getegid,
  geteuid,
  getgid,
  getuid,
  kill,
  getBuiltinModule,
  getgroups,
  loadEnvFile,
  availableMemory,
  constrainedMemory,
  getActiveResourcesInfo,
  setUncaughtExceptionCaptureCallback,
  hasUncaughtExceptionCaptureCallback,
  allowedNodeEnvironmentFlags,
  debugPort,
  binding,
  abort,
  config,
  features,
  cpuUsage,
  resourceUsage,
  argv,
} = process;
const lazy_stdin = () => process.stdin,
  lazy_stdout = () => process.stdout,
  lazy_stderr = () => process.stderr;
export { hrtime, memoryUsage, exit, lazy_stdin as stdin, lazy_stdout as stdout, lazy_stderr as stderr };
