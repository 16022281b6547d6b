// A test or suite of `node:test`: when it runs, and what came of it.
import { invalidArgType } from "internal:errors";
import { SuiteContext, TestContext } from "internal:test/context";
import { failed, isTestFailure, validateCount } from "internal:test/failure";
import { called, Hook, limited, timeoutOf } from "internal:test/hook";
import type { HookKind } from "internal:test/hook";
import { MockTracker } from "internal:test/mock";
import { callSite, within } from "internal:test/scope";
import { isMeant, isNamed } from "internal:test/selection";
import type { Root } from "internal:test/root";
import { validateAbortSignal } from "internal:validate";
import { AbortController } from "web:abort";

export type TestKind = "test" | "suite" | "root";

let lastId = 0;
const [nothing] = [() => {}];
/** What was not asked for is not there. */
const NOT_ASKED_FOR: any = { start: () => Promise.resolve() };

/** What a call gave: a name, options and a function, each of which may be missing. */
function sorted(name: any, options: any, fn: any): [any, any, any] {
  if (typeof name === "function") [name, options, fn] = [undefined, undefined, name];
  else if (name !== null && typeof name === "object") [name, options, fn] = [name.name, name, options];
  else if (typeof options === "function") [options, fn] = [undefined, options];
  return [name, options !== null && typeof options === "object" ? options : {}, fn];
}

const isGiven = (value: any) => value !== undefined && value !== false;

export class Test {
  id = ++lastId;
  name: string;
  parent: Test | null;
  root: Root;
  kind: TestKind;
  nesting: number;
  number: number;
  place: string;
  only: boolean;
  runsOnly: boolean;
  skipped: boolean;
  isTodo: boolean;
  message: any;
  plan: { expected: number; actual: number } | null = null;
  passed = false;
  error: any = null;
  cancelled = false;
  finished = false;
  /** Its module was replaced while it ran. */
  isLeft = false;
  diagnostics: any[] = [];
  subtests: Test[] = [];
  hooks: Record<HookKind, Hook[]>;
  startTime: number | null = null;
  endTime: number | null = null;
  signal: any;
  #fn: any;
  #concurrency: number;
  #timeout: number;
  #planned: any;
  #outer: any;
  #controller = new AbortController();
  #mock: MockTracker | undefined;
  #built: Promise<any> | undefined;
  #isBuilt = false;
  #isHeard = false;
  #active = 0;
  #ownAfterEach = 0;
  #waiting: { test: Test; resolve: () => void }[] = [];
  /** Done, and not told because one before it is not. */
  #ready = new Map<number, Test>();
  #nextToTell = 1;

  constructor(kind: TestKind, parent: Test | null, name: any, options: any, fn: any) {
    const { concurrency, signal, only, todo } = options;
    let { skip } = options;
    if (typeof fn !== "function") fn = nothing;
    this.kind = kind;
    this.parent = parent;
    this.root = parent === null ? (this as any) : parent.root;
    this.name = typeof name === "string" && name !== "" ? name : fn.name || "<anonymous>";
    this.nesting = parent === null || parent.parent === null ? 0 : parent.nesting + 1;
    this.number = parent === null ? 0 : parent.subtests.length + 1;
    this.place = parent === null ? "" : callSite(host.errors.here());
    this.#concurrency = parent === null ? 1 : parent.#concurrency;
    if (typeof concurrency === "number") {
      validateCount(concurrency, "options.concurrency", true);
      this.#concurrency = concurrency;
    } else if (typeof concurrency === "boolean") this.#concurrency = concurrency ? Infinity : 1;
    else if (concurrency !== undefined && concurrency !== null)
      throw invalidArgType("options.concurrency", ["boolean", "number"], concurrency);
    this.#timeout = timeoutOf(options, parent === null ? Infinity : parent.#timeout);
    validateAbortSignal(signal, "options.signal");
    this.hooks = {
      before: [],
      after: [],
      beforeEach: parent === null ? [] : parent.hooks.beforeEach.slice(),
      afterEach: parent === null ? [] : parent.hooks.afterEach.slice(),
    };
    const { isOnly } = this.root.selection ?? options.selection;
    this.only = parent === null ? isOnly : (only ?? !parent.runsOnly);
    this.runsOnly = parent === null ? isOnly : !this.only;
    if (!isOnly && parent !== null && (only || this.runsOnly))
      this.diagnostics.push("'only' and 'runOnly' require the --test-only command-line option.");
    if (kind === "suite") this.runsOnly = isOnly;
    if (kind === "test" && !this.matches()) skip = "test name does not match pattern";
    if (isOnly && !this.only) skip = "'only' option not set";
    this.#fn = skip ? nothing : fn;
    this.signal = this.#controller.signal;
    this.#outer = signal;
    this.#outer?.addEventListener("abort", this.#abort);
    this.#planned = options.plan;
    this.skipped = isGiven(skip);
    this.isTodo = isGiven(todo);
    this.message = typeof skip === "string" ? skip : typeof todo === "string" ? todo : null;
  }

