// Node's checks of arguments.
import { invalidArgType, invalidArgValue, outOfRange } from "internal:errors";

export function validateString(value: unknown, name: string): asserts value is string {
  if (typeof value !== "string") throw invalidArgType(name, "string", value);
}

export function validateFunction(value: unknown, name: string): asserts value is Function {
  if (typeof value !== "function") throw invalidArgType(name, "Function", value);
}

export function validateObject(value: unknown, name: string): asserts value is object {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw invalidArgType(name, "Object", value);
}

export function validateBoolean(value: unknown, name: string): asserts value is boolean {
  if (typeof value !== "boolean") throw invalidArgType(name, "boolean", value);
}

export function validateArray(value: unknown, name: string): asserts value is unknown[] {
  if (!Array.isArray(value)) throw invalidArgType(name, "Array", value);
}

export function validateNumber(value: unknown, name: string, min?: number, max?: number): asserts value is number {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if ((min !== undefined && value < min) || (max !== undefined && value > max) || ((min !== undefined || max !== undefined) && value !== value)) {
    throw outOfRange(name, range(min, max), value);
  }
}

function range(min?: number, max?: number): string {
  const low = min === undefined ? "" : `>= ${min}`;
  const high = max === undefined ? "" : `<= ${max}`;
  return `${low}${low !== "" && high !== "" ? " && " : ""}${high}`;
}

export function validateInteger(value: unknown, name: string, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): asserts value is number {
  if (typeof value !== "number") throw invalidArgType(name, "number", value);
  if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

export function validateOneOf(value: unknown, name: string, allowed: unknown[]): void {
  for (const it of allowed) if (it === value) return;
  const shown = allowed.map((it) => (typeof it === "string" ? `'${it}'` : String(it))).join(", ");
  throw invalidArgValue(name, value, `must be one of: ${shown}`);
}

export function validateAbortSignal(value: unknown, name: string): void {
  if (value !== undefined && (value === null || typeof value !== "object" || !("aborted" in value))) {
    throw invalidArgType(name, "AbortSignal", value);
  }
}
