// Node's `child_process`.
import { coded, invalidArgType, invalidArgValue } from "internal:errors";
import { pathOf } from "internal:fs_arguments";
import { validateAbortSignal, validateFunction, validateObject, validateString } from "internal:validate";
import { ChildProcess } from "internal:child/process";
import { checkMost, checkTimeout, killSignalOf, normalized, signalOf } from "internal:child/options";
import { execFileSync, execSync, spawnSync } from "internal:child/sync";
import { define } from "internal:promisify";
import { abortError } from "web:abort";
import { Buffer } from "node:buffer";
import process from "node:process";

const { setTimeout, clearTimeout } = host.timerFunctions;

function abortChild(child: any, killSignal: any, signal: any): void {
  try {
    if (child.kill(killSignal)) child.emit("error", abortError(signal));
  } catch (error) {
    child.emit("error", error);
  }
}

export function spawn(file: any, args?: any, options?: any): any {
  const all = normalized(file, args, options);
  checkTimeout(all.timeout);
  if (all.signal !== undefined) validateAbortSignal(all.signal, "options.signal");
  const killSignal = killSignalOf(all.killSignal) ?? "SIGTERM";
  const child: any = new ChildProcess();
  child.spawn(all);
  if (all.timeout > 0) {
    const timer = setTimeout(() => {
      try {
        child.kill(killSignal);
      } catch (error) {
        child.emit("error", error);
      }
    }, all.timeout);
    child.once("exit", () => clearTimeout(timer));
  }
  if (all.signal !== undefined) {
    const { signal } = all;
    const aborted = () => abortChild(child, killSignal, signal);
    if (signal.aborted) host.nextTick(aborted);
    else {
      signal.addEventListener("abort", aborted, { once: true });
      child.once("exit", () => signal.removeEventListener("abort", aborted));
    }
  }
  return child;
}

const MOST = 1024 * 1024;

