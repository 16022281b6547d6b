// What a process is started with: arguments, environment, where its first descriptors lead.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { validateBoolean, validateObject, validateString } from "internal:validate";
import { pathOf } from "internal:fs_arguments";
import os from "node:os";
import process from "node:process";

const { signals } = os.constants as any;

export function signalOf(signal: any): number {
  if (typeof signal === "number") {
    for (const name of Object.keys(signals)) if (signals[name] === signal) return signal;
  } else if (typeof signal === "string") {
    const number = signals[signal.toUpperCase()];
    if (number !== undefined) return number;
  } else throw invalidArgType("signal", ["string", "number"], signal);
  throw coded(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${signal}`);
}

export const signalName = (number: number): string =>
  Object.keys(signals).find((name) => signals[name] === number) ?? `SIG${number}`;

const noNull = (text: any, name: string) => {
  if (typeof text === "string" && text.includes("\0"))
    throw invalidArgValue(name, text, "must be a string without null bytes");
};

/** The file, its arguments and options, in the one form they have from here on. */
export function normalized(file: any, args: any, options: any): any {
  validateString(file, "file");
  noNull(file, "file");
  if (file.length === 0) throw invalidArgValue("file", file, "cannot be empty");
  if (Array.isArray(args)) args = args.slice();
  else if (args === undefined || args === null) args = [];
  else if (typeof args !== "object") throw invalidArgType("args", "object", args);
  else {
    options = args;
    args = [];
  }
  args.forEach((it: any, index: number) => noNull(it, `args[${index}]`));
  options = options === undefined ? {} : options;
  validateObject(options, "options");
  let { cwd } = options;
  if (cwd !== undefined && cwd !== null) cwd = pathOf(cwd, "options.cwd");
  const checkOptional = (name: string, check: (value: any, name: string) => void) => {
    if (options[name] !== undefined && options[name] !== null) check(options[name], `options.${name}`);
  };
  checkOptional("detached", validateBoolean);
  for (const name of ["uid", "gid"])
    checkOptional(name, (value, shown) => {
      if (value !== (value | 0)) throw invalidArgType(shown, "int32", value);
    });
  const { shell } = options;
  if (shell !== undefined && shell !== null && typeof shell !== "boolean" && typeof shell !== "string")
    throw invalidArgType("options.shell", ["boolean", "string"], shell);
  checkOptional("argv0", validateString);
  checkOptional("windowsHide", validateBoolean);
  checkOptional("windowsVerbatimArguments", validateBoolean);
  args = args.map((it: any) => `${it}`);
  if (shell) {
    const command = [file, ...args].join(" ");
    file = typeof shell === "string" ? shell : "/bin/sh";
    args = ["-c", command];
  } else if (file === process.execPath) args = forUs(args);
  const env: [string, string][] = [];
  const from = options.env || process.env;
  for (const name in from) {
    const value = from[name];
    if (value === undefined) continue;
    noNull(name, `options.env['${name}']`);
    noNull(value, `options.env['${name}']`);
    env.push([name, `${value}`]);
  }
  return {
    ...options,
    file,
    args: [options.argv0 ?? file, ...args],
    cwd: cwd ?? undefined,
    env,
    detached: !!options.detached,
  };
}

/** A program that starts itself means the language, and not our commands. */
function forUs(args: string[]): string[] {
  if (args.length === 0 || args[0].startsWith("-") || args[0] === "run") return args;
  return ["run", args[0], "--", ...args.slice(1)];
}

/** What the native that starts it is given. */
export const asked = (options: any, leads: number[]) => ({
  file: options.file,
  args: options.args,
  cwd: options.cwd,
  env: options.env,
  detached: options.detached,
  uid: options.uid ?? undefined,
  gid: options.gid ?? undefined,
  leads,
});

/** Where the first descriptors lead: `pipe`, `ignore`, `inherit` or the number of an open file. */
export function stdioOf(stdio: any, isSync = false): (string | number)[] {
  if (stdio === undefined || stdio === null) stdio = "pipe";
  if (typeof stdio === "string") {
    if (!["pipe", "overlapped", "ignore", "inherit"].includes(stdio)) throw invalidArgValue("stdio", stdio);
    stdio = [stdio, stdio, stdio];
  } else if (!Array.isArray(stdio)) throw invalidArgValue("stdio", stdio);
  const out: (string | number)[] = [];
  let hasChannel = false;
  for (let i = 0; i < Math.max(3, stdio.length); i++) {
    let it = stdio[i];
    if (it === undefined || it === null) it = i < 3 ? "pipe" : "ignore";
    if (it === "overlapped") it = "pipe";
    if (it === "ipc") {
      if (isSync) throw coded(Error, "ERR_IPC_SYNC_FORK", "IPC cannot be used with synchronous forks");
      if (hasChannel) throw coded(Error, "ERR_IPC_ONE_PIPE", "Child process can have only one IPC pipe");
      hasChannel = true;
      out.push(it);
      continue;
    }
    if (it !== null && typeof it === "object" && typeof it.fd === "number") it = it.fd;
    if (typeof it === "number" && it >= 0 && it <= 2) it = "inherit";
    if (typeof it !== "number" && !["pipe", "ignore", "inherit"].includes(it))
      throw invalidArgValue("stdio", it);
    if (i > 2 && (it === "inherit" || (isSync && it === "pipe")))
      throw coded(
        Error,
        "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
        isSync
          ? "What a process says through a fourth descriptor cannot be waited for in saveloop"
          : "Only the first three descriptors can be inherited in saveloop",
      );
    out.push(it);
  }
  return out;
}

export function checkTimeout(timeout: any): void {
  if (timeout !== undefined && timeout !== null && !(Number.isInteger(timeout) && timeout >= 0))
    throw coded(
      RangeError,
      "ERR_OUT_OF_RANGE",
      `The value of "timeout" is out of range. It must be an unsigned integer. Received ${host.inspect.inspect(timeout)}`,
    );
}

export function checkMost(most: any): void {
  if (most !== undefined && most !== null && !(typeof most === "number" && most >= 0))
    throw coded(
      RangeError,
      "ERR_OUT_OF_RANGE",
      `The value of "options.maxBuffer" is out of range. It must be a positive number. Received ${host.inspect.inspect(most)}`,
    );
}

export function killSignalOf(signal: any): number | undefined {
  if (typeof signal === "string" || typeof signal === "number") return signalOf(signal);
  if (signal !== undefined && signal !== null)
    throw invalidArgType("options.killSignal", ["string", "number"], signal);
  return undefined;
}
