// Constructing with what is no constructor: the messages.
let count = 0;
const t = (f) => { count++; try { f(); console.log(count, 'no error'); } catch (e) { console.log(count, e.name, e.message); } };
let u, n = null, o = { a: 1, b: {} }, five = 5, arr = [1];
const k = 'kk';
class P { constructor() { this.q = 1; } get g() { return 1; } }
const p = new P();
t(() => { new Uint8Array(Symbol()); });
t(() => { new u(); });
t(() => { new o.a(); });
t(() => { new (o.a)(); });
t(() => { new five; });
t(() => { new (() => {})(); });
t(() => { const f = () => {}; new f(); });
t(() => { new o.b.c(); });
t(() => { new Math.max(); });
t(() => { new (five + 1)(); });
t(() => { new 'abc'(); });
t(() => { new Math(); });
t(() => { new (async () => {})(); });
t(() => { new o[k](); });
t(() => { const m = { foo() {} }; new m.foo(); });
t(() => { Reflect.set(p, 'q', 1); throw new Error('no throw'); });
