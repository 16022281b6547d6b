// Node's `inspector`: a program's sessions with its own debugger, and the door for those of others.
import { coded, outOfRange } from "internal:errors";
import { Resource } from "internal:io";
import { validateFunction, validateObject, validateString } from "internal:validate";
import { EventEmitter } from "node:events";
import process from "node:process";

const native = host.native("inspector");
const sessions = new Map<number, (message: any) => void>();

function told(door: string): string | undefined {
  const { Ok: url, Err: why } = JSON.parse(door);
  if (why !== undefined) throw coded(Error, "ERR_INSPECTOR_NOT_AVAILABLE", `Inspector is not available: ${why}`);
  return url ?? undefined;
}

/** What came is told to the session that it is for. */
function hear(): void {
  for (let next = native.next(); next !== undefined && next !== null; next = native.next()) {
    const [session, text] = JSON.parse(next);
    sessions.get(session)?.(JSON.parse(text));
  }
}

/** The address of the inspector, if debuggers are let in. */
export function url(): string | undefined {
  return told(native.door());
}

export function open(port?: unknown, name?: unknown, wait?: unknown): any {
  if (url() !== undefined) {
    const message = "Inspector is already activated. Close it with inspector.close() before activating it again.";
    throw coded(Error, "ERR_INSPECTOR_ALREADY_ACTIVATED", message);
  }
  const isNumber = typeof port === "number" && port >>> 0 === port;
  if (isNumber && (port as number) > 65535) throw outOfRange("port", ">= 0 && <= 65535", port);
  const door = JSON.parse(native.open(isNumber ? port : undefined, typeof name === "string" ? name : undefined));
  // That it could not be opened was said; as in Node the program goes on.
  if (wait && door.Ok) waitForDebugger();
  return { __proto__: null, [Symbol.dispose ?? Symbol.for("nodejs.dispose")]: () => close() };
}

export function close(): void {
  native.close();
}

/** Waits until a client says that the program may run. */
export function waitForDebugger(): void {
  if (url() === undefined) throw coded(Error, "ERR_INSPECTOR_NOT_ACTIVE", "Inspector is not active");
  native.wait();
}

/** A session of the program with itself. */
export class Session extends (EventEmitter as any) {
  #resource: Resource | null = null;
  #last = 0;
  #callbacks = new Map<number, Function>();

  connect(): void {
    if (this.#resource !== null) {
      throw coded(Error, "ERR_INSPECTOR_ALREADY_CONNECTED", "The inspector session is already connected");
    }
    let number = 0;
    const resource = new Resource(
      "inspector",
      "session",
      () => {},
      () => this.#left(number),
    );
    number = resource.id;
    // A retired instance has none.
    if (number === 0) return;
    resource.unref();
    try {
      if (sessions.size === 0) native.listen(hear);
      told(native.join(number));
    } catch (error) {
      resource.close();
      throw error;
    }
    sessions.set(number, (message) => this.#hear(message));
    this.#resource = resource;
  }

  connectToMainThread(): void {
    throw coded(Error, "ERR_INSPECTOR_NOT_WORKER", "Current thread is not a worker");
  }

  post(method: string, params?: any, callback?: any): void {
    validateString(method, "method");
    if (!callback && typeof params === "function") {
      callback = params;
      params = null;
    }
    if (params) validateObject(params, "params");
    if (callback) validateFunction(callback, "callback");
    if (this.#resource === null) throw coded(Error, "ERR_INSPECTOR_NOT_CONNECTED", "Session is not connected");
    const id = ++this.#last;
    const message: any = { id, method };
    if (params) message.params = params;
    const text = JSON.stringify(message);
    if (callback) this.#callbacks.set(id, callback);
    native.post(this.#resource.id, text);
    hear();
  }

  disconnect(): void {
    const resource = this.#resource;
    if (resource === null) return;
    const number = resource.id;
    resource.close();
    this.#left(number);
    const waiting = [...this.#callbacks.values()];
    this.#callbacks.clear();
    this.#last = 0;
    for (const callback of waiting) {
      host.nextTick(callback, [coded(Error, "ERR_INSPECTOR_CLOSED", "Session was closed")]);
    }
  }

  #left(number: number): void {
    this.#resource = null;
    if (sessions.delete(number)) native.leave(number);
  }

  #hear(message: any): void {
    try {
      if (message.id === undefined || message.id === null) {
        this.emit(message.method, message);
        this.emit("inspectorNotification", message);
        return;
      }
      const callback = this.#callbacks.get(message.id);
      this.#callbacks.delete(message.id);
      if (callback === undefined) return;
      if (message.error) {
        const { code, message: why } = message.error;
        callback(coded(Error, "ERR_INSPECTOR_COMMAND", `Inspector error ${code}: ${why}`));
      } else {
        callback(null, message.result);
      }
    } catch (error) {
      process.emitWarning(error as any);
    }
  }
}

const KINDS: Record<string, string> = {
  debug: "Debug",
  error: "Error",
  info: "Info",
  log: "Log",
  warn: "Warn",
  dir: "Dir",
  dirxml: "Dirxml",
  table: "Table",
  trace: "Trace",
  group: "Group",
  groupCollapsed: "GroupCollapsed",
  groupEnd: "GroupEnd",
  clear: "Clear",
};

/** A console that prints nothing: what it is given is shown by debuggers alone. */
export const console: any = {};
for (const name of Object.keys(KINDS)) {
  console[name] = {
    [name](...given: unknown[]) {
      native.tell(KINDS[name], given);
    },
  }[name];
}
console.assert = function assert(condition: unknown, ...given: unknown[]) {
  if (!condition) native.tell("Assert", given);
};

export default { open, close, url, waitForDebugger, console, Session };
