// The report of `node:test`, in the Test Anything Protocol, as Node prints it where no terminal reads.
import { source } from "internal:test/failure";
import { inspect as inspected } from "node:util";
import types from "node:util/types";

const inspect = (value: any) => inspected(value, { colors: false, breakLength: Infinity });

const escaped = (text: string) =>
  text
    .replaceAll("\b", "\\b")
    .replaceAll("\f", "\\f")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\v", "\\v")
    .replaceAll("\\", "\\\\")
    .replaceAll("#", "\\#");

/** A value in the lines under a result. */
function yaml(indent: string, name: string, value: any, seen: Set<any>): string {
  if (value === undefined) return "";
  const lead = `${indent}  ${name}:`;
  if (value === null) return `${lead} ~\n`;
  if (typeof value !== "object") {
    const lines = typeof value === "string" ? value.split(/\r?\n/) : [];
    if (lines.length <= 1) return `${lead} ${inspect(value)}\n`;
    let out = `${lead} |-\n`;
    for (const line of lines) out += `${indent}    ${line}\n`;
    return out;
  }
  seen.add(value);
  const date = types.isDate(value) ? ` ${value.toISOString()}` : "";
  let out = `${lead}${date}\n`;
  const inner = `${indent}  `;
  for (const key of Object.keys(value)) {
    const part = value[key];
    if (types.isNativeError(value) && (key === "cause" || key === "code")) continue;
    out += seen.has(part) ? `${inner}  ${key}: <Circular>\n` : yaml(inner, key, part, seen);
  }
  return types.isNativeError(value) ? out + failure(inner, value) : out;
}

function failure(indent: string, error: any): string {
  if (error === null || typeof error !== "object" || !types.isNativeError(error))
    return yaml(indent, "error", error, new Set());
  let out = "";
  const cause = source(error);
  const isGiven = cause !== null && cause !== undefined;
  const read = (name: string) => (isGiven ? cause[name] : undefined) ?? error[name];
  const seen = new Set<any>([error]);
  for (const key of Object.keys(error)) {
    if (key !== "cause" && key !== "code") out += yaml(indent, key, error[key], seen);
  }
  out += yaml(indent, "error", read("message") ?? "<unknown error>", seen);
  const code = read("code"),
    name = read("name");
  if (code) out += yaml(indent, "code", code, seen);
  if (name && name !== "Error") out += yaml(indent, "name", name, seen);
  if (isGiven && typeof cause === "object" && "expected" in cause && "actual" in cause) {
    out += yaml(indent, "expected", cause.expected, new Set(seen));
    out += yaml(indent, "actual", cause.actual, new Set(seen));
    if (cause.operator) out += yaml(indent, "operator", cause.operator, seen);
  }
  const stack = cause !== error && isGiven ? cause.stack : undefined;
  if (typeof stack === "string") {
    const frames = stack
      .split(/\r?\n/)
      .filter((line) => /^ {4}at /.test(line))
      .map((line) => line.slice(7));
    if (frames.length > 0) {
      const lead = `\n${indent}    `;
      out += `${indent}  stack: |-${lead}${frames.join(lead)}\n`;
    }
  }
  return out;
}

export class Tap {
  #print: (text: string) => void;
  #flush: () => void;
  constructor(print: (text: string) => void, flush: () => void) {
    this.#print = print;
    this.#flush = flush;
    print("TAP version 13\n");
  }
  start(nesting: number, name: string): void {
    this.#print(`${indentation(nesting)}# Subtest: ${escaped(name)}\n`);
  }
  plan(nesting: number, count: number): void {
    this.#print(`${indentation(nesting)}1..${count}\n`);
  }
  diagnostic(nesting: number, text: any): void {
    this.#print(`${indentation(nesting)}# ${escaped(`${text}`)}\n`);
  }
  result(it: any): void {
    const indent = indentation(it.nesting);
    let out = `${indent}${it.passed ? "ok" : "not ok"} ${it.number} - ${escaped(it.name)}`;
    if (it.skipped) out += ` # SKIP${reason(it.message)}`;
    else if (it.isTodo) out += ` # TODO${reason(it.message)}`;
    out += `\n${indent}  ---\n${indent}  duration_ms: ${Number(it.duration.toFixed(6))}\n`;
    if (it.kind === "suite") out += `${indent}  type: 'suite'\n`;
    if (!it.passed) {
      if (it.place !== "") out += `${indent}  location: '${it.place}'\n`;
      out += failure(indent, it.error);
    }
    this.#print(`${out}${indent}  ...\n`);
  }
  end(): void {
    this.#flush();
  }
}

const indentation = (nesting: number) => "    ".repeat(nesting);
const reason = (why: any) => (typeof why === "string" && why !== "" ? ` ${escaped(why)}` : "");
