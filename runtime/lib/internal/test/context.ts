// What the function of a test or suite is given.
import type { Test } from "internal:test/test";
import { failed, validateCount } from "internal:test/failure";

const ASSERTIONS = [
  "deepEqual",
  "deepStrictEqual",
  "doesNotMatch",
  "doesNotReject",
  "doesNotThrow",
  "equal",
  "fail",
  "ifError",
  "match",
  "notDeepEqual",
  "notDeepStrictEqual",
  "notEqual",
  "notStrictEqual",
  "rejects",
  "strictEqual",
  "throws",
  "ok",
];

export class TestContext {
  #test: Test;
  #assert: any;
  constructor(test: Test) {
    this.#test = test;
  }
  get signal() {
    return this.#test.signal;
  }
  get name() {
    return this.#test.name;
  }
  get fullName() {
    return this.#test.fullName;
  }
  get error() {
    return this.#test.error;
  }
  get passed() {
    return this.#test.passed;
  }
  get mock() {
    return this.#test.mock;
  }
  get assert(): any {
    if (this.#assert !== undefined) return this.#assert;
    const { plan } = this.#test;
    const assert = host.load("node:assert").default;
    const own: any = { __proto__: null };
    for (const name of ASSERTIONS)
      own[name] = (...args: any[]) => {
        if (plan !== null) plan.actual++;
        return Reflect.apply(assert[name], own, args);
      };
    return (this.#assert = own);
  }
  diagnostic(message: any) {
    this.#test.diagnostics.push(message);
  }
  plan(count: any) {
    if (this.#test.plan !== null) throw failed("testCodeFailure", "cannot set plan more than once");
    validateCount(count, "count");
    this.#test.plan = { expected: count, actual: 0 };
  }
  runOnly(value: any) {
    this.#test.runsOnly = !!value;
  }
  skip(message?: any) {
    this.#test.skip(message);
  }
  todo(message?: any) {
    this.#test.todo(message);
  }
  test(name?: any, options?: any, fn?: any): Promise<void> {
    const { plan } = this.#test;
    if (plan !== null) plan.actual++;
    return this.#test.subtest("test", name, options, fn).start();
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

export class SuiteContext {
  #suite: Test;
  constructor(suite: Test) {
    this.#suite = suite;
  }
  get signal() {
    return this.#suite.signal;
  }
  get name() {
    return this.#suite.name;
  }
  get fullName() {
    return this.#suite.fullName;
  }
}
