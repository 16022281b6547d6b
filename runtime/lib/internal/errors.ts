// Node's errors: a code, and the code in the printed name.

type Constructor = new (message: string) => Error;

/** An error of this class with Node's `code`; printed as `TypeError [CODE]: message`. */
export function coded(Base: Constructor, code: string, message: string): Error & { code: string } {
  const error = new Base(message) as Error & { code: string };
  error.code = code;
  host.errors.coded(error, code);
  Object.defineProperty(error, "toString", {
    __proto__: null,
    writable: true,
    configurable: true,
    value: function toString(this: Error) {
      return `${this.name} [${code}]: ${this.message}`;
    },
  } as any);
  return error;
}

const KINDS = ["string", "function", "number", "object", "Function", "Object", "boolean", "bigint", "symbol"];

function list(items: string[], joiner: string): string {
  if (items.length === 1) return items[0];
  if (items.length === 2) return `${items[0]} ${joiner} ${items[1]}`;
  let out = "";
  for (let i = 0; i < items.length - 1; i++) out += `${items[i]}, `;
  return `${out}${joiner} ${items[items.length - 1]}`;
}

/** What was received instead, as Node says it. */
export function received(value: unknown): string {
  if (value == null) return ` Received ${value}`;
  if (typeof value === "function") return ` Received function ${value.name}`;
  if (typeof value === "object") {
    const name = host.inspect.constructorName(value);
    if (name !== null) return ` Received an instance of ${name}`;
    return ` Received ${host.inspect.inspect(value, -1)}`;
  }
  let text = host.inspect.inspect(value);
  if (text.length > 28) text = text.slice(0, 25) + "...";
  return ` Received type ${typeof value} (${text})`;
}

export function invalidArgType(name: string, expected: string | string[], actual: unknown): Error {
  const all = typeof expected === "string" ? [expected] : expected;
  const types: string[] = [],
    classes: string[] = [],
    others: string[] = [];
  for (const it of all) {
    if (KINDS.includes(it)) types.push(it.toLowerCase());
    else if (/^([A-Z][a-z0-9]*)+$/.test(it)) classes.push(it);
    else others.push(it);
  }
  if (classes.length > 0) {
    const at = types.indexOf("object");
    if (at !== -1) {
      types.splice(at, 1);
      classes.push("Object");
    }
  }
  const parts: string[] = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${list(types, "or")}`);
  if (classes.length > 0) parts.push(`an instance of ${list(classes, "or")}`);
  if (others.length > 0) {
    if (others.length > 1) parts.push(`one of ${list(others, "or")}`);
    else parts.push((others[0].toLowerCase() !== others[0] ? "an " : "") + others[0]);
  }
  let text = name.endsWith(" argument")
    ? `The ${name}`
    : `The "${name}" ${name.includes(".") ? "property" : "argument"}`;
  text += ` must be ${parts.join(" or ")}.${received(actual)}`;
  return coded(TypeError, "ERR_INVALID_ARG_TYPE", text);
}

export function invalidArgValue(name: string, value: unknown, reason = "is invalid"): Error {
  let text = host.inspect.inspect(value);
  if (text.length > 128) text = text.slice(0, 128) + "...";
  return coded(
    TypeError,
    "ERR_INVALID_ARG_VALUE",
    `The ${name.includes(".") ? "property" : "argument"} '${name}' ${reason}. Received ${text}`,
  );
}

function grouped(text: string): string {
  let out = "";
  let at = text.length;
  const start = text[0] === "-" ? 1 : 0;
  for (; at >= start + 4; at -= 3) out = `_${text.slice(at - 3, at)}${out}`;
  return text.slice(0, at) + out;
}

export function outOfRange(name: string, range: string, value: unknown): Error {
  let text: string;
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) > 2 ** 32)
    text = grouped(String(value));
  else if (typeof value === "bigint") {
    text = String(value);
    if (value > 2n ** 32n || value < -(2n ** 32n)) text = grouped(text);
    text += "n";
  } else text = host.inspect.inspect(value);
  return coded(
    RangeError,
    "ERR_OUT_OF_RANGE",
    `The value of "${name}" is out of range. It must be ${range}. Received ${text}`,
  );
}

/** What a program is told that may not. */
export function accessDenied(permission: string, resource: string): Error {
  const error: any = new Error("Access to this API has been restricted");
  error.code = "ERR_ACCESS_DENIED";
  error.permission = permission;
  error.resource = resource;
  return error;
}

/** An error of the operating system as Node writes it. */
export function systemError(
  code: string,
  errno: number,
  message: string,
  syscall: string,
  path?: string,
  dest?: string,
): Error {
  let text = `${code}: ${message}, ${syscall}`;
  if (path !== undefined) text += ` '${path}'`;
  if (dest !== undefined) text += ` -> '${dest}'`;
  const error = new Error(text) as Error & Record<string, unknown>;
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (path !== undefined) error.path = path;
  if (dest !== undefined) error.dest = dest;
  return error;
}

/** An error of Node's own that tells, as the system does, which call failed on what. */
export function systemErrorOf(
  code: string,
  prefix: string,
  info: { code: string; message: string; path: string; syscall: string; errno: number },
): Error {
  const text = `${prefix}: ${info.syscall} returned ${info.code} (${info.message}) ${info.path}`;
  const error: any = coded(Error, code, text);
  Object.defineProperty(error, "name", {
    __proto__: null,
    value: "SystemError",
    writable: true,
    configurable: true,
  } as any);
  return Object.assign(error, { info, errno: info.errno, syscall: info.syscall, path: info.path });
}
