// AssertionError: what was there, what was wanted, and the lines in which they differ.
import { inspectWith } from "internal:inspect";
import { validateObject } from "internal:validate";

const HEADS: Record<string, string> = {
  __proto__: null,
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  strictEqual: "Expected values to be strictly equal:",
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: "Expected values to be loosely deep-equal:",
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: "Values identical but not reference-equal:",
  notDeepEqualUnequal: "Expected values not to be loosely deep-equal:",
} as any;
const LONGEST_SHORT = 12;
const MOST_LINES = 50;

function shown(value: unknown): string {
  return inspectWith(value, {
    depth: 1000, showHidden: false, colors: false, customInspect: false, showProxy: false, maxArrayLength: Infinity,
    maxStringLength: Infinity, breakLength: Infinity, compact: false, sorted: true, getters: true,
  });
}

const isObjectLike = (value: unknown) => (typeof value === "object" && value !== null) || typeof value === "function";

/** The lines in which two values differ, with some lines around. */
function difference(actual: unknown, expected: unknown, operator: string, said?: string): string {
  const left = shown(actual).split("\n"), right = shown(expected).split("\n");
  let indicator = "";
  if (operator === "strictEqual" && ((typeof actual === "object" && actual !== null && typeof expected === "object" && expected !== null)
    || (typeof actual === "function" && typeof expected === "function"))) operator = "strictEqualObject";
  if (left.length === 1 && right.length === 1 && left[0] !== right[0]) {
    const length = left[0].length + right[0].length;
    if (length <= LONGEST_SHORT) {
      if (!isObjectLike(actual) && !isObjectLike(expected) && (actual !== 0 || expected !== 0)) {
        return `${said ?? HEADS[operator]}\n\n${left[0]} !== ${right[0]}\n`;
      }
    } else if (operator !== "strictEqualObject" && length < 80) {
      let at = 0;
      while (left[0][at] === right[0][at]) at++;
      if (at > 2) indicator = `\n  ${" ".repeat(at)}^`;
    }
  }
  // Equal lines at the end: three are shown.
  let end = "", other = "", same = 0, isSkipped = false;
  while (left.length > 0 && right.length > 0 && left[left.length - 1] === right[right.length - 1]) {
    const line = left.pop()!;
    right.pop();
    if (same++ < 3) end = `\n  ${line}${end}`;
    else other = line;
  }
  const most = Math.max(left.length, right.length);
  if (most === 0) {
    const lines = shown(actual).split("\n");
    if (lines.length > MOST_LINES) {
      lines.length = MOST_LINES - 3;
      lines.push("...");
    }
    return `${HEADS.notIdentical}\n\n${lines.join("\n")}\n`;
  }
  if (same >= 5) {
    end = `\n...${end}`;
    isSkipped = true;
  }
  if (other !== "") end = `\n  ${other}${end}`;
  const head = `${said ?? HEADS[operator]}\n+ actual - expected`;
  let out = "", minus = "", last = -1, lines = 0;
  const context = (list: string[], at: number, gap: number) => {
    // Two lines behind the last difference are there already, two before this one follow.
    let from = at - gap + 3;
    if (gap > 6) {
      out += "\n...";
      isSkipped = true;
      from = at - 2;
    }
    for (let i = from; i < at; i++) {
      out += `\n  ${list[i]}`;
      lines++;
    }
  };
  for (let i = 0; i < most; i++) {
    const gap = i - last;
    if (left.length < i + 1) {
      context(right, i, gap);
      last = i;
      minus += `\n- ${right[i]}`;
      lines++;
    } else if (right.length < i + 1) {
      context(left, i, gap);
      last = i;
      out += `\n+ ${left[i]}`;
      lines++;
    } else {
      const wanted = right[i];
      let there = left[i];
      let isDifferent = there !== wanted && (!there.endsWith(",") || there.slice(0, -1) !== wanted);
      if (isDifferent && wanted.endsWith(",") && wanted.slice(0, -1) === there) {
        isDifferent = false;
        there += ",";
      }
      if (isDifferent) {
        context(left, i, gap);
        last = i;
        out += `\n+ ${there}`;
        minus += `\n- ${wanted}`;
        lines += 2;
      } else {
        out += minus;
        minus = "";
        if (gap <= 2) {
          out += `\n  ${there}`;
          lines++;
        }
      }
    }
    if (lines > MOST_LINES && i < most - 2) {
      return `${head} ... Lines skipped\n${out}\n...${minus}\n...`;
    }
  }
  return `${head}${isSkipped ? " ... Lines skipped" : ""}\n${out}${minus}${end}${indicator}`;
}

