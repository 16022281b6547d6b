// Classes that are called or extended wrongly: the messages.
let count = 0;
const t = (f) => { count++; try { f(); console.log(count, 'no error'); } catch (e) { console.log(count, e.name, e.message); } };
let u, n = null, o = { a: 1, b: {} }, five = 5, arr = [1];
const k = 'kk';
class P { constructor() { this.q = 1; } get g() { return 1; } }
const p = new P();
t(() => { (class {})()(); });
t(() => { class A extends u {} });
t(() => { class A extends five {} });
t(() => { class A extends o.a {} });
t(() => { class A extends arr {} });
t(() => { class A extends 'abc' {} });
t(() => { class A extends p {} });
t(() => { P(); });
t(() => { Reflect.apply(P); });
t(() => { p.constructor(); });
t(() => { class D extends P {} D(); });
t(() => { (class {})(); });
t(() => { Promise(); });
t(() => { Map(); });
t(() => { WeakMap(); });
t(() => { Uint8Array(); });
t(() => { ArrayBuffer(1); });
t(() => { DataView(); });
t(() => { WeakRef(); });
t(() => { FinalizationRegistry(); });
t(() => { URL('x'); });