  get fullName(): string {
    return this.path.join(" > ");
  }
  /** The names from the outermost suite inwards. */
  get path(): string[] {
    const path: string[] = [];
    for (let at: Test | null = this; at !== null && at.parent !== null; at = at.parent) path.unshift(at.name);
    return path;
  }
  get mock(): MockTracker {
    return (this.#mock ??= new MockTracker());
  }
  get duration(): number {
    return this.endTime === null ? 0 : this.endTime - this.startTime!;
  }

  /** Whether a pattern of the command line is about it, or about what is around it. */
  matches(): boolean {
    const { patterns } = this.root.selection;
    if (patterns === null || this.parent === null) return patterns === null;
    return patterns.some((it) => it.exec(this.name) !== null) || this.parent.matches();
  }

  /** A test within this one. What comes too late belongs to the whole, so that somebody hears of it. */
  subtest(kind: TestKind, name: any, options: any, fn: any, more: any = {}): Test {
    const [title, about, body] = sorted(name, options, fn);
    const isTooLate = this.finished || this.#isBuilt;
    const parent: Test = isTooLate ? (this.root as any) : this;
    const test = new Test(kind, parent, title, { ...about, ...more }, body);
    const { names } = this.root.selection;
    if (names !== null && !isNamed(names, test.path)) return NOT_ASKED_FOR;
    if (isTooLate)
      test.fail(failed("parentAlreadyFinished", "test could not be started because its parent finished"));
    parent.subtests.push(test);
    this.root.hears(test);
    if (kind === "suite") test.#build();
    return test;
  }

  /** The tests of a suite are known once its function has run. */
  #build(): void {
    const context = new SuiteContext(this);
    try {
      const built = within(this, () => Reflect.apply(this.#fn, context, [context]));
      this.#built = Promise.resolve(built).then(
        () => {
          this.#isBuilt = true;
        },
        (error) => {
          this.fail(failed("testCodeFailure", error));
          this.#isBuilt = true;
        },
      );
    } catch (error) {
      this.fail(failed("testCodeFailure", error));
      this.#isBuilt = true;
    }
  }

  addHook(kind: HookKind, fn: any, options: any): void {
    const hook = new Hook(this, kind, fn, options);
    if (kind === "before" && this.startTime !== null)
      hook.run(this.#context()).then(() => {
        if (hook.error !== null) this.fail(hook.error);
      });
    // Its own come before those of what is around it, in the order in which they are said.
    if (kind === "afterEach") this.hooks.afterEach.splice(this.#ownAfterEach++, 0, hook);
    else this.hooks[kind].push(hook);
  }

  fail(error: any): void {
    if (this.error !== null) return;
    this.passed = false;
    this.error = error;
  }
  skip(message: any): void {
    this.skipped = true;
    this.message = message;
  }
  todo(message: any): void {
    this.isTodo = true;
    this.message = message;
  }

  #abort = () => {
    const error = this.#outer?.reason ?? new Error("The test was aborted");
    if (error !== null && typeof error === "object") error.failureType = "testAborted";
    this.cancel(error);
  };

