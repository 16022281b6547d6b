// Reading of undefined and null: the messages.
let count = 0;
const t = (f) => { count++; try { f(); console.log(count, 'no error'); } catch (e) { console.log(count, e.name, e.message); } };
let u, n = null, o = { a: 1, b: {} }, five = 5, arr = [1];
const k = 'kk';
class P { constructor() { this.q = 1; } get g() { return 1; } }
const p = new P();
t(() => { 'a' in o.a; });
t(() => { o instanceof o; });
t(() => { five instanceof u; });
t(() => { o instanceof 'x'; });
t(() => { u[k]; });
t(() => { u[0]; });
t(() => { u.x++; });
t(() => { n.x += 1; });
t(() => { u.x(); });
t(() => { u[k](); });
t(() => { u[u]; });
