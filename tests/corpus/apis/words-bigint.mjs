// BigInt with what it does not mix with: the messages.
let count = 0;
const t = (f) => { count++; try { f(); console.log(count, 'no error'); } catch (e) { console.log(count, e.name, e.message); } };
let u, n = null, o = { a: 1, b: {} }, five = 5, arr = [1];
const k = 'kk';
class P { constructor() { this.q = 1; } get g() { return 1; } }
const p = new P();
t(() => { 1n + 1; });
t(() => { 1n * five; });
t(() => { 1n < o.b; 1n - '1'; });
t(() => { -o + 1n; });
t(() => { +1n; });
t(() => { Math.abs(1n); });
t(() => { 1n >>> 1n; });
t(() => { 5n / 0n; });
t(() => { 2n ** -1n; });
t(() => { parseInt(1n); isNaN(1n); });
t(() => { BigInt('1.5'); });
t(() => { BigInt(null); });
t(() => { BigInt({}); });
t(() => { BigInt(NaN); });
t(() => { BigInt.asIntN(-1, 1n); });
t(() => { BigInt('abc'); });
t(() => { BigInt(Symbol()); });
t(() => { let x = 1n; x += 1; });
t(() => { let x = 1n; x **= 2; });
t(() => { Number.prototype.toFixed.call(1n); });
t(() => { [1n].map(Math.sqrt); });
t(() => { new Array(1n).fill(1n).sort((a, b) => a - b); [3n, 1n].sort((a, b) => a - b); });
