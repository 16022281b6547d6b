// What functions are called in stacks: by what they were called on, as constructors, by the language's own.
const own = (error) => error.stack.split('\n').slice(1).map((line) => line.trim()
  .replace(/\(?(file:\/\/)?\/[^()]*\.mjs:\d+:\d+\)?/g, '@').replace(/^at /, '')).filter((line) => !line.includes('node:'));
// Without this program's own frames around it.
const show = (name, error) => {
  const lines = own(error), end = lines.indexOf('caught @');
  console.log(`${name}: ${lines.slice(0, end < 0 ? undefined : end).join(' < ')}`);
};
function caught(name, run) { try { show(name, run()); } catch (error) { show(name, error); } }
const fail = () => { throw new Error('x'); };

class Foo {
  constructor(run) { if (run) this.error = run(); }
  bar(one, two) { return new Error('x'); }
  #hidden() { return new Error('x'); }
  hidden() { return this.#hidden(); }
  ['comp' + 1]() { return new Error('x'); }
  [Symbol.iterator]() { throw new Error('x'); }
  get got() { return new Error('x'); }
  set got(value) { throw new Error('x'); }
  arrow = () => new Error('x');
  field = new Error('x');
  static of() { return new Error('x'); }
  static { this.init = new Error('x'); }
}
class Bar extends Foo { constructor(run) { super(run); } bar() { return super.bar(); } }
caught('method', () => new Foo().bar());
caught('with all arguments', () => new Foo().bar(1, 2));
caught('within', () => new Foo().bar(new Foo().bar(1), 2));
caught('static', () => Foo.of());
caught('private', () => new Foo().hidden());
caught('computed', () => new Foo().comp1());
caught('symbol', () => [...new Foo()]);
caught('getter', () => new Foo().got);
caught('setter', () => { new Foo().got = 1; });
caught('arrow', () => new Foo().arrow());
caught('field', () => new Foo().field);
caught('constructor', () => new Foo(() => new Error('x')).error);
caught('derived', () => new Bar(() => new Error('x')).error);
caught('super', () => new Bar().bar());
caught('construct', () => Reflect.construct(Foo, [() => new Error('x')]).error);
caught('without a name', () => new (class { constructor() { this.error = new Error('x'); } m() { return this.error; } })().m());
caught('class expression', () => { const K = class { m() { return new Error('x'); } }; return new K().m(); });
show('static block', Foo.init);

function plain(one) { return new Error('x'); }
const o = { m(a, b) { return new Error('x'); }, f: function () { return new Error('x'); }, a: () => new Error('x'), n: function named() { return new Error('x'); } };
caught('plain', () => plain());
caught('literal', () => o.m());
caught('function', () => o.f(1));
caught('arrow of a literal', () => o.a());
caught('named', () => o.n());
caught('another name', () => ({ zz: o.m }).zz());
caught('two names', () => ({ one: o.m, two: o.m }).two());
caught('no prototype', () => Object.assign(Object.create(null), o).m(1, 2));
caught('tag', () => ({ [Symbol.toStringTag]: 'Tag', m: o.m }).m());
caught('element', () => [plain][0]());
caught('call', () => plain.call({}, 1));
caught('call on an instance', () => plain.call(new Foo()));
caught('apply on a number', () => plain.apply(5));
caught('apply', () => Reflect.apply(plain, new Map(), []));
caught('on nothing', () => plain.call(undefined));
caught('old', () => { function Old() { this.error = new Error('x'); } return new Old().error; });
caught('old method', () => { function Old() {} Old.prototype.m = function mm() { return new Error('x'); }; return new Old().m(); });
caught('of strings', () => { String.prototype.ours = function ours() { return new Error('x'); }; try { return 'a'.ours(); } finally { delete String.prototype.ours; } });

for (const name of ['map', 'forEach', 'filter', 'find', 'findIndex', 'some', 'every', 'flatMap', 'reduce', 'sort'])
  caught(name, () => [1, 2][name](fail));
caught('from', () => Array.from([1], fail));
caught('map of keys', () => new Map([[1, 2]]).forEach(fail));
caught('set', () => new Set([1]).forEach(fail));
caught('bytes', () => new Uint8Array(2).map(fail));
caught('replace', () => 'a'.replace(/a/, fail));
caught('parse', () => JSON.parse('{"a":'));
caught('promise', () => { let made; new Promise(() => { made = new Error('x'); }); return made; });
caught('to a string', () => String({ toString: fail }));
caught('date', () => new Date(NaN).toISOString());
caught('fixed', () => (1).toFixed(1000));
caught('repeat', () => 'a'.repeat(-1));
caught('no function', () => [].map(null));
caught('no initial value', () => [].reduce(fail));
caught('length', () => new Array(-1));
caught('bigint', () => BigInt('x'));
caught('uri', () => decodeURIComponent('%'));
caught('define', () => Object.defineProperty(1, 'a', {}));
caught('assign', () => Object.assign({}, { get x() { throw new Error('x'); } }));
caught('pattern', () => new RegExp('['));
caught('template', () => `${{ toString: fail }}`);
caught('tagged', () => ((parts) => new Error('x'))`a`);

function* steps() { yield new Error('x'); }
caught('next', () => steps().next().value);
caught('spread', () => [...steps()][0]);
caught('generator method', () => ({ *steps() { yield new Error('x'); } }).steps().next().value);
caught('evaluated', () => eval('(function ev() { throw new Error("x") })').call(undefined));
caught('exception', () => new DOMException('m', 'AbortError'));

// Who waits, over calls that have returned.
const turn = () => new Promise((resolve) => { setImmediate(resolve); });
async function inner() { await turn(); throw new Error('x'); }
async function outer() { await inner(); }
class Service {
  async load(key) { await null; return new Error('x'); }
  async all() { return await this.load(1); }
  static async open() { await turn(); return new Error('x'); }
}
await outer().catch((error) => show('awaited', error));
await (async () => { await outer(); })().catch((error) => show('by an arrow', error));
show('methods', await new Service().all());
show('static', await Service.open());
show('literal', await ({ async m() { await turn(); return new Error('x'); } }).m());
async function* rows() { await null; yield new Error('x'); }
for await (const error of rows()) show('async generator', error);
async function before() { throw new Error('x'); }
await (async function caller() { await before(); })().catch((error) => show('before the first await', error));
await Promise.resolve().then(function later() { show('reaction', new Error('x')); });
