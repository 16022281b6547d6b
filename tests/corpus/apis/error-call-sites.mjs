// Call sites, and when a stack is made: by whoever reads it first.
const place = /\(?(file:\/\/)?\/[^()]*\.mjs:\d+:\d+\)?/g;
const questions = ['getTypeName', 'getFunctionName', 'getMethodName', 'isConstructor', 'isToplevel', 'isNative', 'isEval', 'isAsync', 'isPromiseAll', 'getPromiseIndex', 'getThis', 'getFunction'];
const asked = (site) => questions.map((name) => [name.replace(/^(get|is)/, ''), site[name]()])
  .filter(([, value]) => value !== null && value !== undefined && value !== false).map(([name, value]) => `${name}=${value}`).join(' ');
const isOwn = (site) => !String(site.getFileName()).startsWith('node:');
function sitesOf(run) {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, sites) => sites;
  try { return run().stack; } finally { Error.prepareStackTrace = before; }
}
function say(name, sites) {
  for (const site of sites.filter(isOwn)) {
    if (site.getFunctionName() === 'sitesOf') break;
    console.log(name, site.getLineNumber() ?? '-', asked(site), '|', String(site).replace(place, '@'));
  }
}

class Foo {
  constructor(run) { if (run) this.error = run(); }
  m() { return new Error('x'); }
  static s() { return new Error('x'); }
  async a() { await null; return new Error('x'); }
}
say('method', sitesOf(() => new Foo().m()));
say('static', sitesOf(() => Foo.s()));
say('constructor', sitesOf(() => new Foo(() => new Error('x')).error));
say('built in', sitesOf(() => [1].map(() => new Error('x'))[0]));
say('another name', sitesOf(() => ({ zz: Foo.prototype.m }).zz()));
class Own extends Error { constructor(message) { super(message); } }
say('own class', sitesOf(() => new Own('x')));
Error.prepareStackTrace = (_, sites) => sites;
async function outer() { return await new Foo().a(); }
say('async', (await outer()).stack);
const captured = {};
(function capture() { Error.captureStackTrace(captured); })();
say('captured', captured.stack);

const deep = (n) => (n > 0 ? deep(n - 1) : new Error('x'));
for (const limit of [2, 0, 5]) { Error.stackTraceLimit = limit; console.log(limit, deep(7).stack.length); }
Error.stackTraceLimit = 10;

const calls = [];
Error.prepareStackTrace = (error, sites) => { calls.push(error.message); return `made of ${error.message} ${sites.length > 0}`; };
const lazy = new Error('lazy');
console.log(calls.join());
lazy.message = 'later';
console.log(lazy.stack, lazy.stack, calls.join());
const unread = new Error('unread');
Error.prepareStackTrace = undefined;
console.log(unread.stack.split('\n')[0]);
Error.prepareStackTrace = () => 'too late';
console.log(unread.stack.split('\n')[0]);
Error.prepareStackTrace = () => { throw new TypeError('inner'); };
try { console.log(new Error('q').stack); } catch (error) { console.log('threw', error.message); }
Error.prepareStackTrace = undefined;

const head = (error) => error.stack.split('\n')[0];
const renamed = new Error('n');
renamed.name = 'Named';
console.log(head(renamed));
renamed.name = 'Again';
console.log(head(renamed));
class Late extends Error { constructor(message) { super(message); Error.captureStackTrace(this, Late); this.name = 'Late'; } }
console.log(head(new Late('m')), '|', head(new (class Later extends Late {})('m')));
for (const target of [{}, { name: 'N', message: 'M' }, { name: 'N' }, { message: 'M' }, new Date(0), function foo() {}]) {
  Error.captureStackTrace(target);
  console.log(head(target), Object.keys(target).includes('stack'), Object.hasOwn(target, 'stack'));
}
const empty = new Error('only');
empty.name = '';
console.log(head(empty), '|', head(new DOMException('m', 'AbortError')), '|', head(new AggregateError([], 'all')));
for (const wrong of [[5], []]) {
  try { Error.captureStackTrace(...wrong); } catch (error) { console.log(error.name, error.message); }
}
const target = {};
Error.captureStackTrace(target);
target.stack = 'mine';
console.log(target.stack, Object.getOwnPropertyDescriptor(target, 'stack'));
