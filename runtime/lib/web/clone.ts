// `structuredClone`: a copy of a graph of values.
import { coded } from "internal:errors";
import { kClone, kTransfer } from "internal:clone_hooks";

const ERRORS: Record<string, any> = {
  __proto__: null,
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
} as any;
const VIEWS: Record<string, any> = {
  __proto__: null,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as any;

function refused(value: unknown): Error {
  const what =
    typeof value === "symbol"
      ? String(value)
      : typeof value === "function"
        ? `${value}`
        : `#<${host.inspect.constructorName(value) ?? "Object"}>`;
  return new DOMException(`${what} could not be cloned.`, "DataCloneError");
}

function clone(value: any, memory: Map<object, any>): any {
  if (typeof value === "symbol" || typeof value === "function") throw refused(value);
  if (typeof value !== "object" || value === null) return value;
  const known = memory.get(value);
  if (known !== undefined) return known;
  if (host.isProxy(value)) throw new DOMException("#<Object> could not be cloned.", "DataCloneError");
  const keep = <T>(made: T): T => {
    memory.set(value, made);
    return made;
  };
  if (typeof value[kClone] === "function") return keep(value[kClone]());
  if (typeof value[kTransfer] === "function")
    throw coded(
      TypeError,
      "ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST",
      "Object that needs transfer was found in message but not listed in transferList",
    );
  if (Array.isArray(value)) {
    const out = keep(new Array(value.length));
    for (const key of Object.keys(value)) out[key as any] = clone((value as any)[key], memory);
    return out;
  }
  switch (host.kindOf(value)) {
    case "date":
      return keep(new Date(host.P.dateGetTime(value)));
    case "regexp":
      return keep(new RegExp(host.P.regExpSource(value), host.P.regExpFlags(value)));
    case "number":
      return keep(Object(host.P.numberValueOf(value)));
    case "string":
      return keep(Object(host.P.stringValueOf(value)));
    case "boolean":
      return keep(Object(host.P.booleanValueOf(value)));
    case "bigint":
      return keep(Object(host.P.bigIntValueOf(value)));
    case "map": {
      const out = keep(new Map());
      const pairs: [any, any][] = [];
      for (const pair of value as Map<any, any>) pairs.push(pair);
      for (const pair of pairs) out.set(clone(pair[0], memory), clone(pair[1], memory));
      return out;
    }
    case "set": {
      const out = keep(new Set());
      const items: any[] = [];
      for (const item of value as Set<any>) items.push(item);
      for (const item of items) out.add(clone(item, memory));
      return out;
    }
    case "arraybuffer":
      return keep((value as ArrayBuffer).slice(0));
    case "sharedarraybuffer":
      return keep(value);
    case "typedarray": {
      const View = VIEWS[host.P.typedArrayName(value)];
      if (View === undefined) throw refused(value);
      const buffer = clone(value.buffer, memory);
      return keep(new View(buffer, value.byteOffset, value.length));
    }
    case "dataview": {
      const buffer = clone(host.P.dataViewBuffer(value), memory);
      return keep(new DataView(buffer, host.P.dataViewByteOffset(value), host.P.dataViewByteLength(value)));
    }
    case "error": {
      const name = host.inspect.dataProperty(value, "name");
      const Class = ERRORS[typeof name === "string" ? name : "Error"] ?? Error;
      const message = Reflect.getOwnPropertyDescriptor(value, "message");
      const out = keep(
        message !== undefined && "value" in message ? new Class(`${message.value}`) : new Class(),
      );
      const { stack } = value;
      if (typeof stack === "string")
        Object.defineProperty(out, "stack", {
          __proto__: null,
          value: stack,
          writable: true,
          configurable: true,
        } as any);
      const cause = Reflect.getOwnPropertyDescriptor(value, "cause");
      if (cause !== undefined && "value" in cause) {
        Object.defineProperty(out, "cause", {
          __proto__: null,
          value: clone(cause.value, memory),
          writable: true,
          configurable: true,
        } as any);
      }
      return out;
    }
    case "object":
    case "arguments": {
      const out: any = keep({});
      for (const key of Object.keys(value)) {
        Object.defineProperty(out, key, {
          __proto__: null,
          value: clone(value[key], memory),
          writable: true,
          enumerable: true,
          configurable: true,
        } as any);
      }
      return out;
    }
    default:
      throw refused(value);
  }
}

/** What is to be moved, as a list. */
export function transferList(list: any, refusal: string): any[] {
  if (list == null) return [];
  if (typeof list !== "object" || typeof list[Symbol.iterator] !== "function")
    throw coded(TypeError, "ERR_INVALID_ARG_TYPE", refusal);
  const out: any[] = [];
  for (const it of list) out.push(it);
  return out;
}

export function structuredClone(value: unknown = undefined, options: any = undefined): unknown {
  if (arguments.length === 0)
    throw coded(TypeError, "ERR_MISSING_ARGS", "The value argument must be specified");
  if (options != null && typeof options !== "object")
    throw coded(
      TypeError,
      "ERR_INVALID_ARG_TYPE",
      "The options argument must be either an object or undefined",
    );
  const memory = new Map<object, any>();
  const transfer = transferList(options?.transfer, "Optional transferList argument must be an iterable");
  const moved: ArrayBuffer[] = [];
  for (const it of transfer) {
    if (typeof it?.[kTransfer] === "function") {
      memory.set(it, it[kTransfer]());
      continue;
    }
    if (typeof it !== "object" || it === null || host.kindOf(it) !== "arraybuffer")
      throw coded(TypeError, "ERR_INVALID_TRANSFER_OBJECT", "Found invalid object in transferList");
    if (moved.includes(it))
      throw new DOMException("ArrayBuffer occurs in the transfer list more than once", "DataCloneError");
    moved.push(it);
  }
  const out = clone(value, memory);
  for (const it of moved) (it as any).transfer();
  return out;
}
