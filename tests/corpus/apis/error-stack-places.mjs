// What a program reads of a stack: its own files, at the places of its text.
import { fileURLToPath } from 'node:url';
import { basename } from 'node:path';

// V8 knows the kind of a receiver, and what awaits: other engines do not.
const short = (text) =>
  text.split('\n').slice(1).map((line) => line.trim().replace(/\(?file:\/\//, (it) => (it.startsWith('(') ? '(' : ''))
    .replace(/[^ (]*\/(?=[^/]*\.mjs)/, '').replace(/at (?!new )[\w$]+\.(\w+) \(/, 'at $1 ('))
    .filter((line) => line.includes(basename(fileURLToPath(import.meta.url))) && !line.startsWith('at async')).join(' < ');
const say = (name, error) => console.log(name, error.name, short(error.stack));
const thrown = (run) => { try { run(); } catch (error) { return error; } };

function inner(o) {
  return o.m();
}
class Thing {
  m() { return new Error('made'); }
  static s() { const e = {}; Error.captureStackTrace(e, Thing.s); return e; }
  static all() { const e = { name: 'own' }; Error.captureStackTrace(e); return e; }
}
say('method', inner(new Thing()));
console.log('capture', short(Thing.s().stack), '/', short(Thing.all().stack));
say('callback', [1].map(() => new Error('x'))[0]);
say('property', thrown(() => { null.foo; }));
say('not a function', thrown(() => { inner({}); }));
say('not defined', thrown(() => { undefinedName; }));
say('no new', thrown(() => { throw Error('noNew'); }));

function thrower(n) { if (n > 0) return thrower(n - 1); throw new RangeError(`deep`); }
say('recursion', thrown(() => thrower(2)));

const o = { deep: { er: { run(f) { return f(); } } }, list: [function listed() { return new Error('x'); }] };
say('members', o.deep.er.run(function named() { return o.list[0](); }));
say('over lines', o
  .deep
  .er.run(
    function named() {
      return new Error(
        'x',
      );
    }));

function Constructor() { this.error = new Error('c'); }
say('constructor', new Constructor().error);
class Base { constructor() { this.error = new Error('b'); } }
class Derived extends Base { constructor() { super(); } }
say('super', new Derived().error);
class MyError extends TypeError { constructor(message) { super(message); this.name = 'MyError'; } }
class Further extends MyError {}
say('own class', thrown(() => { throw new Further('m'); }));
class Unnamed extends Error {}
function either(own) {
  if (own) return new Unnamed('u');
  return new Error('e');
}
say('unnamed', either(true));
say('parse', thrown(() => JSON.parse('{')));

async function later() { await null; throw new TypeError('late'); }
await later().catch((error) => say('async', error));
await new Promise((resolve) => setTimeout(function fired() { console.log(/fired .*:\d+:\d+\)/.test(new Error('t').stack)); resolve(); }, 1));
const generator = (function* () { yield new Error('g'); })();
say('generator', generator.next().value);

// Who parses stacks finds files that are there.
const [, file, line] = /\(?((?:file:\/\/)?\/[^)\n]*):(\d+):\d+\)?$/m.exec(new Error('who').stack);
console.log((file.startsWith('file:') ? fileURLToPath(file) : file) === fileURLToPath(import.meta.url), line);

// The text is made once, and is the program's to set.
const error = new Error('kept');
const before = error.stack;
error.message = 'changed';
console.log(error.stack === before || error.stack.split('\n')[1] === before.split('\n')[1]);
error.stack = 'mine';
console.log(error.stack, Object.keys(error).length);

const sites = (read) => {
  const earlier = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, all) => read(all);
  const made = new Error('x').stack;
  Error.prepareStackTrace = earlier;
  return made;
};
console.log(sites((all) => all[0].getLineNumber()), sites((all) => all[0].getColumnNumber()), sites((all) => all[0].getFunctionName()));
console.log(sites((all) => `text of ${all.length > 1}`), sites(() => undefined), sites(() => 5));
(function outer() { console.log(sites((all) => `${all[1].getFunctionName()} ${all[1].getLineNumber()}:${all[1].getColumnNumber()}`)); })();
Error.stackTraceLimit = 1;
console.log(thrown(() => thrower(3)).stack.split('\n').length);
Error.stackTraceLimit = 0;
console.log(JSON.stringify(new Error('none').stack));