/** What a process said through one of its pipes, up to a limit. */
class Said {
  #parts: any[] = [];
  #size = 0;
  #encoding: any;
  constructor(stream: any, name: string, most: number, encoding: any, tooMuch: (error: Error) => void) {
    this.#encoding = encoding;
    if (encoding !== null) stream.setEncoding(encoding);
    stream.on("data", (chunk: any) => {
      const size = encoding === null ? chunk.length : Buffer.byteLength(chunk, encoding);
      this.#size += size;
      if (this.#size <= most) {
        this.#parts.push(chunk);
        return;
      }
      const room = most - (this.#size - size);
      if (room >= 0 && this.#size - size <= most) this.#parts.push(chunk.slice(0, room));
      tooMuch(coded(RangeError, "ERR_CHILD_PROCESS_STDIO_MAXBUFFER", `${name} maxBuffer length exceeded`));
    });
  }
  all(): any {
    return this.#encoding === null ? Buffer.concat(this.#parts) : this.#parts.join("");
  }
}

export function execFile(file: any, args?: any, options?: any, callback?: any): any {
  if (typeof args === "function") {
    callback = args;
    args = options = undefined;
  } else if (args !== null && typeof args === "object" && !Array.isArray(args)) {
    callback = options;
    options = args;
    args = undefined;
  } else if (typeof options === "function") {
    callback = options;
    options = undefined;
  }
  if (args !== undefined && args !== null && !Array.isArray(args))
    throw invalidArgType("args", "object", args);
  if (callback !== undefined && callback !== null) validateFunction(callback, "callback");
  const all: any = {
    encoding: "utf8",
    timeout: 0,
    maxBuffer: MOST,
    killSignal: "SIGTERM",
    cwd: null,
    env: null,
    shell: false,
    ...options,
  };
  checkTimeout(all.timeout);
  checkMost(all.maxBuffer);
  const killSignal = killSignalOf(all.killSignal) ?? signalOf("SIGTERM");
  const child = spawn(file, args ?? [], { ...all, timeout: undefined, killSignal, stdio: undefined });
  const encoding =
    all.encoding && all.encoding !== "buffer" && Buffer.isEncoding(all.encoding) ? all.encoding : null;
  let wasKilled = false,
    isDone = false,
    failure: any = null,
    timer: any = null;
  const kill = () => {
    child.stdout?.destroy();
    child.stderr?.destroy();
    wasKilled = true;
    try {
      child.kill(killSignal);
    } catch (error) {
      failure ??= error;
      finish(null, null);
    }
  };
  const tooMuch = (error: Error) => {
    failure ??= error;
    kill();
  };
  const out = child.stdout && new Said(child.stdout, "stdout", all.maxBuffer, encoding, tooMuch),
    err = child.stderr && new Said(child.stderr, "stderr", all.maxBuffer, encoding, tooMuch);
  function finish(code: any, signal: any): void {
    if (isDone) return;
    isDone = true;
    if (timer !== null) clearTimeout(timer);
    if (typeof callback !== "function") return;
    const stdout = out ? out.all() : "",
      stderr = err ? err.all() : "";
    if (!failure && code === 0 && signal === null) {
      callback(null, stdout, stderr);
      return;
    }
    const command = [file, ...(args ?? [])].join(" ");
    if (!failure) {
      failure = new Error(`Command failed: ${command}\n${stderr}`);
      failure.code = code;
      failure.killed = child.killed || wasKilled;
      failure.signal = signal;
    }
    failure.cmd = command;
    callback(failure, stdout, stderr);
  }
  if (all.timeout > 0)
    timer = setTimeout(() => {
      kill();
      timer = null;
    }, all.timeout);
  child.on("close", finish);
  child.on("error", (error: any) => {
    failure = error;
    child.stdout?.destroy();
    child.stderr?.destroy();
    finish(null, null);
  });
  return child;
}

export function exec(command: any, options?: any, callback?: any): any {
  if (typeof options === "function") {
    callback = options;
    options = undefined;
  }
  validateString(command, "command");
  const shell = typeof options?.shell === "string" ? options.shell : true;
  return execFile(command, { ...options, shell }, callback);
}

/** Rejects with what was said until then. */
const promised =
  (original: any) =>
  (...args: any[]): any => {
    let child: any;
    const promise: any = new Promise((resolve, reject) => {
      child = original(...args, (error: any, stdout: any, stderr: any) => {
        if (error === null) return resolve({ stdout, stderr });
        error.stdout = stdout;
        error.stderr = stderr;
        reject(error);
      });
    });
    promise.child = child;
    return promise;
  };
define(exec, promised(exec));
define(execFile, promised(execFile));

/** A program of ours with a channel for messages. */
export function fork(modulePath: any, args?: any, options?: any): any {
  modulePath = pathOf(modulePath, "modulePath");
  if (args === undefined || args === null) args = [];
  else if (typeof args === "object" && !Array.isArray(args)) [args, options] = [[], args];
  else if (!Array.isArray(args)) throw invalidArgType("args", "Array", args);
  if (options !== undefined && options !== null) validateObject(options, "options");
  const all: any = { ...options, shell: false };
  const { execPath = process.execPath, execArgv = process.execArgv } = all;
  let { stdio } = all;
  if (typeof stdio === "string") stdio = withChannel(stdio);
  else if (!Array.isArray(stdio)) stdio = withChannel(all.silent ? "pipe" : "inherit");
  else if (!stdio.includes("ipc"))
    throw coded(
      Error,
      "ERR_CHILD_PROCESS_IPC_REQUIRED",
      "Forked processes must have an IPC channel, missing value 'ipc' in options.stdio",
    );
  return spawn(execPath, [...execArgv, modulePath, ...args], { ...all, stdio });
}

function withChannel(lead: string): string[] {
  if (!["ignore", "overlapped", "pipe", "inherit"].includes(lead)) throw invalidArgValue("stdio", lead);
  return [lead, lead, lead, "ipc"];
}

export { ChildProcess, execFileSync, execSync, spawnSync };
