// Processes that a program waits for, doing nothing else.
import { accessDenied, invalidArgType } from "internal:errors";
import { validateString } from "internal:validate";
import { callError } from "internal:errno";
import {
  asked,
  checkMost,
  checkTimeout,
  killSignalOf,
  normalized,
  signalName,
  signalOf,
  stdioOf,
} from "internal:child/options";
import { Buffer } from "node:buffer";

const natives = host.native("processes");
const MOST = 1024 * 1024;
const LEADS: Record<string, number> = { __proto__: null, ignore: -1, pipe: -2 } as any;

function inputOf(input: any): Uint8Array {
  if (input === undefined || input === null) return new Uint8Array(0);
  if (typeof input === "string") return new Uint8Array(Buffer.from(input));
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  throw invalidArgType("options.stdio[0]", ["Buffer", "TypedArray", "DataView", "string"], input);
}

export function spawnSync(file: any, args?: any, options?: any): any {
  const all = normalized(file, args, options);
  checkTimeout(all.timeout);
  const most = all.maxBuffer ?? MOST;
  checkMost(most);
  const killSignal = killSignalOf(all.killSignal) ?? signalOf("SIGTERM");
  const stdio = stdioOf(all.stdio, true);
  // What a process inherits is printed by us.
  const leads = stdio.map((lead, index) =>
    typeof lead === "number" ? lead : lead === "inherit" && index > 0 ? -2 : (LEADS[lead] ?? -1),
  );
  const answer = natives.run(asked(all, leads), inputOf(all.input), [
    all.timeout ?? 0,
    Math.min(most, 2 ** 31),
    killSignal,
  ]);
  const failure = (errno: number) => {
    const error: any = callError(errno, `spawnSync ${all.file}`);
    error.path = all.file;
    error.spawnargs = all.args.slice(1);
    return error;
  };
  if (answer.permission !== undefined) throw accessDenied(answer.permission, answer.message);
  if (!Array.isArray(answer))
    return {
      error: failure(answer.errno),
      status: null,
      signal: null,
      output: null,
      pid: 0,
      stdout: null,
      stderr: null,
    };
  const [pid, status, signal, why, out, err] = answer;
  const text = (bytes: Uint8Array, index: number) => {
    if (stdio[index] !== "pipe") {
      if (stdio[index] === "inherit" && bytes.length > 0)
        host.console.write(index === 2 ? "error" : "log", Buffer.from(bytes.buffer).toString());
      return null;
    }
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return all.encoding && all.encoding !== "buffer" ? buffer.toString(all.encoding) : buffer;
  };
  const output = [null, text(out, 1), text(err, 2)];
  const result: any = why === 0 ? {} : { error: failure(why) };
  result.status = status ?? null;
  result.signal = signal === undefined ? null : signalName(signal);
  result.output = output;
  result.pid = pid;
  result.stdout = output[1];
  result.stderr = output[2];
  return result;
}

/** The error of a process that did not end well; `undefined`: it did. */
function failureOf(result: any, args: string[] | undefined, command?: string): Error | undefined {
  if (result.error) return Object.assign(result.error, result);
  if (result.status === 0) return undefined;
  let message = `Command failed: ${command ?? args!.join(" ")}`;
  if (result.stderr && result.stderr.length > 0) message += `\n${result.stderr.toString()}`;
  return Object.assign(new Error(message), result);
}

function checkedOutput(result: any, hasStdio: boolean, args: string[] | undefined, command?: string): any {
  if (!hasStdio && result.stderr && result.stderr.length > 0)
    host.load("node:process").default.stderr.write(result.stderr);
  const error = failureOf(result, args, command);
  if (error !== undefined) throw error;
  return result.stdout;
}

export function execFileSync(file: any, args?: any, options?: any): any {
  if (args !== null && typeof args === "object" && !Array.isArray(args)) {
    options = args;
    args = [];
  }
  const result = spawnSync(file, args ?? [], options);
  return checkedOutput(result, !!options?.stdio, [options?.argv0 ?? file, ...(args ?? [])]);
}

export function execSync(command: any, options?: any): any {
  validateString(command, "command");
  const shell = typeof options?.shell === "string" ? options.shell : true;
  return checkedOutput(spawnSync(command, [], { ...options, shell }), !!options?.stdio, undefined, command);
}
