// How tests are told: for a terminal, for a program that reads, or as dots.
import { Dot } from "internal:test/dot";
import { Spec } from "internal:test/spec";
import { Tap } from "internal:test/tap";
import process from "node:process";

const { setImmediate: soon } = host.timerFunctions;
const REPORTERS: Record<string, any> = { __proto__: null, dot: Dot, spec: Spec, tap: Tap } as any;

let text = "";
let isWaiting = false;

/** What one turn has to say is written together. */
function print(more: string): void {
  text += more;
  if (isWaiting) return;
  isWaiting = true;
  soon(flush);
}

function flush(): void {
  isWaiting = false;
  const all = text;
  text = "";
  if (all !== "") process.stdout.write(all);
}

export function reporter(): any {
  const name = host.process.given.tests?.reporter ?? (process.stdout.isTTY ? "spec" : "tap");
  return new REPORTERS[name](print, flush);
}
