// What all tests of a generation are in: it counts them, has them told, and ends them.
import { failed, isTestFailure, source } from "internal:test/failure";
import { Hook } from "internal:test/hook";
import { reporter } from "internal:test/report";
import { current, shortened } from "internal:test/scope";
import { selection } from "internal:test/selection";
import { Test } from "internal:test/test";
import process from "node:process";

const KINDS = ["tests", "suites", "pass", "fail", "cancelled", "skipped", "todo"] as const;

export class Root extends Test {
  selection: any;
  reporter: any;
  /** Tests may run: what is said while a module's body runs waits for its end. */
  isOpen = false;
  #counts: any = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  #topLevel = 0;
  #isOpening = false;
  #hooks: Promise<void> | undefined;
  /** What holds tests to the modules that said them. */
  #held = new Map<Test, () => void>();

  constructor() {
    const chosen = selection();
    super("root", null, "<root>", { selection: chosen }, undefined);
    this.selection = chosen;
    this.reporter = reporter();
    this.startTime = host.now();
  }

  open(): void {
    if (this.#isOpening) return;
    this.#isOpening = true;
    queueMicrotask(() => {
      this.isOpen = true;
      this.runWaiting();
    });
  }

  /** A test was said. One that its module takes along keeps nobody waiting. */
  hears(test: Test): void {
    if (test.parent !== (this as any)) return;
    this.#held.set(
      test,
      host.hold(() => {
        this.#held.delete(test);
        test.leave();
      }),
    );
  }

  starts(test: Test): void {
    if (isThere(test)) host.tested(JSON.stringify({ ...about(test), state: "started" }));
  }

  completed(test: Test): void {
    this.#held.get(test)?.();
    this.#held.delete(test);
    if (isThere(test)) host.tested(JSON.stringify({ ...about(test), ...verdict(test) }));
  }

  count(test: Test): void {
    const counts = this.#counts;
    if (test.nesting === 0) this.#topLevel++;
    if (!test.passed && !test.isTodo) process.exitCode = 1;
    if (test.kind === "suite") {
      counts.suites++;
      return;
    }
    counts.tests++;
    if (test.skipped) counts.skipped++;
    else if (test.isTodo) counts.todo++;
    else if (test.cancelled) counts.cancelled++;
    else if (!test.passed) counts.fail++;
    else counts.pass++;
  }

  /** Every test that was said has run. */
  hasRun(): void {
    this.#runHooks();
  }

  #runHooks(): Promise<void> {
    return (this.#hooks ??= this.runRoot());
  }

  /** The end of the program. */
  async close(): Promise<void> {
    const hasHooks = this.hooks.before.length > 0 || this.hooks.after.length > 0;
    if (this.subtests.length === 0 && hasHooks) await this.#runHooks();
    this.done(
      failed(
        "cancelledByParent",
        "Promise resolution is still pending but the event loop has already resolved",
      ),
    );
    for (const release of this.#held.values()) release();
    const { reporter } = this;
    for (const hook of this.hooks.after) {
      if (hook.error === null) continue;
      process.exitCode = 1;
      if (isTestFailure(hook.error)) hook.error.failureType = "hookFailed";
      const name = hook.place.replace(/\?v=.*$/, "");
      const { error, place } = hook;
      reporter.result({ name, nesting: 0, number: this.subtests.length + 1, duration: 0, error, place });
    }
    reporter.plan(0, this.#topLevel);
    for (const text of this.diagnostics) reporter.diagnostic(0, text);
    for (const kind of KINDS) reporter.diagnostic(0, `${kind} ${this.#counts[kind]}`);
    reporter.diagnostic(0, `duration_ms ${this.duration}`);
    reporter.end();
  }

  /** Nothing of the program handled an error: it is of the test that waits for what failed. */
  strayed(event: string, error: any): void {
    const test = current();
    if (test instanceof Test && !test.finished) return test.failFromOutside(failed(event, error));
    process.exitCode = 1;
    const what = `generated asynchronous activity after the test ended. This activity created the error "${error}"`;
    if (test === undefined) {
      this.diagnostics.push(
        `Error: A resource ${what} which triggered an ${event} event, caught by the test runner.`,
      );
    } else {
      const name = test instanceof Hook ? `Test hook "${test.kind}"` : `Test "${test.name}"`;
      const place = test.place === "" ? "" : ` at ${shortened(test.place)}`;
      const rest = `and would have caused the test to fail, but instead triggered an ${event} event.`;
      this.diagnostics.push(`Error: ${name}${place} ${what} ${rest}`);
    }
    host.tested(JSON.stringify({ state: "strayed", error: host.errors.describeText(error) }));
  }
}

function isThere(test: Test): boolean {
  for (let at: Test | null = test; at !== null; at = at.parent) if (at.isLeft) return false;
  return true;
}

const about = (test: Test) => ({
  id: test.id,
  path: test.path,
  suite: test.kind === "suite",
  place: test.place,
});

/** What an editor is told of a test that is done. */
function verdict(test: Test): any {
  const { duration, message } = test;
  const said = typeof message === "string" ? message : null;
  if (test.skipped) return { state: "skipped", duration, said };
  if (test.isTodo) return { state: "todo", duration, said };
  if (test.passed) return { state: "passed", duration };
  const { failureType } = test.error ?? {};
  const cause = source(test.error);
  return {
    state: "failed",
    duration,
    cancelled: test.cancelled,
    failure: typeof failureType === "string" ? failureType : "testCodeFailure",
    error: host.errors.describeText(cause),
    ...compared(cause),
  };
}

const LONGEST = 1000;

/** What an assertion wanted and got, where it compared two values. */
function compared(error: any): any {
  if (error === null || typeof error !== "object") return {};
  const own = (name: string) => Object.getOwnPropertyDescriptor(error, name);
  const actual = own("actual"),
    expected = own("expected");
  if (actual === undefined || expected === undefined || !("value" in actual) || !("value" in expected)) return {};
  if (own("operator")?.value === "==" && expected.value === true) return {};
  if (actual.value === undefined && expected.value === undefined) return {};
  const shown = (value: any) => {
    const text: string = host.inspect.inspect(value);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  };
  return { actual: shown(actual.value), expected: shown(expected.value) };
}

let root: Root | null = null;

/** The one that the tests of now are in; made when the first one is said. */
export function theRoot(): Root {
  if (root !== null) return root;
  const made = new Root();
  root = made;
  const uncaught = (error: any) => made.strayed("uncaughtException", error);
  const unhandled = (error: any) => made.strayed("unhandledRejection", error);
  const end = () => {
    root = null;
    made.close().finally(() => {
      process.removeListener("uncaughtException", uncaught);
      process.removeListener("unhandledRejection", unhandled);
    });
  };
  // Of no module: they stay when the one that said the first test is replaced.
  host.owners.run(0, () => {
    process.on("uncaughtException", uncaught);
    process.on("unhandledRejection", unhandled);
    process.once("beforeExit", end);
  });
  return made;
}

/** A program that is ended takes its tests with it. */
export function forget(): void {
  root = null;
}

/** What a test belongs to that is said now. */
export function outer(): Test {
  const test = current();
  return test instanceof Test ? test : theRoot();
}
