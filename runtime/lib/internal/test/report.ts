// The report of `node:test`, in the Test Anything Protocol, as Node prints it where no terminal reads.
import process from "node:process";

const { setImmediate: soon } = host.timerFunctions;

export interface Result {
  name: string;
  nesting: number;
  number: number;
  passed: boolean;
  duration: number;
  isSuite: boolean;
  skip: boolean | string | undefined;
  todo: boolean | string | undefined;
  error: any;
  diagnostics: string[];
  place: string;
}

let lines = "";
let isWaiting = false;

/** Lines of one turn are printed together. */
function print(text: string): void {
  lines += text;
  if (isWaiting) return;
  isWaiting = true;
  soon(flush);
}

export function flush(): void {
  isWaiting = false;
  const text = lines;
  lines = "";
  if (text !== "") process.stdout.write(text);
}

const escaped = (text: string) =>
  text
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\\", "\\\\")
    .replaceAll("#", "\\#");

export function begin(): void {
  print("TAP version 13\n");
}
export function heading(name: string, nesting: number): void {
  print(`${"    ".repeat(nesting)}# Subtest: ${escaped(name)}\n`);
}
export function plan(count: number, nesting: number): void {
  print(`${"    ".repeat(nesting)}1..${count}\n`);
}
export function comment(text: string, nesting: number): void {
  print(`${"    ".repeat(nesting)}# ${escaped(text)}\n`);
}

/** A value in the lines under a result. */
function yaml(indent: string, name: string, value: any): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") {
    if (!/\r?\n/.test(value)) return `${indent}  ${name}: '${value.replaceAll("'", "\\'")}'\n`;
    let out = `${indent}  ${name}: |-\n`;
    for (const line of value.split(/\r?\n/)) out += `${indent}    ${line}\n`;
    return out;
  }
  if (typeof value === "object") {
    let out = `${indent}  ${name}:\n`;
    for (const key of Object.keys(value)) out += yaml(`${indent}  `, key, value[key]);
    return out;
  }
  return `${indent}  ${name}: ${typeof value === "symbol" ? String(value) : host.inspect.inspect(value)}\n`;
}

function failure(indent: string, error: any): string {
  let out = "";
  const isError = error !== null && typeof error === "object";
  const cause = isError && error.code === "ERR_TEST_FAILURE" ? (error.cause ?? error) : error;
  if (isError && error.failureType) out += yaml(indent, "failureType", error.failureType);
  if (cause !== null && typeof cause === "object" && "message" in cause) {
    out += yaml(indent, "error", cause.message === "" ? "''" : cause.message);
    out += yaml(indent, "code", cause.code ?? error.code);
    if (cause.name !== undefined && cause.name !== "Error") out += yaml(indent, "name", cause.name);
    if (cause.code === "ERR_ASSERTION" && "operator" in cause) {
      out += yaml(indent, "expected", cause.expected);
      out += yaml(indent, "actual", cause.actual);
      out += yaml(indent, "operator", cause.operator);
    }
    if (typeof cause.stack === "string" && cause.failureType === undefined) {
      const frames = cause.stack
        .split("\n")
        .filter((line: string) => /^ {4}at /.test(line))
        .map((line: string) => line.slice(7));
      if (frames.length > 0) out += yaml(indent, "stack", frames.join("\n"));
    }
  } else {
    out += yaml(indent, "error", typeof cause === "string" ? cause : host.inspect.inspect(cause));
    out += yaml(indent, "code", error.code ?? "ERR_TEST_FAILURE");
  }
  return out;
}

export function result(it: Result): void {
  const indent = "    ".repeat(it.nesting);
  let out = `${indent}${it.passed ? "ok" : "not ok"} ${it.number} - ${escaped(it.name)}`;
  if (it.skip !== undefined && it.skip !== false) out += ` # SKIP${reason(it.skip)}`;
  else if (it.todo !== undefined && it.todo !== false) out += ` # TODO${reason(it.todo)}`;
  out += `\n${indent}  ---\n${indent}  duration_ms: ${Number(it.duration.toFixed(6))}\n`;
  if (it.isSuite) out += `${indent}  type: 'suite'\n`;
  if (!it.passed) {
    if (it.place !== "") out += yaml(indent, "location", it.place);
    out += failure(indent, it.error);
  }
  print(`${out}${indent}  ...\n`);
  for (const text of it.diagnostics) comment(text, it.nesting);
}

const reason = (why: any) => (typeof why === "string" && why !== "" ? ` ${escaped(why)}` : "");
