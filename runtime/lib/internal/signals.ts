// Signals for `process`: heard from its first listener for one to its last.
import { coded, invalidArgType, outOfRange } from "internal:errors";
import { Resource } from "internal:io";
import { constants } from "node:os";

const natives = host.native("signals");
const numbers: Record<string, number> = constants.signals;
const heard = new Map<string, Resource>();

/** Makes listeners for the names of signals hear them. */
export function hearSignals(process: any, on: any) {
  const start = (name: unknown) => {
    if (typeof name !== "string" || numbers[name] === undefined || heard.has(name)) return;
    const number = numbers[name];
    const resource: Resource = new Resource(
      "signal",
      name,
      () => process.emit(name, name, number),
      () => {
        heard.delete(name);
        // Listeners of other modules are still there, once the owner's have left.
        host.nextTick(() => process.listenerCount(name) > 0 && start(name), []);
      },
    );
    // What a retired instance listens for is not heard.
    if (resource.id === 0) return;
    resource.unref();
    const fault = natives.listen(resource.id, number);
    if (fault !== 0) {
      resource.close();
      const error: any = new Error("uv_signal_start EINVAL");
      error.errno = -fault;
      error.code = "EINVAL";
      error.syscall = "uv_signal_start";
      throw error;
    }
    heard.set(name, resource);
  };
  const stop = (name: unknown) => {
    const resource = heard.get(name as string);
    if (resource === undefined || process.listenerCount(name) > 0) return;
    heard.delete(name as string);
    resource.close();
  };
  Reflect.apply(on, process, ["newListener", start]);
  Reflect.apply(on, process, ["removeListener", stop]);
}

const FAULTS: Record<number, [string, string]> = {
  __proto__: null,
  1: ["EPERM", "Operation not permitted"],
  3: ["ESRCH", "No such process"],
} as any;

/** Asks one process to let debuggers in. Numbers that stand for many are refused. */
export function _debugProcess(...args: any[]) {
  if (args.length === 0) throw coded(TypeError, "ERR_MISSING_ARGS", "Invalid number of arguments.");
  const [pid] = args;
  if (typeof pid !== "number") throw invalidArgType("pid", "number", pid);
  if (!Number.isInteger(pid) || pid <= 0 || pid > 0x7fffffff)
    throw outOfRange("pid", ">= 1 && <= 2147483647", pid);
  const fault = natives.askForDoor(pid);
  if (fault === 0) return;
  const [code, message] = FAULTS[fault] ?? ["ENOSYS", "Function not implemented"];
  const error: any = new Error(`${code}, ${message}`);
  error.errno = fault;
  error.syscall = "kill";
  error.code = code;
  throw error;
}