  cancel(error?: any): void {
    if (this.endTime !== null || this.error !== null) return;
    this.fail(
      error ?? failed("cancelledByParent", "test did not finish before its parent and was cancelled"),
    );
    this.cancelled = true;
    this.#controller.abort();
  }

  /** What its code waits for has failed on its own. */
  failFromOutside(error: any): void {
    this.fail(error);
    this.#controller.abort();
  }

  #isAborted(): boolean {
    if (!this.signal.aborted && !this.#outer?.aborted) return false;
    this.#abort();
    return true;
  }

  #hasRoom(): boolean {
    return this.#concurrency > this.#active;
  }

  /** Runs when there is room for it; settles when it is done. */
  start(): Promise<void> {
    const parent = this.parent!;
    if (this.root.isOpen && parent.#hasRoom()) return this.run();
    return new Promise((resolve) => {
      parent.#waiting.push({ test: this, resolve });
    });
  }

  async runWaiting(): Promise<void> {
    while (this.#waiting.length > 0 && this.#hasRoom()) {
      const { test, resolve } = this.#waiting.shift()!;
      if (!test.finished) await test.run();
      resolve();
    }
  }

  #context(): any {
    return this.kind === "test" ? new TestContext(this) : new SuiteContext(this);
  }

  async #runHooks(kind: HookKind, context: any): Promise<void> {
    for (const hook of this.hooks[kind]) {
      await hook.run(context);
      if (hook.error === null) continue;
      const error = failed("hookFailed", `failed running ${kind} hook`);
      error.cause = isTestFailure(hook.error) ? hook.error.cause : hook.error;
      throw error;
    }
  }

  async run(): Promise<void> {
    this.parent!.#active++;
    if (this.kind === "suite") return this.#runSuite();
    const parent = this.parent!;
    this.startTime = host.now();
    if (this.#isAborted()) return this.done();
    const context = this.#context();
    if (this.plan === null && this.#planned) context.plan(this.#planned);
    this.root.starts(this);
    let hasEnded = false;
    const afterwards = async () => {
      if (hasEnded) return;
      hasEnded = true;
      if (parent.hooks.afterEach.length > 0 && !this.skipped) await parent.#runHooks("afterEach", context);
    };
    try {
      if (parent.hooks.before.length > 0) await parent.#runHooks("before", parent.#context());
      if (parent.hooks.beforeEach.length > 0 && !this.skipped) await parent.#runHooks("beforeEach", context);
      this.#stopHere();
      await limited(called(this, this.#fn, context), this.#timeout, this.signal);
      this.#isAborted();
      if (this.plan !== null && this.plan.actual !== this.plan.expected) {
        const { expected, actual } = this.plan;
        throw failed("testCodeFailure", `plan expected ${expected} assertions but received ${actual}`);
      }
      if (this.error === null) this.passed = true;
      await afterwards();
      await this.#runHooks("after", context);
    } catch (error: any) {
      if (!isTestFailure(error)) this.fail(failed("testCodeFailure", error));
      else if (error.failureType === "testTimeoutFailure") this.cancel(error);
      else this.fail(error);
      await quietly(afterwards);
      await quietly(() => this.#runHooks("after", context));
    }
    this.#controller.abort();
    this.done();
  }

  /** The first statement of a test that was asked for to be debugged. */
  #stopHere(): void {
    const { names, stops } = this.root.selection;
    if (stops && names !== null && !this.skipped && isMeant(names, this.path)) host.stopSoon();
  }

  async #runSuite(): Promise<void> {
    const parent = this.parent!;
    const context = this.#context();
    let hasEnded = false;
    const afterwards = async () => {
      if (hasEnded) return;
      hasEnded = true;
      await this.#runHooks("after", context);
    };
    try {
      await this.#built;
      this.startTime = host.now();
      if (this.#isAborted()) {
        this.subtests = [];
        return this.done();
      }
      this.root.starts(this);
      if (parent.hooks.before.length > 0) await parent.#runHooks("before", parent.#context());
      await this.#runHooks("before", context);
      const subtests = this.skipped || this.error !== null ? [] : this.subtests;
      await limited(Promise.all(subtests.map((it) => it.start())), this.#timeout, this.signal);
      await afterwards();
      if (this.error === null) this.passed = true;
    } catch (error) {
      await quietly(afterwards);
      this.fail(isTestFailure(error) ? error : failed("testCodeFailure", error));
    }
    this.done();
  }

  /** The hooks around everything, once every test has run. */
  async runRoot(): Promise<void> {
    try {
      if (this.hooks.before.length > 0) await this.#runHooks("before", this.#context());
      await this.#runHooks("after", this.#context());
    } catch (error) {
      this.fail(error);
    }
  }

  /** It has run: what in it has not is cancelled, and it is told when those before it have been. */
  done(because?: any): void {
    this.endTime ??= host.now();
    this.startTime ??= this.endTime;
    this.#waiting = [];
    let bad = 0;
    for (const it of this.subtests) {
      if (!it.finished) {
        it.cancel(because);
        it.done(because);
      }
      if (!it.passed && !it.isTodo) bad++;
    }
    if ((this.passed || this.parent === null) && bad > 0)
      this.fail(failed("subtestsFailed", `${bad} ${bad > 1 ? "subtests" : "subtest"} failed`));
    this.#outer?.removeEventListener("abort", this.#abort);
    this.#mock?.reset();
    const { parent, root } = this;
    if (parent === null) return;
    root.completed(this);
    parent.#active--;
    parent.#ready.set(this.number, this);
    parent.#tellReady(false);
    parent.runWaiting();
    const isLast = parent === (root as any) && parent.#active === 0 && parent.#ready.size === 0;
    if (isLast && parent.#waiting.length === 0) root.hasRun();
  }

  /** Its module was replaced: nothing of it is told any more, and the next one has its place. */
  leave(): void {
    if (this.finished) return;
    const parent = this.parent!;
    const isRunning = this.startTime !== null && this.endTime === null;
    this.finished = true;
    this.isLeft = true;
    this.endTime = host.now();
    this.#controller.abort();
    if (isRunning) parent.#active--;
    parent.#ready.set(this.number, this);
    parent.#tellReady(false);
    parent.runWaiting();
  }

  #isClear(): boolean {
    return this.parent === null || (this.parent.#nextToTell === this.number && this.parent.#isClear());
  }

  #tellReady(isClear: boolean): void {
    for (;;) {
      const next = this.#ready.get(this.#nextToTell);
      if (next === undefined || !(isClear || this.#isClear())) return;
      this.#ready.delete(this.#nextToTell);
      if (!next.finished) next.#tell();
      this.#nextToTell++;
      next.finished = true;
    }
  }

  #tell(): void {
    this.#tellReady(true);
    const { reporter } = this.root;
    this.root.count(this);
    if (this.subtests.length > 0) reporter.plan(this.nesting + 1, this.subtests.length);
    else this.#head();
    reporter.result(this);
    for (const text of this.diagnostics) reporter.diagnostic(this.nesting, text);
  }

  /** The line above what is in it. */
  #head(): void {
    if (this.#isHeard || this.parent === null) return;
    this.#isHeard = true;
    this.parent.#head();
    this.root.reporter.start(this.nesting, this.name);
  }
}

async function quietly(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch {
    // What failed before is what there is to say.
  }
}
