// Node's `node:test`.
import { MockTracker } from "internal:test/mock";
import { added, addedSuite, outer } from "internal:test/test";
import { coded } from "internal:errors";

const variants: [string, any][] = [
  ["skip", { skip: true }],
  ["todo", { todo: true }],
  ["only", { only: true }],
];

function test(name?: any, options?: any, fn?: any): Promise<void> {
  return added(outer(), name, options, fn, {});
}
function describe(name?: any, options?: any, fn?: any): Promise<void> {
  return addedSuite(outer(), name, options, fn, {});
}
function it(name?: any, options?: any, fn?: any): Promise<void> {
  return added(outer(), name, options, fn, {});
}
for (const [variant, more] of variants) {
  const ofTest = {
    [variant]: (name?: any, options?: any, fn?: any) => added(outer(), name, options, fn, more),
  };
  const ofSuite = {
    [variant]: (name?: any, options?: any, fn?: any) => addedSuite(outer(), name, options, fn, more),
  };
  (test as any)[variant] = ofTest[variant];
  (it as any)[variant] = ofTest[variant];
  (describe as any)[variant] = ofSuite[variant];
}
const suite = describe;
const { skip, todo, only } = test as any;

const before = (fn: any, options?: any) => outer().addHook("before", fn, options);
const after = (fn: any, options?: any) => outer().addHook("after", fn, options);
const beforeEach = (fn: any, options?: any) => outer().addHook("beforeEach", fn, options);
const afterEach = (fn: any, options?: any) => outer().addHook("afterEach", fn, options);

let tracker: MockTracker | undefined;
const mock = (tracker ??= new MockTracker());

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
