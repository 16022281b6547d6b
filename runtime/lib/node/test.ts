// Node's `node:test`.
import { MockTracker } from "internal:test/mock";
import { outer, theRoot } from "internal:test/root";
import type { HookKind } from "internal:test/hook";
import type { TestKind } from "internal:test/test";
import { coded } from "internal:errors";

/** Says a test or a suite: it belongs to the suite or test whose code this is, else to the whole. */
function said(kind: TestKind, name: any, options: any, fn: any, more: any): Promise<void> {
  // What a replaced module still says after an `await` is nobody's any more.
  if (host.owners.current() === host.owners.GONE) return Promise.resolve();
  const parent = outer();
  const test = parent.subtest(kind, name, options, fn, more);
  if (parent.kind === "suite") return Promise.resolve();
  theRoot().open();
  return test.start();
}

function saying(kind: TestKind): any {
  const say = {
    test: (name?: any, options?: any, fn?: any) => said(kind, name, options, fn, {}),
  }.test as any;
  for (const variant of ["skip", "todo", "only"])
    say[variant] = (name?: any, options?: any, fn?: any) => said(kind, name, options, fn, { [variant]: true });
  return say;
}

const test = saying("test");
const it = test;
const describe = saying("suite");
const suite = describe;
const { skip, todo, only } = test;

const hook = (kind: HookKind) => (fn: any, options?: any) => outer().addHook(kind, fn, options);
const before = hook("before");
const after = hook("after");
const beforeEach = hook("beforeEach");
const afterEach = hook("afterEach");

const mock = new MockTracker();

function run(): never {
  throw coded(
    Error,
    "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
    "run() is not available in saveloop: a file of tests runs by itself",
  );
}

Object.assign(test, { after, afterEach, before, beforeEach, describe, it, mock, run, suite, test });
export default test;
export { after, afterEach, before, beforeEach, describe, it, mock, only, run, skip, suite, test, todo };