function messageOf(operator: string, actual: any, expected: any): string {
  if (operator === "deepStrictEqual" || operator === "strictEqual") return difference(actual, expected, operator);
  if (operator === "notDeepStrictEqual" || operator === "notStrictEqual") {
    let head = HEADS[operator];
    const lines = shown(actual).split("\n");
    if (operator === "notStrictEqual" && isObjectLike(actual)) head = HEADS.notStrictEqualObject;
    if (lines.length > MOST_LINES) {
      lines.length = MOST_LINES - 3;
      lines.push("...");
    }
    return lines.length === 1 ? `${head}${lines[0].length > 5 ? "\n\n" : " "}${lines[0]}` : `${head}\n\n${lines.join("\n")}\n`;
  }
  let left = shown(actual), right = shown(expected);
  const known = HEADS[operator];
  if (operator === "notDeepEqual" && left === right) {
    left = `${known}\n\n${left}`;
    return left.length > 1024 ? `${left.slice(0, 1021)}...` : left;
  }
  if (left.length > 512) left = `${left.slice(0, 509)}...`;
  if (right.length > 512) right = `${right.slice(0, 509)}...`;
  if (operator === "deepEqual") left = `${known}\n\n${left}\n\nshould loosely deep-equal\n\n`;
  else if (operator === "notDeepEqual") left = `${HEADS.notDeepEqualUnequal}\n\n${left}\n\nshould not loosely deep-equal\n\n`;
  else right = ` ${operator} ${right}`;
  return left + right;
}

const isError = (value: any) => typeof value === "object" && value !== null && value instanceof Error;

/** Of two errors, what they say counts, not where they were made. */
function shownAs(value: any, other: any): any {
  if (!isError(value) || !isError(other)) return value;
  const copy: any = new Error(value.message);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(value));
  Object.assign(copy, value);
  Object.defineProperty(copy, "stack", { __proto__: null, value: "", writable: true, configurable: true } as any);
  return copy;
}

export class AssertionError extends Error {

  constructor(options: any) {
    validateObject(options, "options");
    const { message, operator, actual, expected } = options;
    const isStrict = operator === "deepStrictEqual" || operator === "strictEqual";
    const isSame = isStrict && isObjectLike(actual) && isObjectLike(expected) && shown(actual) === shown(expected);
    if (message != null) super(isStrict && !isSame ? difference(actual, expected, operator, String(message)) : String(message));
    else {
      super(isSame && operator === "strictEqual" ? `Values have same structure but are not reference-equal:\n\n${shown(actual)}\n` : messageOf(operator, shownAs(actual, expected), shownAs(expected, actual)));
    }
    this.generatedMessage = !message;
    Object.defineProperty(this, "name", { __proto__: null, value: "AssertionError", enumerable: false, writable: true, configurable: true } as any);
    this.code = "ERR_ASSERTION";
    host.errors.coded(this, this.code);
    if (options.details) {
      (this as any).actual = undefined;
      (this as any).expected = undefined;
      (this as any).operator = undefined;
    } else {
      this.actual = shownAs(actual, expected);
      this.expected = shownAs(expected, actual);
      this.operator = operator;
    }
  }

  toString() { return `${this.name} [${this.code}]: ${this.message}`; }
}
