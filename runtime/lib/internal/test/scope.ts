// Where the code of a test runs, over everything that it waits for; and where it was called.
import { AsyncLocalStorage } from "node:async_hooks";
import { relative } from "node:path";
import process from "node:process";

const running = new AsyncLocalStorage();

/** The test (or hook) whose code this is; none at the top level of a module. */
export const current = (): any => running.getStore();

/** Runs code of a test. */
export const within = (test: any, body: () => any): any => running.run(test, body);

/** A place as it is translated when it is printed, seen from the working directory. */
export function shortened(place: string): string {
  const end = place.lastIndexOf("?v=");
  return `${relative(process.cwd(), place.slice(0, end))}${place.slice(end)}`;
}

/** The call of the program that led here: `file?v=1:2:3`, which whoever prints it translates. */
export function callSite(stack: string): string {
  for (const line of stack.split("\n")) {
    const end = line.lastIndexOf(")");
    if (line.includes("?v=")) return line.slice(line.indexOf("(") + 1, end < 0 ? undefined : end);
  }
  return "";
}
