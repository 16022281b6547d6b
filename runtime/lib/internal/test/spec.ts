// The report of `node:test` for people, as Node prints it on a terminal.
import { source } from "internal:test/failure";
import { shortened } from "internal:test/scope";
import process from "node:process";

const CODES: Record<string, string> = { __proto__: null, red: "31", green: "32", blue: "34", gray: "90" } as any;

const hasColours = () => {
  const { stdout } = process as any;
  return stdout.isTTY === true && typeof stdout.getColorDepth === "function" && stdout.getColorDepth() > 2;
};

export const paint = (colour: string, text: string) =>
  hasColours() && CODES[colour] !== undefined ? `\u001b[${CODES[colour]}m${text}\u001b[39m` : text;

interface Head {
  nesting: number;
  name: string;
}

export class Spec {
  #print: (text: string) => void;
  #flush: () => void;
  /** Begun and not told, innermost first; and those whose name stands above what is in them. */
  #begun: Head[] = [];
  #headed: Head[] = [];
  #bad: any[] = [];
  constructor(print: (text: string) => void, flush: () => void) {
    this.#print = print;
    this.#flush = flush;
  }

  start(nesting: number, name: string): void {
    this.#begun.unshift({ nesting, name });
  }
  plan(): void {}
  diagnostic(nesting: number, text: any): void {
    this.#print(`${paint("blue", `${indent(nesting)}\u2139 ${text}`)}\n`);
  }

  result(it: any): void {
    if (!it.passed && it.error?.failureType !== "subtestsFailed") this.#bad.push(it);
    this.#begun.shift();
    while (this.#begun.length > 0) {
      const above = this.#begun.pop()!;
      this.#headed.unshift(above);
      this.#print(`${indent(above.nesting)}\u25B6 ${above.name}\n`);
    }
    const [head] = this.#headed;
    const isHead = head !== undefined && head.nesting === it.nesting && head.name === it.name;
    if (isHead) this.#headed.shift();
    this.#print(`${line(it, indent(it.nesting), isHead)}\n`);
  }

  end(): void {
    if (this.#bad.length > 0) {
      const parts = [`\n${paint("red", "\u2716 failing tests:")}\n`];
      for (const it of this.#bad) {
        if (it.place !== "") parts.push(`test at ${shortened(it.place)}`);
        parts.push(line(it, "", false));
      }
      this.#print(parts.join("\n"));
    }
    this.#flush();
  }
}

const indent = (nesting: number) => "  ".repeat(nesting);

function line(it: any, indentation: string, hasChildren: boolean): string {
  const { skipped, isTodo, message } = it;
  const took = it.duration ? ` ${paint("gray", `(${Number(it.duration.toFixed(6))}ms)`)}` : "";
  let title = `${it.name}${took}`;
  const why = typeof message === "string" && message !== "" ? message : undefined;
  if (skipped) title += ` # ${why ?? "SKIP"}`;
  else if (isTodo) title += ` # ${why ?? "TODO"}`;
  const error = it.passed ? "" : shown(it.error, indentation);
  const below = !hasChildren ? error : error === "" || it.error?.failureType === "subtestsFailed" ? "" : `\n${error}`;
  const [colour, sign] = skipped
    ? ["gray", "\uFE63 "]
    : it.passed
      ? ["green", "\u2714 "]
      : ["red", "\u2716 "];
  return `${indentation}${paint(colour, `${sign}${title}`)}${below}`;
}

function shown(error: any, indentation: string): string {
  if (error === null || error === undefined) return "";
  const cause = error.code === "ERR_TEST_FAILURE" ? error.cause : source(error);
  const text: string = host
    .load("node:util")
    .inspect(cause, { colors: hasColours(), breakLength: Infinity });
  return `\n${indentation}  ${text.split(/\r?\n/).join(`\n${indentation}  `)}\n`;
}
