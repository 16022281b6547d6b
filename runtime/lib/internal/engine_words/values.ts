// Values as V8's messages name them. Runs nothing of the program.

const primordials = host.P;

/** As a message quotes a value. */
export function show(value: unknown): string {
  if (typeof value === "symbol") return primordials.symbolToString(value);
  if (typeof value === "function") return host.textOf(value);
  if (!host.isObject(value)) return `${value as any}`;
  const kind = host.isProxy(value) ? "object" : host.kindOf(value);
  if (kind === "error") {
    const message = memberOf(value, "message")?.[0];
    const name = `${memberOf(value, "name")?.[0] ?? "Error"}`;
    return typeof message === "string" && message !== "" ? `${name}: ${message}` : name;
  }
  if (Array.isArray(value)) return "[object Array]";
  if (kind === "date") return "[object Date]";
  if (kind === "regexp") return "[object RegExp]";
  const name = classOf(value);
  return name === undefined ? "[object Object]" : `#<${name}>`;
}

/** As a message names what it has no expression for. */
export function defaultSite(value: unknown): string {
  const type = typeof value;
  if (type === "string") return `string "${value}"`;
  if (value === null || type === "number" || type === "boolean" || type === "bigint") return `${type} ${value}`;
  return type;
}

/** A member that is data, in a list, since it may be `undefined`. */
export function memberOf(value: unknown, name: string): [unknown] | undefined {
  let at: any = value;
  for (let depth = 0; depth < 20 && host.isObject(at) && !host.isProxy(at); depth++) {
    const descriptor = Object.getOwnPropertyDescriptor(at, name);
    if (descriptor !== undefined) return "value" in descriptor ? [descriptor.value] : undefined;
    at = Object.getPrototypeOf(at);
  }
  return host.isObject(value) && at === null ? [undefined] : undefined;
}

export function classOf(value: unknown): string | undefined {
  const constructor = memberOf(value, "constructor")?.[0];
  if (typeof constructor !== "function" || host.isProxy(constructor)) return undefined;
  const name = Object.getOwnPropertyDescriptor(constructor, "name")?.value;
  return typeof name === "string" && name !== "" ? name : undefined;
}
