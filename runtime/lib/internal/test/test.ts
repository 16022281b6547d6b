// Tests of `node:test`: one after the other, within one another.
import { coded } from "internal:errors";
import { validateAbortSignal, validateFunction, validateNumber } from "internal:validate";
import { begin, comment, flush, heading, plan, result } from "internal:test/report";
import { MockTracker } from "internal:test/mock";
import { AbortController } from "web:abort";
import process from "node:process";

const { setTimeout, clearTimeout } = host.timerFunctions;

function failed(failureType: string, cause: any, message?: string): any {
  const error: any = coded(
    Error,
    "ERR_TEST_FAILURE",
    message ?? cause?.message ?? host.inspect.inspect(cause),
  );
  error.failureType = failureType;
  error.cause = cause;
  return error;
}

interface Hook {
  fn: any;
  options: any;
  /** Those that come once: what they came to. */
  ran?: Promise<void>;
  isOver?: boolean;
}
type Kind = "before" | "after" | "beforeEach" | "afterEach";

const counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };

export class Test {
  name: string;
  parent: Test | null;
  nesting: number;
  fn: any;
  skip: any;
  todo: any;
  timeout: number;
  isSuite: boolean;
  number = 0;
  subtests: Test[] = [];
  hooks: Record<Kind, Hook[]> = { before: [], after: [], beforeEach: [], afterEach: [] };
  diagnostics: string[] = [];
  error: any = null;
  passed = false;
  isCancelled = false;
  isDone = false;
  isStarted = false;
  controller = new AbortController();
  outer: any;
  context: any;
  place = "";
  #start = 0;
  #reported = 0;
  #waiting: (() => void)[] = [];
  #isBusy = false;
  #mock: MockTracker | undefined;
  #built: Promise<any> | undefined;

  constructor(parent: Test | null, name: any, options: any, fn: any, isSuite: boolean) {
    this.parent = parent;
    this.nesting = parent === null ? -1 : parent.nesting + 1;
    if (typeof name !== "string" || name === "")
      name = typeof fn === "function" && fn.name ? fn.name : "<anonymous>";
    this.name = name;
    this.fn = fn;
    this.isSuite = isSuite;
    this.skip = options.skip ?? (parent?.isSuite && isGiven(parent.skip) ? parent.skip : undefined);
    this.todo = options.todo ?? (parent?.isSuite && isGiven(parent.todo) ? parent.todo : undefined);
    this.timeout = options.timeout ?? Infinity;
    if (options.timeout !== undefined && options.timeout !== Infinity)
      validateNumber(options.timeout, "options.timeout", 0, 2 ** 31 - 1);
    if (options.signal !== undefined) validateAbortSignal(options.signal, "options.signal");
    this.outer = options.signal;
    if (parent !== null) {
      this.number = parent.subtests.length + 1;
      parent.subtests.push(this);
    }
    this.context = isSuite ? new SuiteContext(this) : new TestContext(this);
  }

