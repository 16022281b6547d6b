// Taking apart what is undefined or null: the messages.
let count = 0;
const t = (f) => { count++; try { f(); console.log(count, 'no error'); } catch (e) { console.log(count, e.name, e.message); } };
let u, n = null, o = { a: 1, b: {} }, five = 5, arr = [1];
const k = 'kk';
class P { constructor() { this.q = 1; } get g() { return 1; } }
const p = new P();
t(() => { const { a } = u; });
t(() => { const { a } = undefined; });
t(() => { const { a } = null; });
t(() => { const { a, b } = o.zip; });
t(() => { const { a } = o.b.c(); });
t(() => { let a; ({ a } = u); });
t(() => { const { [k]: x } = u; });
t(() => { const { 'x-y': x } = u; });
t(() => { const { 1: x } = u; });
t(() => { const {} = u; });
t(() => { (({ a }) => a)(); });
t(() => { (({ a: { b } }) => a)({}); });
t(() => { (([{ a }]) => a)([]); });
t(() => { const { a: { b } } = {}; });
t(() => { const { x: { y: { z } } } = { x: {} }; });
t(() => { [undefined].map(({ a }) => a); });
t(() => { ({})(); });
t(() => { ({ a: 1 })(); });
t(() => { const { q } = p; p.q++; });