  get fullName(): string {
    return this.parent === null || this.parent.parent === null
      ? this.name
      : `${this.parent.fullName} > ${this.name}`;
  }
  get mock(): MockTracker {
    return (this.#mock ??= new MockTracker());
  }

  /** A suite's tests are said by running it. */
  build(): void {
    if (isGiven(this.skip)) return;
    const before = current;
    current = this;
    try {
      const built = Reflect.apply(this.fn, this.context, [this.context]);
      if (typeof built?.then === "function") this.#built = Promise.resolve(built);
    } catch (error) {
      this.fail(failed("testCodeFailure", error));
    } finally {
      current = before;
    }
  }

  /** Runs when its turn has come; settles when it is done. */
  start(): Promise<void> {
    this.isStarted = true;
    const parent = this.parent!;
    return parent.#take(() => this.run());
  }

  /** One at a time. */
  #take(run: () => Promise<void>): Promise<void> {
    if (!this.#isBusy) {
      this.#isBusy = true;
      return run();
    }
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        run().then(resolve);
      });
    });
  }
  #free(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#isBusy = false;
    else next();
  }

  fail(error: any): void {
    if (this.error !== null) return;
    this.error = error;
    this.passed = false;
  }

  cancel(message: string): void {
    if (this.isDone || this.error !== null) return;
    this.fail(failed("cancelledByParent", message, message));
    this.isCancelled = true;
    this.controller.abort();
  }

  async run(): Promise<void> {
    this.#start = host.now();
    if (this.error !== null && this.isCancelled) return this.#finish();
    if (this.outer?.aborted) {
      this.fail(failed("testAborted", this.outer.reason));
      this.isCancelled = true;
      return this.#finish();
    }
    if (isGiven(this.skip)) {
      this.passed = true;
      return this.#finish();
    }
    const parent = this.parent!;
    try {
      if (parent.hooks.before.some((it) => !it.isOver)) await parent.#once("before");
      if (this.isSuite) await this.#runSuite();
      else await this.#runBody();
      if (this.error === null) this.passed = true;
    } catch (error: any) {
      this.fail(error?.code === "ERR_TEST_FAILURE" ? error : failed("testCodeFailure", error));
      if (!this.isSuite) await this.#afterwards().catch(() => {});
      else await this.#once("after").catch(() => {});
    }
    return this.#finish();
  }

  async #runSuite(): Promise<void> {
    if (this.#built !== undefined) await this.#built;
    if (this.error !== null) return;
    if (this.hooks.before.length > 0 && this.subtests.length > 0) await this.#once("before");
    await this.#limited(Promise.all(this.subtests.map((it) => it.start())));
    await this.#once("after");
  }

  async #runBody(): Promise<void> {
    await this.#each("beforeEach");
    const { context, fn } = this;
    const before = current;
    current = this;
    try {
      let ended: any;
      if (fn.length >= 2) {
        ended = new Promise<void>((resolve, reject) => {
          const done = (error?: any) => (error ? reject(error) : resolve());
          const returned = Reflect.apply(fn, context, [context, done]);
          if (typeof returned?.then === "function")
            reject(
              failed(
                "callbackAndPromisePresent",
                "passed a callback but also returned a Promise",
                "passed a callback but also returned a Promise",
              ),
            );
        });
      } else ended = Reflect.apply(fn, context, [context]);
      current = before;
      if (typeof ended?.then === "function") await this.#limited(Promise.resolve(ended));
      if (this.#planned !== undefined && this.#planned !== this.#asserted)
        throw failed(
          "testCodeFailure",
          `plan expected ${this.#planned} assertions but received ${this.#asserted}`,
          `plan expected ${this.#planned} assertions but received ${this.#asserted}`,
        );
    } finally {
      current = before;
    }
    await this.#afterwards();
  }

  #hasEnded = false;
  async #afterwards(): Promise<void> {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    try {
      await this.#each("afterEach");
    } finally {
      await this.#once("after");
    }
  }

  /** With the time limit, and the signal that may end it. */
  #limited(work: Promise<any>): Promise<any> {
    if (this.timeout === Infinity && this.outer === undefined) return work;
    return new Promise((resolve, reject) => {
      const timer =
        this.timeout === Infinity
          ? null
          : setTimeout(() => {
              const message = `test timed out after ${this.timeout}ms`;
              this.controller.abort();
              this.isCancelled = true;
              reject(failed("testTimeoutFailure", message, message));
            }, this.timeout);
      this.outer?.addEventListener(
        "abort",
        () => {
          this.isCancelled = true;
          reject(failed("testAborted", this.outer.reason));
        },
        { once: true },
      );
      work.then(resolve, reject).finally(() => {
        if (timer !== null) clearTimeout(timer);
      });
    });
  }

  async #once(kind: "before" | "after"): Promise<void> {
    for (const hook of this.hooks[kind]) await (hook.ran ??= this.#hook(hook, kind, this.context));
  }

  async #each(kind: "beforeEach" | "afterEach"): Promise<void> {
    const chain: Test[] = [];
    for (let at = this.parent; at !== null; at = at.parent) {
      if (kind === "beforeEach") chain.unshift(at);
      else chain.push(at);
    }
    for (const it of chain) for (const hook of it.hooks[kind]) await this.#hook(hook, kind, this.context);
  }

  async #hook(hook: Hook, kind: Kind, context: any): Promise<void> {
    try {
      if (hook.fn.length >= 2)
        await new Promise<void>((resolve, reject) =>
          Reflect.apply(hook.fn, context, [context, (error?: any) => (error ? reject(error) : resolve())]),
        );
      else await Reflect.apply(hook.fn, context, [context]);
      hook.isOver = true;
    } catch (error) {
      hook.isOver = true;
      throw failed("hookFailed", error, `failed running ${kind} hook`);
    }
  }

  #planned: number | undefined;
  #asserted = 0;
  expects(count: number): void {
    validateNumber(count, "count");
    this.#planned = count;
  }
  asserts(): void {
    this.#asserted++;
  }

  addHook(kind: Kind, fn: any, options: any): void {
    validateFunction(fn, "fn");
    const hook: Hook = { fn, options };
    this.hooks[kind].push(hook);
    if (kind === "before" && this.isStarted && !this.isSuite && this.parent !== null)
      hook.ran = this.#hook(hook, kind, this.context);
  }

  #finish(): void {
    this.isDone = true;
    this.#mock?.reset();
    for (const it of this.subtests)
      if (!it.isDone) it.cancel("test did not finish before its parent and was cancelled");
    const bad = this.subtests.filter((it) => !it.passed && it.error !== null && !isGiven(it.todo)).length;
    if (bad > 0 && this.error === null)
      this.fail(
        failed(
          "subtestsFailed",
          `${bad} subtest${bad > 1 ? "s" : ""} failed`,
          `${bad} subtest${bad > 1 ? "s" : ""} failed`,
        ),
      );
    const duration = host.now() - this.#start;
    this.duration = duration;
    this.#count();
    this.parent!.tell();
    this.parent!.#free();
  }
  duration = 0;

  #count(): void {
    if (this.isSuite) {
      counts.suites++;
      return;
    }
    counts.tests++;
    if (isGiven(this.skip)) counts.skipped++;
    else if (isGiven(this.todo)) counts.todo++;
    else if (this.isCancelled) counts.cancelled++;
    else if (!this.passed) counts.fail++;
    else counts.pass++;
  }

  /** Says what is done, in order; a test says what is in it once its own heading was printed. */
  tell(): void {
    if (this.parent !== null && !this.#isHeaded()) return;
    while (
      this.#reported < this.subtests.length &&
      (this.subtests[this.#reported].isDone || this.subtests[this.#reported].#hasNews())
    ) {
      const it = this.subtests[this.#reported];
      if (!it.#isHeading) {
        it.#isHeading = true;
        heading(it.name, it.nesting);
      }
      it.tell();
      if (!it.isDone) return;
      if (it.subtests.length > 0 && !isGiven(it.skip)) plan(it.subtests.length, it.nesting + 1);
      result({ ...it.#result(), number: it.number });
      this.#reported++;
    }
  }
  #isHeading = false;
  #isHeaded(): boolean {
    return this.#isHeading || this.parent === null;
  }
  #hasNews(): boolean {
    return this.subtests.some((it) => it.isDone);
  }
  #result(): any {
    const { name, nesting, passed, duration, isSuite, skip, todo, error, diagnostics, place } = this;
    return {
      name,
      nesting,
      passed: error === null ? passed : false,
      duration,
      isSuite,
      skip,
      todo,
      error,
      diagnostics,
      place,
    };
  }

  /** The end of the program. */
  async close(): Promise<void> {
    for (const it of this.subtests)
      if (!it.isDone) {
        it.cancel("Promise resolution is still pending but the event loop has already resolved");
        it.isDone = true;
        it.#count();
      }
    this.tell();
    try {
      await this.#once("after");
    } catch (error) {
      this.fail(error);
    }
    plan(this.subtests.length, 0);
    for (const text of this.diagnostics) comment(text, 0);
    const names = ["tests", "suites", "pass", "fail", "cancelled", "skipped", "todo"] as const;
    for (const name of names) comment(`${name} ${counts[name]}`, 0);
    comment(`duration_ms ${host.now() - this.#start}`, 0);
    if (counts.fail + counts.cancelled > 0 || this.error !== null) process.exitCode = 1;
    flush();
  }
}

const isGiven = (value: any) => value !== undefined && value !== false && value !== null;

let current: Test | null = null;
let root: Test | null = null;

/** Where a test belongs that is said now. */
export function outer(): Test {
  return current !== null && current.isSuite ? current : (current ?? top());
}

function top(): Test {
  if (root !== null) return root;
  const made = new Test(null, "<root>", {}, () => {}, true);
  root = made;
  for (const name of Object.keys(counts)) (counts as any)[name] = 0;
  begin();
  const end = () => {
    if (root !== made) return;
    root = null;
    made.close();
  };
  process.once("beforeExit", end);
  // A program that is replaced takes its tests with it.
  host.hold(() => {
    if (root === made) root = null;
  });
  return made;
}

export class SuiteContext {
  #test: Test;
  constructor(test: Test) {
    this.#test = test;
  }
  get name() {
    return this.#test.name;
  }
  get signal() {
    return this.#test.controller.signal;
  }
}

export class TestContext {
  #test: Test;
  constructor(test: Test) {
    this.#test = test;
  }
  get name() {
    return this.#test.name;
  }
  get fullName() {
    return this.#test.fullName;
  }
  get signal() {
    return this.#test.controller.signal;
  }
  get mock() {
    return this.#test.mock;
  }
  get assert(): any {
    const test = this.#test;
    const assert = host.load("node:assert").default;
    const out: any = {};
    for (const name of Object.keys(assert)) {
      if (typeof assert[name] !== "function" || name === "AssertionError" || name === "strict") continue;
      out[name] = (...args: any[]) => {
        test.asserts();
        return assert[name](...args);
      };
    }
    return out;
  }
  plan(count: any) {
    this.#test.expects(count);
  }
  diagnostic(message: any) {
    this.#test.diagnostics.push(`${message}`);
  }
  skip(message?: any) {
    this.#test.skip = message === undefined ? true : message;
  }
  todo(message?: any) {
    this.#test.todo = message === undefined ? true : message;
  }
  runOnly() {}
  test(name?: any, options?: any, fn?: any): Promise<void> {
    return added(this.#test, name, options, fn, {});
  }
  before(fn: any, options?: any) {
    this.#test.addHook("before", fn, options);
  }
  after(fn: any, options?: any) {
    this.#test.addHook("after", fn, options);
  }
  beforeEach(fn: any, options?: any) {
    this.#test.addHook("beforeEach", fn, options);
  }
  afterEach(fn: any, options?: any) {
    this.#test.addHook("afterEach", fn, options);
  }
}

const nothing = () => {};

function sorted(name: any, options: any, fn: any): [any, any, any] {
  if (typeof name === "function") return [undefined, {}, name];
  if (name !== null && typeof name === "object") return [name.name, name, options];
  if (typeof options === "function") return [name, {}, options];
  return [name, options ?? {}, fn];
}

export function added(parent: Test, name: any, options: any, fn: any, more: any): Promise<void> {
  const [title, about, body] = sorted(name, options, fn);
  const all = { ...about, ...more };
  const test = new Test(parent, title, all, body ?? nothing, false);
  if (parent.isSuite && parent.parent !== null) return Promise.resolve();
  return test.start();
}

export function addedSuite(parent: Test, name: any, options: any, fn: any, more: any): Promise<void> {
  const [title, about, body] = sorted(name, options, fn);
  const suite = new Test(parent, title, { ...about, ...more }, body ?? nothing, true);
  suite.build();
  if (parent.isSuite && parent.parent !== null) return Promise.resolve();
  return suite.start();
}
